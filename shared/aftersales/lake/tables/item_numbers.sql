-- By which numbers of a platform the orders of a store call each item.
CREATE TABLE item_numbers AS
SELECT DISTINCT store, article, item FROM (
  SELECT store, asin AS article, item FROM order_lines UNION ALL SELECT store, product, item FROM order_lines
) WHERE article IS NOT NULL
