-- Units that rates are set against: shipped lines of sales that reached the customer, sets taken apart into what they hold. A unit of
-- a set is worth its even share of the set's price. Unknown is not zero: WooCommerce knows no returns, so a store there counts only
-- once some import has told one.
CREATE TABLE sold AS
WITH lines AS (
  SELECT * FROM order_lines
  WHERE shipped > 0 AND status <> 'cancelled' AND NOT undelivered
    AND (platform <> 'woocommerce' OR store IN (SELECT store FROM telling WHERE what = 'returns'))
),
parts AS (
  SELECT lines.*, coalesce(part, item) AS piece, shipped * coalesce(quantity, 1) AS units
  FROM lines LEFT JOIN bundles ON bundles.sku = lines.item AND placed_at >= since AND placed_at < until
)
SELECT * EXCLUDE (item, piece, shipped, ordered), item AS sold_as, piece AS item,
  price_minor * per_minor * shipped / sum(units) OVER (PARTITION BY entity, line) AS unit_value
FROM parts
