-- Outbound parcels by tracking number: the newest state, and what any state has told. A parcel that was never scanned has not been
-- dispatched. The promise is the first one told.
CREATE TABLE parcels AS
WITH lives AS (
  SELECT tracking,
    coalesce(min(shipped_at), min(first_scan), min(occurred_at) FILTER (status NOT IN ('registered', 'unknown'))) AS dispatched_at,
    coalesce(max(delivered_at), min(occurred_at) FILTER (status = 'delivered')) AS arrived_at,
    arg_min(expected_at, occurred_at) FILTER (expected_at IS NOT NULL) AS expected_at,
    max(carrier) AS carrier, max(held_by) AS held_by
  FROM parcel_states GROUP BY tracking
)
SELECT tracking, home, status, occurred_at AS since, lives.carrier, lives.held_by, dispatched_at, lives.expected_at,
  CASE WHEN status NOT IN ('returning', 'returned', 'lost') THEN arrived_at END AS delivered_at
FROM parcel_states JOIN lives USING (tracking)
QUALIFY row_number() OVER (PARTITION BY tracking ORDER BY version DESC, id DESC) = 1
