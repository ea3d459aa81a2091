-- A refund told inside an order does not name its return; the refund's own notice does. So the name is taken from any version.
CREATE TABLE refunds AS
WITH named AS (
  SELECT entity, max(payload ->> 'returned') AS returned FROM facts WHERE type = 'refund' GROUP BY entity
)
SELECT
  entity, home, store, platform, named.returned,
  payload ->> 'order' AS order_key,
  payload ->> 'status' AS status,
  payload -> 'total' ->> 'currency' AS currency,
  CAST(coalesce(payload ->> 'settled_at', payload ->> 'created_at') AS TIMESTAMP) AS settled_at,
  CAST(coalesce(payload -> 'goods' ->> 'minor', payload -> 'total' ->> 'minor') AS BIGINT) AS goods_minor
FROM newest JOIN named USING (entity) WHERE type = 'refund'
