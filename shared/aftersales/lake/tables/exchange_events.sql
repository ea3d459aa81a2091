-- Units that were exchanged, and units sent again without a return: where a return of the same product says that it was exchanged, the
-- second parcel is that exchange and does not count once more.
CREATE TABLE exchange_events AS
WITH items AS (
  SELECT store, order_key, item, max(entity) AS order_entity, max(home) AS home, max(number) AS number, max(placed_at) AS placed_at,
    max(market) AS market, max(platform) AS platform
  FROM sold GROUP BY store, order_key, item
),
swapped AS (
  SELECT store, order_key, item, outcome_at AS known, quantity AS units FROM return_lines WHERE outcome = 'exchange' AND status <> 'cancelled'
),
by_asin AS (SELECT store, order_key, asin, min(item) AS item FROM order_lines WHERE asin IS NOT NULL GROUP BY ALL),
resent AS (
  SELECT again.store, again.order_key, coalesce(sku, by_asin.item, again.asin) AS item, shipped_at AS known, units
  FROM second_parcels again
  LEFT JOIN by_asin ON by_asin.store = again.store AND by_asin.order_key = again.order_key AND by_asin.asin = again.asin
)
SELECT items.*, known, units FROM (
  SELECT * FROM swapped
  UNION ALL
  SELECT * FROM resent ANTI JOIN swapped USING (store, order_key, item)
) JOIN items USING (store, order_key, item)
