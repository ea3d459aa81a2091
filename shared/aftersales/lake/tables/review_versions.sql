-- Every version of every review: what stood there on a given day is asked for by its time. A review that a platform repeats elsewhere
-- counts once: copies that name their original, and those that repeat author, product, day and a text of some length. A word is
-- mapped to stars, but is no star that a customer gave: `verdict` tells them apart. `customer` stands for the person who had ordered,
-- else for the one whom the review names, as people are joined today; many reviews tell neither.
CREATE TABLE review_versions AS
WITH read AS (
  SELECT id, entity, home, facts_review.store, platform, occurred_at, version, key, form, "order" AS order_key,
    coalesce(sku, item, asin, product) AS sku,
    coalesce(asin, sku, product) AS article, market, verdict, copy_of, author, customer AS writer,
    CASE verdict WHEN 'negative' THEN 1 WHEN 'neutral' THEN 3 WHEN 'positive' THEN 5 ELSE stars END AS stars,
    visible, posted_at, title, text
  FROM facts_review LEFT JOIN articles ON articles.store = facts_review.store AND article = coalesce(asin, product)
),
firsts AS (SELECT * FROM read QUALIFY row_number() OVER (PARTITION BY entity ORDER BY version, id) = 1),
-- Numbers of reviews are a shop's own: two shops have a review 12 each. A copy names its original, in its own shop before any other.
named AS (SELECT platform, key, min(entity) AS entity FROM firsts WHERE copy_of IS NULL GROUP BY platform, key),
here AS (SELECT store, key, entity FROM firsts WHERE copy_of IS NULL),
grouped AS (
  SELECT firsts.entity, firsts.copy_of IS NOT NULL AS is_copy,
    CASE WHEN firsts.copy_of IS NULL THEN firsts.entity
      ELSE coalesce(here.entity, named.entity, firsts.platform || '/' || firsts.copy_of) END AS origin,
    -- An erased author's name says whether the texts were the same (customers/forgetting.py).
    CASE WHEN author IS NOT NULL AND (length(text) >= 20 OR starts_with(author, 'erased-'))
      THEN concat_ws('/', form, author, article, CAST(posted_at AS DATE), text) ELSE firsts.entity END AS wording
  FROM firsts
  LEFT JOIN here ON here.store = firsts.store AND here.key = firsts.copy_of
  LEFT JOIN named ON named.platform = firsts.platform AND named.key = firsts.copy_of
),
buyers AS (SELECT store, key AS order_key, customer AS buyer FROM orders),
originals AS (
  SELECT entity, origin, wording FROM grouped QUALIFY row_number() OVER (PARTITION BY origin ORDER BY is_copy, entity) = 1
),
counted AS (SELECT entity FROM originals QUALIFY row_number() OVER (PARTITION BY wording ORDER BY entity) = 1)
SELECT read.* EXCLUDE (article, copy_of, author, writer), coalesce(person, buyer, writer) AS customer
FROM read SEMI JOIN counted USING (entity) LEFT JOIN buyers USING (store, order_key)
LEFT JOIN customers ON customers.key = coalesce(buyer, writer) AND customers.until = TIMESTAMP '9999-01-01'
