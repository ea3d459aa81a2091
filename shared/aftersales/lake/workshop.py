"""Builds a workspace's typed tables, ledger and cubes in a database of its own, and tells what differs from last time."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from aftersales.lake.layout import CASES, UNDATED
from aftersales.lake.ledger import CREATE_LEDGER, insert, sums_of
from aftersales.lake.sources import tables_of
from aftersales.lake.tables import NEWEST, Tables
from aftersales.metrics.contract import Contract, Form
from aftersales.records.workspace import Settings

MEMORY = "1200MB"
"""What the database may take before it spills to the disk."""

Digests = Mapping[str, str]
"""Month ('2026-11') → a digest of its rows, whatever their order."""
NO_ROWS = "no rows"
"""The digest of a file that was left where a month has no rows any more."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """A database with typed tables; `ledger` yields one contract's rows after the other, adding them to the cubes."""

    tables: Tables
    settings: Settings

    @property
    def database(self) -> duckdb.DuckDBPyConnection:
        """The connection."""
        return self.tables.database

    def ledger(self, contracts: Iterable[Contract]) -> Iterator[tuple[Contract, Digests]]:
        """Build each contract's rows as the table `ledger`, which the next one replaces; sum them up in the cubes."""
        self.database.execute(CREATE_LEDGER)
        for name, select in sums_of().items():
            self.database.execute(f"CREATE TABLE {name} AS {select} LIMIT 0")
        for contract in contracts:
            self.database.execute("TRUNCATE ledger")
            self.fill(contract)
            for name, select in sums_of().items():
                if (name == "spans") == (contract.form is Form.DURATION):
                    self.database.execute(f"INSERT INTO {name} {select}")
            yield contract, self.digests("ledger", "dated")

    def fill(self, contract: Contract) -> None:
        """Add a contract's rows to the table `ledger`."""
        self.tables.need(contract.sql)
        self.database.execute(insert(contract), {"metric": contract.name, "zone": self.settings.zone})

    def differences(self, contract: Contract) -> str | None:  # noqa: ARG002 — who builds everything knows of none
        """Return the SELECT of a contract's rows that came (sign 1) and went (-1), where that is known without comparing files."""
        return None

    def typed(self, name: str) -> tuple[str, Digests]:
        """Build a typed table; return the moment that its rows are exported by, and its months."""
        self.tables.need(name)
        moment = self.moment(name)
        return moment, self.digests(name, moment)

    def digests(self, table: str, moment: str) -> Digests:
        """Return month → digest of a table's rows; rows without the moment are under UNDATED."""
        found = self.database.execute(
            f"""SELECT {self.month(moment)} AS month, count(*), sum(CAST(hash(one_row) AS HUGEINT))
            FROM {table} AS one_row GROUP BY ALL ORDER BY ALL"""
        )
        return {
            month: f"{count}-{(total or 0) % 2**64:x}" for month, count, total in found.fetchall() if count
        }

    def moment(self, table: str) -> str:
        """Return the column whose month a table's rows are exported under: its first moment."""
        if table in NEWEST:
            return "CAST(NULL AS TIMESTAMP)"
        columns = self.database.execute(f"DESCRIBE {table}").fetchall()
        return next((name for name, kind, *_ in columns if kind == "TIMESTAMP"), "CAST(NULL AS TIMESTAMP)")

    @staticmethod
    def month(moment: str) -> str:
        """Return the SQL of a moment's month."""
        return f"coalesce(strftime({moment}, '%Y-%m'), '{UNDATED}')"


@contextmanager
def workshop(
    folder: Path,
    settings: Settings,
    records: Callable[[str], str],
    cases: Sequence[str],
    given: Mapping[str, str] | None = None,
) -> Iterator[Workshop]:
    """Open a workshop; `given` are SELECTs of tables that are not to be built. See `opened`."""
    with opened(folder) as database:
        tables = tables_of(database, settings, folder, {CASES: cases}, records)
        tables.given = given or {}
        yield Workshop(tables, settings)


@contextmanager
def opened(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a database; what does not fit into memory spills into the folder, and is gone afterwards."""
    database = duckdb.connect()
    try:
        for setting, value in {
            "threads": "2",
            "memory_limit": f"'{MEMORY}'",
            "temp_directory": f"'{folder / 'spill'}'",
            "preserve_insertion_order": "false",
        }.items():
            database.execute(f"SET {setting} = {value}")
        yield database
    finally:
        database.close()
