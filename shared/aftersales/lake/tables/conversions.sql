-- What one minor unit of a currency is in units of the reporting currency, for each day and currency that facts speak of. Banks rest at
-- weekends and on holidays: a day's rate is the newest one at most a week old. There is no row where there is none.
CREATE TABLE conversions AS
WITH amounts AS (
  SELECT currency, placed_at AS moment FROM newest_order
  UNION ALL
  SELECT total.currency, coalesce(settled_at, created_at) FROM newest_refund
  UNION ALL
  SELECT amount.currency, incurred_at FROM newest_cost
  UNION ALL
  SELECT claimed.currency, filed_at FROM newest_carrier_claim
  UNION ALL
  -- What is paid on top of an exchange goes by its order's day.
  SELECT difference.currency, NULL FROM newest_return
  UNION ALL
  SELECT unnest([CAST($settings AS JSON) -> 'labour_minute' ->> 'currency', CAST($settings AS JSON) -> 'tools_per_case' ->> 'currency',
    CAST($settings AS JSON) ->> 'reporting_currency']), NULL
),
days AS (
  SELECT CAST(moment AS DATE) AS day FROM amounts WHERE moment IS NOT NULL
  UNION
  SELECT CAST(unnest(generate_series(first, last + INTERVAL 1 DAY, INTERVAL 1 DAY)) AS DATE) FROM known_span WHERE first IS NOT NULL
),
money AS (
  SELECT DISTINCT amounts.currency, decimals FROM amounts JOIN (SELECT DISTINCT currency, decimals FROM read_parquet($rates)) USING (currency)
),
quoted AS (
  SELECT money.currency, money.decimals, days.day, per_euro, rates.day AS quoted_on, source
  FROM money CROSS JOIN days ASOF JOIN rates ON rates.currency = money.currency AND rates.day <= days.day
  WHERE days.day - rates.day <= 7
)
SELECT own.currency, own.day, ours.per_euro / own.per_euro AS rate, ours.per_euro / own.per_euro / pow(10, own.decimals) AS per_minor,
  least(own.quoted_on, ours.quoted_on) AS quoted_on, own.source
FROM quoted own JOIN quoted ours ON ours.day = own.day JOIN settings ON ours.currency = reporting_currency
WHERE own.currency <> reporting_currency
UNION ALL
SELECT currency, day, 1, 1 / pow(10, decimals), day, 'same currency'
FROM money CROSS JOIN days JOIN settings ON currency = reporting_currency
