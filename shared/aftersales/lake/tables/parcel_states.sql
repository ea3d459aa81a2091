-- Each state of an outbound parcel, whoever told it, until another replaces it.
CREATE TABLE parcel_states AS
SELECT id, version, occurred_at, home, store, platform, key AS tracking, status, carrier, held_by, shipped_at, delivered_at, expected_at,
  list_min([scan.at FOR scan IN checkpoints IF scan.status NOT IN ('registered', 'unknown')]) AS first_scan,
  lead(occurred_at) OVER (PARTITION BY key ORDER BY occurred_at, version, id) AS replaced_at
FROM facts_parcel WHERE leg = 'outbound'
