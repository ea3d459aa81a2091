"""Writes copies of a pattern as the Parquet objects of a lake, until there are as many facts as were asked for."""

from collections.abc import Mapping, Sequence
from math import ceil
from pathlib import Path

import duckdb

from aftersales.lake.layout import CASES, COLUMNS, FACTS, prefix
from infra.local.history.pattern import ORDER_MARK, SKU_MARK, Pattern

_SKUS = 12
"""A SKU of the pattern becomes so many, spread over the copies."""
_ROWS_AT_ONCE = 1_500_000
"""Facts in the files of one name, one per month: a file stays small enough to be merged in a function's memory."""


def write_copies(pattern: Pattern, folder: Path, workspace: str, facts: int) -> int:
    """Write at least `facts` facts, and the cases that belong to them, below `folder`; return how many facts there are."""
    copies = ceil(facts / len(pattern.facts))
    with duckdb.connect() as database:
        database.execute("SET preserve_insertion_order = false")
        _load(database, "fact", {"month": "VARCHAR", **COLUMNS[FACTS]}, pattern.facts)
        _load(database, "one_case", COLUMNS[CASES], pattern.cases)
        at_once = ceil(_ROWS_AT_ONCE / len(pattern.facts))
        for first in range(0, copies, at_once):
            _copy(database, folder, workspace, first, min(first + at_once, copies))
    return copies * len(pattern.facts)


def _load(
    database: duckdb.DuckDBPyConnection,
    table: str,
    columns: Mapping[str, str],
    rows: Sequence[tuple[object, ...]],
) -> None:
    names = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
    database.execute(f"CREATE TABLE {table} ({names})")
    lists = {f"c{place}": [row[place] for row in rows] for place in range(len(columns))}
    values = ", ".join(
        f"unnest(CAST(${name} AS {kind}[]))" for name, kind in zip(lists, columns.values(), strict=True)
    )
    database.execute(f"INSERT INTO {table} SELECT {values}", lists)


def _copy(database: duckdb.DuckDBPyConnection, folder: Path, workspace: str, first: int, last: int) -> None:
    for dataset, table in ((FACTS, "fact"), (CASES, "one_case")):
        place = folder / prefix(dataset, workspace)
        place.mkdir(parents=True, exist_ok=True)
        columns = [*(["month"] if dataset == FACTS else []), *map(_differing, COLUMNS[dataset])]
        rows = f"SELECT {', '.join(columns)} FROM {table}, range({first}, {last}) AS copies(copy)"  # noqa: S608 our own names
        name = f"history-{first:05}"
        if dataset == FACTS:
            target, cut = (
                place,
                f", PARTITION_BY (month), OVERWRITE_OR_IGNORE, FILENAME_PATTERN '{name}-{{i}}'",
            )
        else:
            target, cut = place / f"{name}.parquet", ""
        database.execute(f"COPY ({rows}) TO '{target}' (FORMAT parquet, COMPRESSION zstd{cut})")


def _differing(column: str) -> str:
    if column in {"id", "entity", "home"}:
        return f"replace({column}, '{ORDER_MARK}', CAST(copy AS VARCHAR)) AS {column}"
    if column == "payload":
        marked = f"replace(payload, '{ORDER_MARK}', CAST(copy AS VARCHAR))"
        return f"replace({marked}, '{SKU_MARK}', '~' || CAST(copy % {_SKUS} AS VARCHAR)) AS payload"
    return f'"{column}"'
