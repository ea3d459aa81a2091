-- What was sent once more for an order, by line: told by a report, or by an order that says what it replaces (its number or its key).
CREATE TABLE second_parcels AS
WITH told AS (
  SELECT home, store, "order" AS order_key, new_order, sku, asin, shipped_at, quantity AS units FROM newest_replacement
),
named AS (
  SELECT store, key AS name, key, home FROM newest_order
  UNION
  SELECT store, number, key, home FROM newest_order WHERE number IS NOT NULL
),
ordered AS (
  SELECT named.home, again.store, named.key AS order_key, again.key AS new_order, placed_at, unnest(lines) AS line
  FROM newest_order again JOIN named ON named.store = again.store AND named.name = again.replaces
  WHERE status <> 'cancelled' AND NOT is_test
)
SELECT home, store, order_key, sku, asin, shipped_at, units FROM told
UNION ALL
SELECT ordered.home, ordered.store, ordered.order_key, line.sku, line.asin, placed_at, line.shipped
FROM ordered ANTI JOIN told ON told.store = ordered.store AND told.new_order = ordered.new_order
WHERE line.shipped > 0
