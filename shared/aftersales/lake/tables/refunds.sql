CREATE TABLE refunds AS
SELECT
  entity, home, store, platform,
  payload ->> 'order' AS order_key,
  payload ->> 'status' AS status,
  payload -> 'total' ->> 'currency' AS currency,
  CAST(coalesce(payload ->> 'settled_at', payload ->> 'created_at') AS TIMESTAMP) AS settled_at,
  CAST(coalesce(payload -> 'goods' ->> 'minor', payload -> 'total' ->> 'minor') AS BIGINT) AS goods_minor
FROM newest WHERE type = 'refund'
