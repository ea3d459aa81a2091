-- Which stores tell what at all: where nothing of a kind was ever told, its absence says nothing, and the store is in no such rate.
CREATE TABLE telling AS
SELECT DISTINCT 'returns' AS what, store FROM newest_return
UNION ALL
SELECT DISTINCT 'receptions', store FROM (SELECT store, unnest(lines) AS line FROM newest_return) WHERE line.received > 0
UNION ALL
SELECT DISTINCT 'refund reasons', store FROM newest_refund WHERE purpose IS NOT NULL OR cause IS NOT NULL
UNION ALL
SELECT DISTINCT 'orders of reviews', store FROM facts_review WHERE form = 'product' AND "order" IS NOT NULL
