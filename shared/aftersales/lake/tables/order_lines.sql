-- `item` is the SKU, else the ASIN, else the platform's product, so that a line can always be told from its neighbours.
CREATE TABLE order_lines AS
SELECT
  entity, home, store, platform, key AS order_key, number, market, channel, currency, per_minor, status, paid, placed_at, undelivered,
  delivered_at, line.key AS line, line.sku AS sku, line.asin AS asin, line.product AS product, line.title AS title,
  coalesce(line.sku, line.asin, line.product, line.key) AS item,
  coalesce(line.ordered, 0) AS ordered, coalesce(line.shipped, 0) AS shipped, line.price.minor AS price_minor
FROM (SELECT * EXCLUDE (lines, tracking), unnest(lines) AS line FROM orders)
