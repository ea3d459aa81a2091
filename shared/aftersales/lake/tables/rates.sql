-- What one euro was worth in each currency, as far back as the facts can speak of: the bank's history, and rates that facts tell
-- (those go first).
CREATE TABLE rates AS
WITH bundled AS (SELECT * FROM read_parquet($rates)),
told AS (
  SELECT currency, day, per_euro, source FROM newest_exchange_rate
  QUALIFY row_number() OVER (PARTITION BY currency, day ORDER BY version DESC, source) = 1
),
span AS (SELECT CAST(first AS DATE) - 810 AS first FROM known_span)
SELECT currency, decimals, day, per_euro, source FROM told JOIN (SELECT DISTINCT currency, decimals FROM bundled) USING (currency)
UNION ALL
SELECT currency, decimals, day, per_euro, source FROM bundled ANTI JOIN told USING (currency, day)
WHERE day >= (SELECT first FROM span)
