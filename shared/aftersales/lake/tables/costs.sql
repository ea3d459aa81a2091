-- Amounts that facts tell, in the reporting currency by the rate of their day; minutes by the workspace's rate. What comes back is
-- negative. NULL where there is no rate.
CREATE TABLE costs AS
WITH told AS (
  SELECT entity, home, store, "order" AS order_key, component, sku, incurred_at, amount.minor AS minor, amount.currency AS currency, minutes
  FROM newest_cost
),
work AS (
  SELECT CAST(CAST($settings AS JSON) -> 'labour_minute' ->> 'minor' AS DOUBLE) AS per_minute,
    CAST($settings AS JSON) -> 'labour_minute' ->> 'currency' AS paid_in
),
priced AS (
  SELECT told.* EXCLUDE (minor, currency), coalesce(minor, minutes * per_minute) AS minor,
    CASE WHEN minor IS NULL THEN paid_in ELSE currency END AS currency
  FROM told CROSS JOIN work
)
SELECT priced.*,
  CASE WHEN component IN ('carrier_claim', 'reimbursement', 'resale') THEN -1 ELSE 1 END * minor * per_minor AS amount
FROM priced LEFT JOIN conversions ON conversions.currency = priced.currency AND conversions.day = CAST(incurred_at AS DATE)
