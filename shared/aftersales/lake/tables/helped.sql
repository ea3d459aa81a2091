-- Resolved cases of known customers, with the order that they were about where there was one.
CREATE TABLE helped AS
WITH today AS (SELECT key, person FROM customers WHERE until = TIMESTAMP '9999-01-01')
SELECT cases.entity, cases.home, cases.label, cases.resolved_at, coalesce(today.person, cases.customer, orders.customer) AS person,
  cases.store, coalesce(orders.market, cases.market) AS market, cases.platform, orders.placed_at AS ordered_at
FROM cases LEFT JOIN orders ON orders.home = cases.home
LEFT JOIN today ON today.key = coalesce(cases.customer, orders.customer)
WHERE cases.resolved_at IS NOT NULL AND coalesce(cases.customer, orders.customer) IS NOT NULL
