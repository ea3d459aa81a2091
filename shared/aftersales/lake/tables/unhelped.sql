-- Purchases of customers without any case, open ones too, each matched with those that had one: same store, market and local week. They
-- are watched from the moment at which such cases were resolved on average.
CREATE TABLE unhelped AS
WITH troubled AS (
  SELECT coalesce(today.person, orders.customer, cases.customer) AS person
  FROM cases LEFT JOIN orders ON orders.home = cases.home
  LEFT JOIN customers today ON today.key = coalesce(cases.customer, orders.customer) AND today.until = TIMESTAMP '9999-01-01'
),
lags AS (
  SELECT store, market, date_trunc('week', ordered_at AT TIME ZONE 'UTC' AT TIME ZONE zone) AS week,
    avg(epoch(resolved_at) - epoch(ordered_at)) AS seconds
  FROM helped CROSS JOIN settings WHERE ordered_at IS NOT NULL GROUP BY ALL
)
SELECT purchases.entity, purchases.home, number AS label, placed_at + to_seconds(CAST(seconds AS BIGINT)) AS watched_from,
  purchases.person, purchases.store, purchases.market, purchases.platform
FROM purchases CROSS JOIN settings
JOIN lags ON lags.store = purchases.store AND lags.week = date_trunc('week', placed_at AT TIME ZONE 'UTC' AT TIME ZONE zone)
  AND lags.market IS NOT DISTINCT FROM purchases.market
ANTI JOIN troubled ON troubled.person = purchases.person
WHERE until = TIMESTAMP '9999-01-01'
