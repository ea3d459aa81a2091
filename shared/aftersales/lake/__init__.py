"""Adapters to the lake: Parquet in, SQL contracts out, by DuckDB."""
