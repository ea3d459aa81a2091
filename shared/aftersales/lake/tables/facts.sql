-- One row per fact id; a fact that was written twice counts once.
CREATE TABLE facts AS
SELECT * FROM read_parquet($objects, union_by_name = true)
QUALIFY row_number() OVER (PARTITION BY id ORDER BY ingested_at) = 1
