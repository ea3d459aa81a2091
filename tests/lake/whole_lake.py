"""One workspace's lake as DuckDB tables: objects are fetched once, tables are built anew only when an object is new."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from hashlib import sha256
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from weakref import finalize

import duckdb

from aftersales.lake.layout import CASES, COLUMNS, FACTS, Objects, prefix
from aftersales.lake.ledger import CREATE_LEDGER, insert, sums_of
from aftersales.lake.rates import history
from aftersales.lake.restate import EMPTY
from aftersales.lake.sources import tables_of
from aftersales.lake.tables import Tables, named
from aftersales.metrics.catalogue import CONTRACTS
from aftersales.metrics.contract import Source
from aftersales.records.workspace import Settings

FIRST_RATES = date(2023, 1, 1)
"""No history of the tests needs an older exchange rate."""


@dataclass(slots=True, weakref_slot=True)
class DuckLake:
    """A workspace's facts, ready to be asked; `refresh` brings it up to date and is cheap when nothing changed."""

    settings: Settings
    objects: Objects
    folder: Path
    _known: dict[str, str] = field(default_factory=dict)
    _metrics: set[str] = field(default_factory=set)
    _tables: Tables | None = None

    def refresh(self, settings: Settings | None = None) -> None:
        """Fetch objects that are new or changed; rebuild the tables if there were any, or if the settings are others."""
        before, self.settings = self.settings, settings or self.settings
        listed = self.objects.list(prefix(FACTS, self.settings.workspace)) | self.objects.list(
            prefix(CASES, self.settings.workspace)
        )
        if self._tables is not None and listed == self._known and before == self.settings:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        for key, etag in listed.items():
            self._fetch(key, etag)
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
        files: dict[str, list[str]] = {dataset: [] for dataset in COLUMNS}
        for key, etag in sorted(listed.items()):
            files[key.split("/", 1)[0]].append(str(self._path(key, etag)))
        (self.folder / "rates.parquet").write_bytes(_rates())
        name = f"lake{next(_NUMBERS)}"
        self._tables = tables_of(_database(name), self.settings, self.folder, files)
        finalize(self, _engine().execute, f"DETACH DATABASE IF EXISTS {name}")
        self._tables.database.execute(CREATE_LEDGER)
        for name, sql in sums_of().items():
            self._tables.database.execute(f"CREATE VIEW {name} AS {sql}")
        # Nothing was stated before: restatements come of what is exported.
        self._tables.database.execute(f"CREATE TABLE restatements AS {EMPTY}")
        self._metrics = set()

    def prepare(self, source: Source, metrics: Collection[str], first: date | None, last: date) -> None:
        """Add the rows of metrics to the ledger that are not in it yet; see `aftersales.metrics.contract.Lake`."""
        tables = self._ready()
        for name in sorted(set(metrics) - self._metrics):
            contract = CONTRACTS[name]
            tables.need(contract.sql)
            tables.database.execute(insert(contract), {"metric": name, "zone": self.settings.zone})
            self._metrics.add(name)

    def query(self, sql: str, parameters: Mapping[str, object]) -> Sequence[dict[str, Any]]:
        """Run SQL over the tables; see `aftersales.metrics.contract.Lake`."""
        tables = self._ready()
        tables.need(sql)
        bound = {name: _plain(value) for name, value in named(sql, parameters).items()}
        cursor = tables.database.execute(sql, bound)
        names = [column[0] for column in cursor.description or ()]
        return [
            {name: _aware(value) for name, value in zip(names, row, strict=True)} for row in cursor.fetchall()
        ]

    def _ready(self) -> Tables:
        if self._tables is None:
            self.refresh()
        assert self._tables is not None
        return self._tables


_NUMBERS = count(1)


@cache
def _engine() -> duckdb.DuckDBPyConnection:
    """One per process: starting it costs as much as ten tables of a small lake, and so do threads that wait for each other."""
    return duckdb.connect(config={"threads": 1})


def _database(name: str) -> duckdb.DuckDBPyConnection:
    """An empty database of the engine, which only this connection to it uses."""
    connection = _engine().cursor()
    connection.execute(f"ATTACH ':memory:' AS {name}")
    connection.execute(f"USE {name}")
    return connection


@cache
def _rates() -> bytes:
    """The bank's newer rates, and the currencies without any: a lake reads the whole file."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "newer.parquet")
        _engine().execute(f"""COPY (FROM read_parquet('{history(Path(folder))}') WHERE day IS NULL OR day >= '{FIRST_RATES}'
            ORDER BY day, currency) TO '{path}' (FORMAT parquet)""")
        return path.read_bytes()


def _plain(value: object) -> object:
    return value.astimezone(UTC).replace(tzinfo=None) if isinstance(value, datetime) else value


def _aware(value: object) -> object:
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) else value
