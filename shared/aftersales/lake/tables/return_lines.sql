-- Each returned line with the order's `item` that it belongs to. `line` is kept only where the order really has such a line. Of a set
-- that came back, each of its pieces came back; a return that names one piece of a set means that piece.
CREATE TABLE return_lines AS
WITH read AS (
  SELECT * EXCLUDE (lines), unnest(lines) AS part, generate_subscripts(lines, 1) AS place FROM returns
),
flat AS (
  SELECT * EXCLUDE (part), part.line AS line, part.sku AS sku, part.asin AS asin, part.quantity AS quantity,
    coalesce(part.received, 0) AS received, part.code AS code, part.cause AS cause
  FROM read
),
by_asin AS (SELECT store, order_key, asin, min(item) AS item FROM order_lines WHERE asin IS NOT NULL GROUP BY ALL),
placed AS (
  SELECT flat.* EXCLUDE (line), known.line AS line, flat.sku AS named, orders.placed_at, orders.market, orders.channel,
    known_orders.entity IS NOT NULL AS is_matched, coalesce(known.item, flat.sku, by_asin.item, flat.asin) AS item
  FROM flat
  LEFT JOIN orders ON orders.store = flat.store AND orders.key = flat.order_key
  LEFT JOIN newest_order AS known_orders ON known_orders.store = flat.store AND known_orders.key = flat.order_key
  LEFT JOIN order_lines known ON known.store = flat.store AND known.order_key = flat.order_key AND known.line = flat.line
  LEFT JOIN by_asin ON by_asin.store = flat.store AND by_asin.order_key = flat.order_key AND by_asin.asin = flat.asin
)
SELECT placed.* EXCLUDE (item, named, quantity, received),
  coalesce(one.part, every.part, item) AS item,
  placed.quantity * coalesce(every.quantity, 1) AS quantity, received * coalesce(every.quantity, 1) AS received
FROM placed
LEFT JOIN bundles one ON one.sku = item AND one.part = named AND placed_at >= one.since AND placed_at < one.until
LEFT JOIN bundles every ON one.part IS NULL AND every.sku = item AND placed_at >= every.since AND placed_at < every.until
