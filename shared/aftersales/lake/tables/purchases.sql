-- Real purchases of known customers: not cancelled, not paid back in full. `person` is who the customer was taken for between `since`
-- and `until`; `place` counts the person's purchases, `next_at` is the next one.
CREATE TABLE purchases AS
WITH paid_back AS (SELECT order_entity, sum(goods_minor) AS minor FROM refund_events GROUP BY order_entity),
kept AS (
  SELECT paid_orders.* FROM paid_orders LEFT JOIN paid_back ON paid_back.order_entity = paid_orders.entity
  WHERE customer IS NOT NULL AND status <> 'cancelled' AND (coalesce(minor, 0) < goods_minor OR goods_minor = 0)
),
known AS (
  SELECT kept.*, coalesce(person, customer) AS person, coalesce(since, TIMESTAMP '0001-01-01') AS since,
    coalesce(until, TIMESTAMP '9999-01-01') AS until
  FROM kept LEFT JOIN customers ON customers.key = kept.customer
)
SELECT *, row_number() OVER (PARTITION BY person, since ORDER BY placed_at, entity) AS place,
  lead(placed_at) OVER (PARTITION BY person, since ORDER BY placed_at, entity) AS next_at
FROM known
