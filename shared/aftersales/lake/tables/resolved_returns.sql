-- Returns of known orders that came to a result: what the goods cost, and what of that stayed with the seller, in the reporting
-- currency by the rate of the order's day. What the customer paid on top of an exchange is `upsell`.
CREATE TABLE resolved_returns AS
WITH prices AS (
  SELECT store, order_key, item, sum(unit_value * units) / sum(units) AS unit_value FROM sold GROUP BY store, order_key, item
),
worth AS (
  SELECT entity, sum(quantity * unit_value) AS value FROM return_lines JOIN prices USING (store, order_key, item) GROUP BY entity
),
paid_out AS (
  SELECT store, returned, sum(value) AS value FROM refund_events WHERE returned IS NOT NULL AND form = 'money' GROUP BY store, returned
)
SELECT returns.entity, returns.home, returns.key, returns.store, returns.platform, market, outcome, requested_at, outcome_at, worth.value,
  CASE WHEN outcome IN ('exchange', 'credit') THEN greatest(0, worth.value - coalesce(paid_out.value, 0)) ELSE 0 END AS retained,
  difference_minor * conversions.per_minor AS upsell
FROM returns JOIN worth USING (entity)
JOIN orders ON orders.store = returns.store AND orders.key = returns.order_key
LEFT JOIN paid_out ON paid_out.store = returns.store AND paid_out.returned = returns.key
LEFT JOIN conversions ON conversions.currency = difference_currency AND conversions.day = CAST(placed_at AS DATE)
WHERE outcome IN ('refund', 'exchange', 'credit') AND returns.status <> 'cancelled'
