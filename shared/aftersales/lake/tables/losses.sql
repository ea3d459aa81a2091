-- When a parcel became lost and when it turned up: declared lost, or silent for thirty days. `step` is +1 or -1.
CREATE TABLE losses AS
WITH lives AS (SELECT tracking, dispatched_at, carrier FROM parcels WHERE dispatched_at IS NOT NULL),
spans AS (
  SELECT tracking, id, occurred_at AS since, replaced_at AS until FROM parcel_states WHERE status = 'lost'
  UNION ALL
  SELECT tracking, id, occurred_at + INTERVAL 30 DAY, replaced_at FROM parcel_states
  WHERE status NOT IN ('lost', 'delivered', 'returning', 'returned', 'stopped')
    AND coalesce(replaced_at > occurred_at + INTERVAL 30 DAY, true)
)
SELECT tracking, dispatched_at, carrier, since AS known, 1 AS step FROM spans JOIN lives USING (tracking)
UNION ALL
SELECT tracking, dispatched_at, carrier, until, -1 FROM spans JOIN lives USING (tracking) WHERE until IS NOT NULL
