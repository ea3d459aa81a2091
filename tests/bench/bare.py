"""Bare DuckDB over the Parquet files of a lake: the floors that builds of figures are set against.

`headlines` answers the four headline figures, week by week, and no more: no filters, no knowledge of then, no rows to open, nothing
written. `contracts` answers every contract so: it parses each record once, builds the same typed tables by the same statements, and
adds numerators and denominators up by week. It keeps no ledger, no cubes, no day of knowing, no dimension, and writes nothing.
"""

from pathlib import Path

import duckdb

from aftersales.lake.layout import CASES
from aftersales.lake.shapes import kinds, typed
from aftersales.lake.sources import tables_of
from aftersales.metrics.catalogue import CONTRACTS
from aftersales.records.workspace import Settings

# What anybody would write who wants these sums from these files and nothing else: one statement per headline figure, a sum per week.
HEADLINES = {
    "return_rate.units.by_order": """
WITH sold AS (
  SELECT arg_max(payload, version || id) AS p FROM facts WHERE type = 'order' GROUP BY entity
), lines AS (
  SELECT p ->> 'key' AS key, CAST(p ->> 'placed_at' AS TIMESTAMP) AS placed_at,
    unnest(from_json(p -> 'lines', '[{"key":"VARCHAR","sku":"VARCHAR","shipped":"BIGINT"}]')) AS line
  FROM sold WHERE p ->> 'status' <> 'cancelled'
), back AS (
  SELECT p ->> 'order' AS key, line.line AS line, sum(line.quantity) AS units FROM (
    SELECT p, unnest(from_json(p -> 'lines', '[{"line":"VARCHAR","quantity":"BIGINT"}]')) AS line
    FROM (SELECT arg_max(payload, version || id) AS p FROM facts WHERE type = 'return' GROUP BY entity)
    WHERE p ->> 'status' <> 'cancelled') GROUP BY ALL
)
SELECT date_trunc('week', placed_at + INTERVAL 8 HOUR) AS week, sum(least(lines.line.shipped, coalesce(units, 0))), sum(lines.line.shipped)
FROM lines LEFT JOIN back ON back.key = lines.key AND back.line = lines.line.key GROUP BY 1""",
    "refund_rate.orders.by_order": """
WITH sold AS (
  SELECT arg_max(payload, version || id) AS p FROM facts WHERE type = 'order' GROUP BY entity
), back AS (
  SELECT DISTINCT p ->> 'order' AS key FROM (
    SELECT arg_max(payload, version || id) AS p FROM facts WHERE type = 'refund' GROUP BY entity)
  WHERE p ->> 'status' = 'settled'
)
SELECT date_trunc('week', CAST(p ->> 'placed_at' AS TIMESTAMP) + INTERVAL 8 HOUR) AS week, count(back.key), count(*)
FROM sold LEFT JOIN back ON back.key = p ->> 'key' WHERE CAST(p ->> 'paid' AS BOOLEAN) GROUP BY 1""",
    "neg_review_rate.by_review": """
SELECT date_trunc('week', CAST(p ->> 'posted_at' AS TIMESTAMP) + INTERVAL 8 HOUR) AS week,
  sum(CASE WHEN CAST(p ->> 'stars' AS INTEGER) <= 3 THEN 1 ELSE 0 END), count(*)
FROM (SELECT arg_max(payload, version || id) AS p FROM facts WHERE type = 'review' GROUP BY entity)
WHERE p ->> 'stars' IS NOT NULL GROUP BY 1""",
    "first_response": """
SELECT date_trunc('week', answered + INTERVAL 8 HOUR) AS week, median(epoch(answered - asked) / 3600), count(*)
FROM (SELECT CAST(p ->> 'first_answer_at' AS TIMESTAMP) AS answered, CAST(p ->> 'first_asked_at' AS TIMESTAMP) AS asked
  FROM (SELECT arg_max(payload, seen) AS p FROM cases GROUP BY home, number))
WHERE answered >= asked GROUP BY 1""",
}


def headlines(lake: Path, work: Path) -> dict[str, float]:
    """Sum the headline figures up."""
    with _opened(work, "1200MB") as database:
        for name, rows in {
            "facts": _facts(lake),
            "cases": f"read_parquet('{lake}/cases/*/*.parquet')",
        }.items():
            database.execute(f"CREATE VIEW {name} AS FROM {rows}")
        for sql in HEADLINES.values():
            database.execute(sql).fetchall()
    return {}


def contracts(lake: Path, work: Path, settings: Settings) -> dict[str, float]:
    """Sum all contracts up."""
    # What it keeps in memory does not fit into a function at five million facts: builds are held against the headlines' memory.
    with _opened(work, "6GB") as database:
        for kind in kinds():
            database.execute(f"CREATE TABLE told_{kind} AS {typed(kind, _facts(lake))}")
        cases = [str(path) for path in lake.glob("cases/*/*.parquet")]
        tables = tables_of(database, settings, work, {CASES: cases}, "FROM told_{}".format)
        for contract in CONTRACTS.values():
            tables.need(contract.sql)
            week = "date_trunc('week', dated + INTERVAL 8 HOUR)"
            sums = f"SELECT {week}, sum(numerator), sum(denominator) FROM ({contract.sql}) GROUP BY 1"  # noqa: S608 our own text
            database.execute(sums).fetchall()
    return {}


def _facts(lake: Path) -> str:
    return f"read_parquet('{lake}/facts/*/*/*.parquet')"


def _opened(work: Path, memory: str) -> duckdb.DuckDBPyConnection:
    database = duckdb.connect()
    spill = f"temp_directory = '{work / 'bare'}'"
    for setting in ("threads = 2", f"memory_limit = '{memory}'", "preserve_insertion_order = false", spill):
        database.execute(f"SET {setting}")
    return database
