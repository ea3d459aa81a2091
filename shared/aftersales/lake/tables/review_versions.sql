-- Every version of every review: what stood there on a given day is asked for by its time.
CREATE TABLE review_versions AS
SELECT
  id, entity, home, store, platform, occurred_at, version,
  payload ->> 'key' AS key,
  payload ->> 'form' AS form,
  payload ->> 'order' AS order_key,
  coalesce(payload ->> 'sku', payload ->> 'asin', payload ->> 'product') AS sku,
  payload ->> 'market' AS market,
  CAST(payload ->> 'stars' AS BIGINT) AS stars,
  CAST(payload ->> 'visible' AS BOOLEAN) AS visible,
  CAST(payload ->> 'posted_at' AS TIMESTAMP) AS posted_at,
  payload ->> 'title' AS title,
  payload ->> 'text' AS text
FROM facts WHERE type = 'review'
