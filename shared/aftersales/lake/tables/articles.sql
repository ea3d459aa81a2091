-- Which `item` of a store's orders a platform means by an ASIN or a product number. Reviews name nothing else, and one product must not
-- go by two names; where several items go by one number (variations), it stays as it is.
CREATE TABLE articles AS
SELECT store, article, any_value(item) AS item FROM item_numbers GROUP BY ALL HAVING count(DISTINCT item) = 1
