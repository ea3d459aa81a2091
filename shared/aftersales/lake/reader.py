"""One workspace's lake as DuckDB tables: objects are fetched once, tables are built anew only when an object is new."""

import re
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb

from aftersales.lake.layout import CASES, COLUMNS, FACTS, Objects, prefix

_TABLES = (
    "facts",
    "newest",
    "parcels",
    "orders",
    "order_lines",
    "returns",
    "return_lines",
    "refunds",
    "review_versions",
    "messages",
    "understandings",
    "cases",
    "conversations",
)
"""The tables of `lake/tables/`, each built from those before it."""

_FETCHES_AT_ONCE = 16
_NAME = re.compile(r"\$([a-z_]+)")


@dataclass(slots=True)
class DuckLake:
    """A workspace's facts, ready to be asked; `refresh` brings it up to date and is cheap when nothing changed."""

    workspace: str
    objects: Objects
    folder: Path
    _known: dict[str, str] = field(default_factory=dict)
    _database: duckdb.DuckDBPyConnection | None = None

    def refresh(self) -> None:
        """Fetch objects that are new or changed and rebuild the tables if there were any."""
        listed = self.objects.list(prefix(FACTS, self.workspace)) | self.objects.list(
            prefix(CASES, self.workspace)
        )
        if self._database is not None and listed == self._known:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        with ThreadPoolExecutor(_FETCHES_AT_ONCE) as pool:
            list(pool.map(lambda key: self._fetch(key, listed[key]), listed))
        self._build(listed)
        self._known = listed

    def _path(self, key: str, etag: str) -> Path:
        return self.folder / f"{sha256((key + etag).encode()).hexdigest()}.parquet"

    def _fetch(self, key: str, etag: str) -> None:
        path = self._path(key, etag)
        if not path.exists():
            # A process that dies half-way must not leave a torn file behind under the final name.
            part = path.with_suffix(".part")
            part.write_bytes(self.objects.get(key))
            part.rename(path)

    def _build(self, listed: Mapping[str, str]) -> None:
        if self._database is not None:
            self._database.close()
        self._database = duckdb.connect()
        self._database.execute("SET TimeZone = 'UTC'")
        paths = {dataset: [self._empty(dataset, self._database)] for dataset in COLUMNS}
        for key, etag in sorted(listed.items()):
            paths[key.split("/", 1)[0]].append(str(self._path(key, etag)))
        bound: dict[str, object] = {"objects": paths[FACTS], "cases": paths[CASES]}
        for name in _TABLES:
            sql = files("aftersales.lake").joinpath("tables", f"{name}.sql").read_text("utf-8")
            self._database.execute(sql, _named(sql, bound))

    def _empty(self, dataset: str, database: duckdb.DuckDBPyConnection) -> str:
        """Make a file without rows, so that a workspace without objects has its tables too."""
        path = self.folder / f"empty-{dataset}.parquet"
        columns = ", ".join(f'CAST(NULL AS {kind}) AS "{name}"' for name, kind in COLUMNS[dataset].items())
        database.execute(f"COPY (SELECT {columns} WHERE false) TO '{path}' (FORMAT parquet)")
        return str(path)

    def query(self, sql: str, parameters: Mapping[str, object]) -> Sequence[dict[str, Any]]:
        """Run SQL over the tables; see `aftersales.metrics.contract.Lake`."""
        if self._database is None:
            self.refresh()
        assert self._database is not None  # noqa: S101 — refresh has just built it
        bound = {name: _plain(value) for name, value in _named(sql, parameters).items()}
        cursor = self._database.execute(sql, bound)
        names = [column[0] for column in cursor.description or ()]
        return [
            {name: _aware(value) for name, value in zip(names, row, strict=True)} for row in cursor.fetchall()
        ]


def _named(sql: str, parameters: Mapping[str, object]) -> dict[str, object]:
    # DuckDB refuses parameters that the text does not use.
    return {name: parameters[name] for name in set(_NAME.findall(sql))}


def _plain(value: object) -> object:
    return value.astimezone(UTC).replace(tzinfo=None) if isinstance(value, datetime) else value


def _aware(value: object) -> object:
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) else value
