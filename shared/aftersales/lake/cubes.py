"""Reads exported figures: cubes are fetched when they have changed, the ledger and typed tables when they are asked for."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb

from aftersales.lake.layout import Objects, cube_key, month_in
from aftersales.lake.ledger import CREATE_LEDGER, sums_of
from aftersales.lake.manifest import Manifest, load_manifest
from aftersales.lake.parts import fetch_all
from aftersales.lake.restate import EMPTY as NO_RESTATEMENTS
from aftersales.lake.restate import folder_of
from aftersales.lake.tables import TABLES, create_settings, named
from aftersales.metrics.contract import Source
from aftersales.records.workspace import Settings

_READS = re.compile(r"(?:FROM|JOIN)\s+([a-z_]+)", re.IGNORECASE)


@dataclass(slots=True)
class CubeLake:
    """A workspace's exported figures; `refresh` looks for newer ones. See `aftersales.metrics.contract.Lake`."""

    settings: Settings
    objects: Objects
    folder: Path
    manifest: Manifest = field(default_factory=Manifest)
    _listed: dict[str, str] = field(default_factory=dict)
    _database: duckdb.DuckDBPyConnection | None = None
    _views: dict[str, list[str]] = field(default_factory=dict)

    def refresh(self, settings: Settings | None = None) -> None:
        """Look for newer cubes; whatever else was fetched is looked up again when it is asked for."""
        before, self.settings = self.settings, settings or self.settings
        listed = self.objects.list(f"cubes/workspace={self.settings.workspace}/")
        if self._database is not None and listed == self._listed and before == self.settings:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        self.manifest = load_manifest(self.objects, self.settings.workspace)
        if self._database is not None:
            self._database.close()
        self._database, self._views = duckdb.connect(), {}
        for setting in ("TimeZone = 'UTC'", "threads = 2", "parquet_metadata_cache = true"):
            self._database.execute(f"SET {setting}")
        create_settings(self._database, self.settings)
        self._database.execute(CREATE_LEDGER.replace("ledger", "no_rows", 1))
        self._database.execute(f"CREATE TABLE no_restatements AS {NO_RESTATEMENTS}")
        for name, select in sums_of("no_rows").items():
            self._database.execute(f"CREATE TABLE no_{name} AS {select} LIMIT 0")
            key = cube_key(self.settings.workspace, name)
            self._show(name, self._fetched({key: listed[key]} if key in listed else {}))
        self._show("ledger", [])
        self._listed = listed
        restated = folder_of(self.settings.workspace)
        self._show(
            "restatements", self._fetched({key: listed[key] for key in listed if key.startswith(restated)})
        )
        self._drop_old()

    def prepare(self, source: Source, metrics: Collection[str], first: date | None, last: date) -> None:
        """Fetch the months of the ledger that are asked for; cubes are here whole."""
        if source is not Source.LEDGER:
            return
        wanted: dict[str, str] = {}
        for metric in metrics:
            place = f"ledger/workspace={self.settings.workspace}/metric={metric}/"
            wanted |= {
                key: etag for key, etag in self.objects.list(place).items() if _within(key, first, last)
            }
        self._show("ledger", self._fetched(wanted))

    def query(self, sql: str, parameters: Mapping[str, object]) -> Sequence[dict[str, Any]]:
        """Run SQL over the exported tables."""
        if self._database is None:
            self.refresh()
        assert self._database is not None  # noqa: S101 — refresh has just opened it
        for name in sorted({*_READS.findall(sql)} & {*TABLES}):
            if name not in self._views and not self._show_table(name):
                return []
        bound = {name: _plain(value) for name, value in named(sql, parameters).items()}
        cursor = self._database.execute(sql, bound)
        names = [column[0] for column in cursor.description or ()]
        return [
            {name: _aware(value) for name, value in zip(names, row, strict=True)} for row in cursor.fetchall()
        ]

    def _show(self, name: str, paths: Sequence[str]) -> None:
        """Let a table's name mean these files."""
        if self._views.get(name) == list(paths):
            return
        empty = "no_rows" if name == "ledger" else f"no_{name}"
        assert self._database is not None  # noqa: S101 — refresh has opened it
        files = f"read_parquet({list(paths)}, union_by_name = true)"
        where = f"SELECT * FROM {files}" if paths else f"SELECT * FROM {empty}"
        self._database.execute(f"CREATE OR REPLACE VIEW {name} AS {where}")
        self._views[name] = list(paths)

    def _show_table(self, name: str) -> bool:
        """Let a typed table be asked; False before it was ever exported, when nothing is known yet."""
        paths = self._fetched(self.objects.list(f"tables/{name}/workspace={self.settings.workspace}/"))
        if paths:
            self._show(name, paths)
        return bool(paths)

    def _drop_old(self) -> None:
        """Remove the files of earlier exports: a warm function's disk is small, and each refresh brings new ones."""
        used = {path for paths in self._views.values() for path in paths}
        # `.part`: what a process that died was about to fetch.
        for path in [*self.folder.glob("*.parquet"), *self.folder.glob("*.part")]:
            if str(path) not in used:
                path.unlink()

    def _fetched(self, listed: Mapping[str, str]) -> list[str]:
        return [str(path) for path in fetch_all(self.objects, listed, self.folder).values()]


def _within(key: str, first: date | None, last: date) -> bool:
    # Months are of UTC, days of the workspace's zone: a day more on both sides holds them all.
    month = month_in(key) or ""
    return (first is None or month >= f"{first - timedelta(days=1):%Y-%m}") and month <= f"{last:%Y-%m}"


def _plain(value: object) -> object:
    return value.astimezone(UTC).replace(tzinfo=None) if isinstance(value, datetime) else value


def _aware(value: object) -> object:
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) else value
