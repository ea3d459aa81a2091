-- Some platforms send returns without a time of request (the first state seen is nearest to it), and say only in the refund that
-- a return was resolved by it.
CREATE TABLE returns AS
WITH
  first_states AS (
    SELECT entity, min(CAST(payload ->> 'requested_at' AS TIMESTAMP)) AS requested_at
    FROM facts WHERE type = 'return' GROUP BY entity
  ),
  refunded AS (
    SELECT DISTINCT store, payload ->> 'returned' AS key
    FROM newest WHERE type = 'refund' AND payload ->> 'status' = 'settled' AND payload ->> 'returned' IS NOT NULL
  )
SELECT
  newest.entity AS entity, home, newest.store AS store, platform,
  payload ->> 'key' AS key,
  payload ->> 'order' AS order_key,
  payload ->> 'status' AS status,
  CASE WHEN payload ->> 'resolution' = 'open' AND refunded.key IS NOT NULL THEN 'refund' ELSE payload ->> 'resolution' END AS resolution,
  first_states.requested_at AS requested_at,
  CAST(payload ->> 'received_at' AS TIMESTAMP) AS received_at,
  from_json(payload -> 'lines', '[{"line":"VARCHAR","sku":"VARCHAR","asin":"VARCHAR","quantity":"BIGINT","received":"BIGINT",'
    '"code":"VARCHAR","cause":"VARCHAR"}]') AS lines
FROM newest
JOIN first_states USING (entity)
LEFT JOIN refunded ON refunded.store = newest.store AND refunded.key = payload ->> 'key'
WHERE type = 'return'
