-- Paid orders and what was paid for their goods: in minor units, and in the reporting currency by the rate of the order's day (NULL
-- where there is no rate).
CREATE TABLE paid_orders AS
WITH priced AS (SELECT entity, sum(price_minor * ordered) AS minor FROM order_lines GROUP BY entity)
SELECT orders.entity, home, number, key, placed_at, store, market, platform, channel, currency, per_minor, customer, status,
  coalesce(minor, total_minor, 0) AS goods_minor, coalesce(minor, total_minor, 0) * per_minor AS value
FROM orders LEFT JOIN priced ON priced.entity = orders.entity WHERE paid
