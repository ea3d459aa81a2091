"""What the statements of `lake/tables/` are given: the files of objects, settings, exchange rates, calendars."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import duckdb

from aftersales.lake.layout import CASES, COLUMNS, FACTS
from aftersales.lake.rates import history
from aftersales.lake.tables import Tables, becoming, create_settings
from aftersales.lake.working_time import make_working_time
from aftersales.records.workspace import Settings

Files = Mapping[str, Sequence[str]]
"""Data set → paths of its objects on this machine."""


def tables_of(
    database: duckdb.DuckDBPyConnection,
    settings: Settings,
    folder: Path,
    files: Files,
    records: Callable[[str], str] | None = None,
) -> Tables:
    """Return the tables of a workspace, none of them built yet; `records` selects all rows of a kind, else `files` are read."""
    database.execute("SET TimeZone = 'UTC'")
    create_settings(database, settings)
    paths = {dataset: [_empty(folder, dataset, database), *files.get(dataset, ())] for dataset in COLUMNS}
    return Tables(
        database,
        {
            "objects": lambda: paths[FACTS],
            "cases": lambda: paths[CASES],
            "settings": settings.model_dump_json,
            "rates": lambda: history(folder),
            "causes": lambda: becoming(settings),
        },
        {"working_time": lambda database: make_working_time(database, settings)},
        records,
    )


def _empty(folder: Path, dataset: str, database: duckdb.DuckDBPyConnection) -> str:
    """Make a file without rows, so that a workspace without objects has its tables too."""
    path = folder / f"empty-{dataset}.parquet"
    columns = ", ".join(f'CAST(NULL AS {kind}) AS "{name}"' for name, kind in COLUMNS[dataset].items())
    database.execute(f"COPY (SELECT {columns} WHERE false) TO '{path}' (FORMAT parquet)")
    return str(path)
