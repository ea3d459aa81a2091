-- Each state that a review really had: from `occurred_at` until a later version `replaced_at`. A version that arrives after a newer one
-- was never the review's state.
CREATE TABLE review_states AS
WITH told AS (
  SELECT *, max(row(version, id)) OVER (
    PARTITION BY entity ORDER BY occurred_at, version, id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS newest_before
  FROM review_versions
)
SELECT * EXCLUDE (newest_before), lead(occurred_at) OVER (PARTITION BY entity ORDER BY occurred_at, version, id) AS replaced_at
FROM told WHERE newest_before IS NULL OR row(version, id) > newest_before
