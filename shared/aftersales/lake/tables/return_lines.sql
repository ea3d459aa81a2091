-- Each returned line with the order's `item` that it belongs to. `line` is kept only where the order really has such a line.
CREATE TABLE return_lines AS
WITH read AS (
  SELECT * EXCLUDE (lines), unnest(lines) AS part, generate_subscripts(lines, 1) AS place FROM returns
),
flat AS (
  SELECT entity, home, store, platform, key, order_key, status, resolution, requested_at, received_at, place,
    part.line AS line, part.sku AS sku, part.asin AS asin, part.quantity AS quantity, coalesce(part.received, 0) AS received,
    part.code AS code, part.cause AS cause
  FROM read
),
by_asin AS (SELECT store, order_key, asin, min(item) AS item FROM order_lines WHERE asin IS NOT NULL GROUP BY ALL)
SELECT flat.* EXCLUDE (line), known.line AS line, coalesce(known.item, flat.sku, by_asin.item, flat.asin) AS item
FROM flat
LEFT JOIN order_lines known ON known.store = flat.store AND known.order_key = flat.order_key AND known.line = flat.line
LEFT JOIN by_asin ON by_asin.store = flat.store AND by_asin.order_key = flat.order_key AND by_asin.asin = flat.asin
