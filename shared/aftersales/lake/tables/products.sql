-- What the newest order line calls each product, by whichever number it goes, and when it was placed. Of two of one moment the title
-- that sorts last, so that it is the same however often it is built.
CREATE TABLE products AS
SELECT item, max(row(placed_at, title))[2] AS title, max(placed_at) AS "at" FROM (
  SELECT item, title, placed_at FROM order_lines
  UNION ALL
  SELECT asin, title, placed_at FROM order_lines
  UNION ALL
  SELECT product, title, placed_at FROM order_lines
) WHERE item IS NOT NULL AND title IS NOT NULL GROUP BY item
