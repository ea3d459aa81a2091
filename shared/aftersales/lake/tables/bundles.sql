-- What sets are made of, by the settings, and from when until when.
CREATE TABLE bundles AS
WITH told AS (
  SELECT unnest(from_json(CAST($settings AS JSON) -> 'bundles',
    '[{"sku":"VARCHAR","since":"TIMESTAMP","parts":"MAP(VARCHAR,BIGINT)"}]'), recursive := false) AS bundle
),
dated AS (
  SELECT bundle.sku AS sku, bundle.since AS since, lead(bundle.since) OVER (PARTITION BY bundle.sku ORDER BY bundle.since) AS until,
    bundle.parts AS parts
  FROM told
)
SELECT sku, since, coalesce(until, TIMESTAMP '9999-01-01') AS until, part.key AS part, part.value AS quantity
FROM (SELECT * EXCLUDE (parts), unnest(map_entries(parts)) AS part FROM dated)
