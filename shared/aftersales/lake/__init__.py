"""The lake adapter: facts and case snapshots as Parquet objects, asked with DuckDB."""
