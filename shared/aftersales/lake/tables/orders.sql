-- Orders that rates may count. Test orders and replacements are never sales; `undelivered` means that every known parcel of the
-- order went back to the sender without having reached the customer.
CREATE TABLE orders AS
WITH read AS (
  SELECT
    entity, home, store, platform,
    payload ->> 'key' AS key,
    payload ->> 'number' AS number,
    payload ->> 'market' AS market,
    payload ->> 'currency' AS currency,
    payload ->> 'status' AS status,
    CAST(payload ->> 'paid' AS BOOLEAN) AS paid,
    CAST(payload ->> 'placed_at' AS TIMESTAMP) AS placed_at,
    CAST(payload -> 'total' ->> 'minor' AS BIGINT) AS total_minor,
    from_json(payload -> 'tracking_numbers', '["VARCHAR"]') AS tracking,
    from_json(payload -> 'lines', '[{"key":"VARCHAR","sku":"VARCHAR","asin":"VARCHAR","product":"VARCHAR","title":"VARCHAR",'
      '"ordered":"BIGINT","shipped":"BIGINT","price":{"minor":"BIGINT","currency":"VARCHAR"}}]') AS lines
  FROM newest
  WHERE type = 'order' AND NOT CAST(payload ->> 'is_test' AS BOOLEAN) AND payload ->> 'replaces' IS NULL
),
resent AS (
  SELECT DISTINCT store, payload ->> 'new_order' AS key FROM newest
  WHERE type = 'replacement' AND payload ->> 'new_order' IS NOT NULL
),
journeys AS (
  SELECT entity, bool_and(status IN ('returning', 'returned')) AS undelivered
  FROM (SELECT entity, unnest(tracking) AS tracking FROM read) JOIN parcels USING (tracking) GROUP BY entity
)
SELECT read.*, coalesce(undelivered, false) AS undelivered
FROM read LEFT JOIN journeys USING (entity) ANTI JOIN resent ON read.store = resent.store AND read.key = resent.key
