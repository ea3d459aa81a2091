-- What each return adds to the units asked back, received back and settled of an order's item, never more than were shipped: returns
-- that name the line are capped by it, those that name only the product take what its lines have left.
CREATE TABLE return_events AS
WITH items AS (
  SELECT entity, item, store, order_key, max(home) AS home, max(number) AS number, max(placed_at) AS placed_at,
    max(market) AS market, max(platform) AS platform, max(channel) AS channel, sum(units) AS shipped,
    sum(unit_value * units) / sum(units) AS unit_value
  FROM sold GROUP BY entity, item, store, order_key
),
lines AS (SELECT store, order_key, line, item, sum(units) AS shipped FROM sold GROUP BY ALL),
asked AS (
  SELECT 'requested' AS stage, store, order_key, item, line, quantity AS units, requested_at AS known, entity AS source, place
  FROM return_lines WHERE status <> 'cancelled' AND quantity > 0
  UNION ALL
  SELECT 'received', store, order_key, item, line, received, coalesce(received_at, requested_at), entity, place
  FROM return_lines WHERE status <> 'cancelled' AND received > 0
  UNION ALL
  SELECT 'completed', store, order_key, item, line, received, greatest(coalesce(received_at, requested_at), settled_at), entity, place
  FROM return_lines WHERE status <> 'cancelled' AND received > 0 AND settled_at IS NOT NULL
),
by_line AS (
  SELECT asked.*, shipped, sum(units) OVER (PARTITION BY stage, store, order_key, line, item ORDER BY known, source, place
    ROWS UNBOUNDED PRECEDING) AS so_far
  FROM asked JOIN lines USING (store, order_key, line, item)
),
events AS (
  SELECT stage, store, order_key, item, known, source, place, least(shipped, so_far) - least(shipped, so_far - units) AS units
  FROM by_line
  UNION ALL
  SELECT stage, store, order_key, item, known, source, place, units FROM asked WHERE line IS NULL
),
running AS (
  SELECT stage, items.*, known, source, place, units,
    sum(units) OVER (PARTITION BY stage, entity, items.item ORDER BY known, source, place ROWS UNBOUNDED PRECEDING) AS so_far
  FROM events JOIN items USING (store, order_key, item)
),
counted AS (SELECT *, least(shipped, so_far) - least(shipped, so_far - units) AS added FROM running)
SELECT stage, entity, item, home, number, placed_at, known, source, store, market, platform, channel, added AS units,
  added * unit_value AS value
FROM counted WHERE added <> 0
