-- A refund told inside an order does not name its return; the refund's own notice does. And only the order tells why it was cancelled.
-- So either is taken from any version; of two purposes, lack of stock says more than a cancellation.
CREATE TABLE refunds AS
WITH named AS (SELECT entity, max(returned) AS returned, max(purpose) AS purpose FROM facts_refund GROUP BY entity)
SELECT entity, home, store, platform, named.returned, key, "order" AS order_key, status, coalesce(form, 'money') AS form, named.purpose, cause,
  total.currency AS currency, created_at, coalesce(settled_at, created_at) AS settled_at, total.minor AS total_minor,
  shipping.minor AS shipping_minor, coalesce(goods.minor, total.minor) AS goods_minor
FROM newest_refund JOIN named USING (entity)
