-- What the newest order line calls each product, by whichever number it goes.
CREATE TABLE products AS
SELECT item, max_by(title, placed_at) AS title FROM (
  SELECT item, title, placed_at FROM order_lines
  UNION ALL
  SELECT asin, title, placed_at FROM order_lines
  UNION ALL
  SELECT product, title, placed_at FROM order_lines
) WHERE item IS NOT NULL AND title IS NOT NULL GROUP BY item
