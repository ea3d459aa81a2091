-- Settled refunds with their order and their kind. `value` is goods in the reporting currency by the rate of the order's day, `cash`
-- the whole sum by the rate of the day it was paid. A refund of an order that nobody knows has no `placed_at`.
CREATE TABLE refund_events AS
WITH worth AS (
  SELECT entity, sum(price_minor * ordered) AS worth_minor, sum(shipped) AS shipped FROM order_lines GROUP BY entity
),
gone_back AS (SELECT DISTINCT store, order_key FROM returns WHERE status <> 'cancelled' AND order_key IS NOT NULL),
forced AS (
  SELECT DISTINCT store, order_key FROM claims JOIN claim_states ON claim_states.entity = claims.entity
  WHERE claim_states.status IN ('lost', 'accepted') AND order_key IS NOT NULL
),
placed AS (
  SELECT refunds.*, orders.entity AS order_entity, orders.home AS order_home, number, placed_at, market, channel, paid,
    orders.status AS order_status, worth_minor, shipped, gone_back.store IS NOT NULL AS has_return,
    refunds.store IN (SELECT store FROM telling WHERE what = 'returns') AS tells_returns, forced.store IS NOT NULL AS is_forced,
    sum(goods_minor) OVER (PARTITION BY refunds.store, refunds.order_key ORDER BY settled_at, refunds.entity
      ROWS UNBOUNDED PRECEDING) AS goods_so_far
  FROM refunds
  LEFT JOIN orders ON orders.store = refunds.store AND orders.key = refunds.order_key
  LEFT JOIN worth ON worth.entity = orders.entity
  LEFT JOIN gone_back ON gone_back.store = refunds.store AND gone_back.order_key = refunds.order_key
  LEFT JOIN forced ON forced.store = refunds.store AND forced.order_key = refunds.order_key
  WHERE refunds.status = 'settled'
)
SELECT placed.* EXCLUDE (status, is_forced, tells_returns, goods_so_far),
  CASE
    WHEN total_minor < 0 THEN 'reversal'
    WHEN form = 'credit' THEN 'credit'
    WHEN purpose IS NOT NULL THEN purpose
    WHEN cause = 'other.stock_out' THEN 'stock_out'
    WHEN is_forced THEN 'claim'
    WHEN order_status = 'cancelled' OR shipped = 0 THEN 'cancellation'
    WHEN goods_minor = 0 AND shipping_minor = total_minor THEN 'shipping'
    WHEN goods_minor = 0 THEN 'goodwill'
    WHEN returned IS NULL AND NOT has_return AND tells_returns THEN 'returnless'
    WHEN goods_so_far >= worth_minor THEN 'full'
    ELSE 'partial'
  END AS kind,
  goods_minor * then_rate.per_minor AS value, total_minor * now_rate.per_minor AS cash
FROM placed
LEFT JOIN conversions then_rate ON then_rate.currency = placed.currency AND then_rate.day = CAST(placed_at AS DATE)
LEFT JOIN conversions now_rate ON now_rate.currency = placed.currency AND now_rate.day = CAST(settled_at AS DATE)
