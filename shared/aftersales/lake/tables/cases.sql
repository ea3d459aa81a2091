-- The newest snapshot of each case; a case that was folded into another dossier has left its old place.
CREATE TABLE cases AS
WITH newest_snapshot AS (
  SELECT * FROM read_parquet($cases, union_by_name = true)
  QUALIFY row_number() OVER (PARTITION BY home, number ORDER BY seen DESC, position DESC) = 1
)
SELECT
  home, number, home || '#' || CAST(number AS VARCHAR) AS entity,
  payload ->> 'state' AS state,
  payload ->> 'cause' AS cause,
  payload ->> 'platform' AS platform,
  payload ->> 'store' AS store,
  payload ->> 'market' AS market,
  payload ->> 'order_number' AS order_number,
  payload -> 'skus' ->> 0 AS sku,
  CAST(payload ->> 'opened_at' AS TIMESTAMP) AS opened_at,
  CAST(payload ->> 'resolved_at' AS TIMESTAMP) AS resolved_at,
  CAST(payload ->> 'first_asked_at' AS TIMESTAMP) AS first_asked_at,
  CAST(payload ->> 'first_answer_at' AS TIMESTAMP) AS first_answer_at,
  from_json(payload -> 'cycles', '[{"opened_at":"TIMESTAMP","resolved_at":"TIMESTAMP"}]') AS cycles
FROM newest_snapshot WHERE NOT gone
