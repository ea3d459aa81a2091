-- Orders that rates may count. Test orders and replacements are never sales; `undelivered` means that every parcel of the order
-- went back to the sender or was lost, `undelivered_at` since when; of a parcel that nobody tells of that cannot be said. `per_minor`
-- turns the order's minor units into the reporting currency by the rate of the order's day; it is NULL where there is no such rate.
CREATE TABLE orders AS
WITH read AS (
  SELECT entity, home, store, platform, key, number, market, channel, currency, status, warehouse, customer.key AS customer, paid,
    placed_at, total.minor AS total_minor, tracking_numbers AS tracking, lines
  FROM newest_order WHERE NOT is_test AND replaces IS NULL
),
resent AS (SELECT DISTINCT store, new_order AS key FROM newest_replacement WHERE new_order IS NOT NULL),
journeys AS (
  SELECT entity, bool_and(coalesce(parcels.status IN ('returning', 'returned', 'lost'), false)) AS undelivered, max(since) AS since,
    max(delivered_at) AS delivered_at
  FROM (SELECT entity, unnest(tracking) AS tracking FROM read) LEFT JOIN parcels USING (tracking) GROUP BY entity
)
SELECT read.*, coalesce(undelivered, false) AS undelivered, CASE WHEN undelivered THEN since END AS undelivered_at, delivered_at,
  per_minor, rate, quoted_on, source AS rate_source
FROM read LEFT JOIN journeys USING (entity)
LEFT JOIN conversions ON conversions.currency = read.currency AND conversions.day = CAST(placed_at AS DATE)
ANTI JOIN resent ON read.store = resent.store AND read.key = resent.key
