-- What each resolved case has cost, component by component. Some components are known from facts of their own, some follow from
-- refunds; those that must have been paid but that nobody has told are NULL. What an order costs belongs to its newest case that was
-- open by then, else to its first.
CREATE TABLE case_costs AS
WITH tools AS (
  SELECT CAST(CAST($settings AS JSON) -> 'tools_per_case' ->> 'minor' AS DOUBLE) AS minor,
    CAST($settings AS JSON) -> 'tools_per_case' ->> 'currency' AS currency
),
closed AS (SELECT * FROM cases WHERE resolved_at IS NOT NULL),
implied AS (
  SELECT order_home AS home, 'goods' AS component, settled_at AS moment, CASE WHEN NOT has_return THEN cash END AS amount
  FROM refund_events WHERE order_home IS NOT NULL AND kind IN ('full', 'partial', 'returnless', 'claim')
  UNION ALL
  SELECT order_home, 'goodwill', settled_at, cash FROM refund_events WHERE order_home IS NOT NULL AND kind IN ('goodwill', 'shipping')
  UNION ALL
  SELECT order_home, 'platform_fee', settled_at, NULL FROM refund_events WHERE order_home IS NOT NULL AND kind NOT IN ('reversal', 'credit')
  UNION ALL
  SELECT home, 'return_freight', received_at, NULL FROM returns WHERE received_at IS NOT NULL
  UNION ALL
  SELECT home, 'reship', outcome_at, NULL FROM returns WHERE outcome = 'exchange' AND status <> 'cancelled'
  UNION ALL
  SELECT home, 'reship', shipped_at, NULL FROM second_parcels
  UNION ALL
  SELECT home, 'carrier_claim', decided_at, -recovered FROM carrier_claims WHERE status = 'accepted'
),
of_orders AS (
  SELECT home, component, moment, amount, false AS told FROM implied
  UNION ALL
  SELECT home, component, incurred_at, amount, true FROM costs
),
numbered AS (SELECT home, component, moment, amount, told, row_number() OVER () AS nth FROM of_orders),
assigned AS (
  SELECT closed.entity, component, numbered.moment, amount, told
  FROM numbered JOIN closed ON closed.home = numbered.home
  QUALIFY row_number() OVER (PARTITION BY nth ORDER BY opened_at <= numbered.moment DESC,
    CASE WHEN opened_at <= numbered.moment THEN -epoch(opened_at) ELSE epoch(opened_at) END, closed.entity) = 1
),
everything AS (
  SELECT * FROM assigned
  UNION ALL
  SELECT entity, 'labour', resolved_at, NULL, false FROM closed
  UNION ALL
  SELECT entity, 'tool', resolved_at, minor * per_minor, false
  FROM closed CROSS JOIN tools
  LEFT JOIN conversions ON conversions.currency = tools.currency AND conversions.day = CAST(resolved_at AS DATE)
),
summed AS (
  -- What facts tell replaces what was only inferred.
  SELECT entity, component, bool_or(told) AS told,
    CASE WHEN bool_or(told) THEN sum(amount) FILTER (told) ELSE sum(amount) END AS amount,
    CASE WHEN bool_or(told) THEN bool_and(amount IS NOT NULL) FILTER (told) ELSE bool_and(amount IS NOT NULL) END AS is_known
  FROM everything GROUP BY entity, component
)
SELECT closed.*, component, amount, is_known FROM closed JOIN summed USING (entity)
