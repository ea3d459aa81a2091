CREATE TABLE returns AS
SELECT
  entity, home, store, platform,
  payload ->> 'key' AS key,
  payload ->> 'order' AS order_key,
  payload ->> 'status' AS status,
  payload ->> 'resolution' AS resolution,
  CAST(payload ->> 'requested_at' AS TIMESTAMP) AS requested_at,
  CAST(payload ->> 'received_at' AS TIMESTAMP) AS received_at,
  from_json(payload -> 'lines', '[{"line":"VARCHAR","sku":"VARCHAR","asin":"VARCHAR","quantity":"BIGINT","received":"BIGINT",'
    '"code":"VARCHAR","cause":"VARCHAR"}]') AS lines
FROM newest WHERE type = 'return'
