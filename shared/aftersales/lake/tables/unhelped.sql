-- Purchases of customers without a case, each matched with those that had one: same store, market and week. They are watched from the
-- moment at which such cases were resolved on average.
CREATE TABLE unhelped AS
WITH lags AS (
  SELECT store, market, date_trunc('week', ordered_at) AS week, avg(epoch(resolved_at) - epoch(ordered_at)) AS seconds
  FROM helped WHERE ordered_at IS NOT NULL GROUP BY ALL
)
SELECT purchases.entity, purchases.home, number AS label, placed_at + to_seconds(CAST(seconds AS BIGINT)) AS watched_from,
  purchases.person, purchases.store, purchases.market, purchases.platform
FROM purchases
JOIN lags ON lags.store = purchases.store AND lags.week = date_trunc('week', placed_at)
  AND lags.market IS NOT DISTINCT FROM purchases.market
ANTI JOIN helped ON helped.person = purchases.person
WHERE until = TIMESTAMP '9999-01-01'
