"""Puts the rows of some dossiers in the place of their old ones: the months that this changes, and the cubes' cells of its days."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from aftersales.lake.layout import Objects, cube_key, month_in
from aftersales.lake.ledger import CREATE_LEDGER, sums_of
from aftersales.lake.parts import fetch_all
from aftersales.lake.slices import NOW, WAS
from aftersales.lake.tables import NEWEST
from aftersales.lake.workshop import NO_ROWS, Digests, Workshop
from aftersales.metrics.contract import Contract, Form


class DriftedError(Exception):
    """What was exported is not what the records of before the news give: everything has to be built anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merging(Workshop):
    """A workshop whose tables hold the months that differ; `sides` has a folder of each side's ledger and typed tables."""

    objects: Objects
    before: Mapping[str, str]
    sides: Path
    fetched: Path
    quick: Collection[str]
    _typed: dict[str, tuple[str, Digests]] = field(default_factory=dict)

    def ledger(self, contracts: Iterable[Contract]) -> Iterator[tuple[Contract, Digests]]:
        """Yield each contract with its months; the table `ledger` holds those that differ, the cubes are whole at the end."""
        self._load()
        for name in self.quick:
            self._typed[name] = self._merged_newest(name) if name in NEWEST else self._merged_table(name)
        for contract in contracts:
            yield contract, self._merged_ledger(contract)
        for name in sums_of():
            self.database.execute(f"""CREATE OR REPLACE TABLE {name} AS SELECT * FROM {name}
                ANTI JOIN touched USING (metric, day) UNION ALL SELECT * FROM new_{name}""")

    def differences(self, contract: Contract) -> str | None:
        """Return what differs between the sides."""
        return f"SELECT * FROM different WHERE metric = '{contract.name}'"

    def typed(self, name: str) -> tuple[str, Digests]:
        """Return the moment of a typed table and its months; the table holds those that differ."""
        return self._typed[name]

    def _load(self) -> None:
        self.fetched.mkdir(exist_ok=True)
        for side in (WAS, NOW):
            self.database.execute(f"CREATE VIEW {side} AS FROM '{self.sides / side / 'ledger.parquet'}'")
        self.database.execute(CREATE_LEDGER)
        self._differences("different", WAS, NOW)
        self.database.execute("CREATE TABLE touched AS SELECT DISTINCT metric, day FROM different")
        for name, select in sums_of().items():
            self.database.execute(f"CREATE TABLE new_{name} AS {select} LIMIT 0")
            (path,) = self._files([cube_key(self.settings.workspace, name)])
            self.database.execute(f"CREATE TABLE {name} AS FROM '{path}'")

    def _differences(self, table: str, was: str, now: str) -> None:
        self.database.execute(f"""CREATE OR REPLACE TABLE {table} AS
            SELECT 1 AS sign, * FROM (FROM {now} EXCEPT ALL FROM {was}) UNION ALL
            SELECT -1, * FROM (FROM {was} EXCEPT ALL FROM {now})""")

    def _merged_ledger(self, contract: Contract) -> Digests:
        place = f"ledger/workspace={self.settings.workspace}/metric={contract.name}"
        known = self._months(place)
        self.database.execute("TRUNCATE ledger")
        mine = {"metric": contract.name}
        # A day's cells are summed up from all of its rows, which may lie in two months of UTC.
        wanted = self._read(
            f"""SELECT DISTINCT {self.month("day + INTERVAL (step) DAY")}
            FROM touched, (VALUES (-1), (0), (1)) AS steps(step) WHERE metric = $metric
            UNION SELECT {self.month("dated")} FROM different WHERE metric = $metric""",
            mine,
        )
        if not wanted:
            return known
        within = f"metric = '{contract.name}' AND {self.month('dated')} IN ({_listed(wanted)})"
        there = {month: known[month] for month in wanted if month in known}
        self._replace("ledger", "dated", place, (WAS, NOW), "home", within, there)
        for name, select in sums_of().items():
            if (name == "spans") == (contract.form is Form.DURATION):
                days = select.replace(
                    "FROM ledger", "FROM (FROM ledger SEMI JOIN touched USING (metric, day))"
                )
                self.database.execute(f"INSERT INTO new_{name} {days}")
        rest = {month: digest for month, digest in known.items() if month not in wanted}
        return rest | dict(self.digests("ledger", "dated"))

    def _merged_table(self, name: str) -> tuple[str, Digests]:
        was, now = (f"'{self.sides / side / f'{name}.parquet'}'" for side in (WAS, NOW))
        self.database.execute(f"CREATE TABLE {name} AS FROM {now} LIMIT 0")
        moment = self.moment(name)
        place = f"tables/{name}/workspace={self.settings.workspace}"
        known = self._months(place)
        self.database.execute(f"CREATE OR REPLACE VIEW table_was AS FROM {was}")
        self.database.execute(f"CREATE OR REPLACE VIEW table_now AS FROM {now}")
        self._differences("table_differs", "table_was", "table_now")
        wanted = self._read(f"SELECT DISTINCT {self.month(moment)} FROM table_differs", {})
        if not wanted:
            return moment, known
        columns = [column for column, *_ in self.database.execute(f"DESCRIBE {name}").fetchall()]
        whose = next(column for column in ("home", "about") if column in columns)
        within = f"{self.month(moment)} IN ({_listed(wanted)})"
        there = {month: known[month] for month in wanted if month in known}
        self._replace(name, moment, place, ("table_was", "table_now"), whose, within, there)
        rest = {month: digest for month, digest in known.items() if month not in wanted}
        return moment, rest | dict(self.digests(name, moment))

    def _merged_newest(self, name: str) -> tuple[str, Digests]:
        """Fill a table that says what was said last with what the slice says; DriftedError where it took back what counted."""
        about, said = NEWEST[name]
        was, now = (f"'{self.sides / side / f'{name}.parquet'}'" for side in (WAS, NOW))
        moment = self.moment(name)
        place = f"tables/{name}/workspace={self.settings.workspace}"
        known = self._months(place)
        paths = self._files([f"{place}/month={month}/rows.parquet" for month in known])
        there = f"(FROM read_parquet({paths}))" if paths else f"(FROM {now} LIMIT 0)"
        gone = f"""SELECT was.{about} FROM {there} AS known JOIN {was} AS was USING ({about}, {said}, "at")
            LEFT JOIN {now} AS now USING ({about})
            WHERE now.{about} IS NULL OR row(now."at", now.{said}) < row(was."at", was.{said})"""
        if self.database.execute(gone).fetchone():
            raise DriftedError(name)
        self.database.execute(f"""CREATE TABLE {name} AS
            SELECT {about}, max(row("at", {said}))[2] AS {said}, max("at") AS "at"
            FROM (FROM {there} UNION ALL FROM {now}) GROUP BY {about}""")
        return moment, self.digests(name, moment)

    def _replace(
        self,
        table: str,
        moment: str,
        place: str,
        sides: tuple[str, str],
        whose: str,
        within: str,
        there: Digests,
    ) -> None:
        """Fill a table with the rows of months: others' as they were exported, those of the slice as they are now.

        `there` are the months that were exported. Others' rows and those of the slice as they were have to be just these.
        """
        was, now = sides
        if there:
            paths = self._files([f"{place}/month={month}/rows.parquet" for month in there])
            mine = f"{whose} IN (SELECT {whose} FROM {was} UNION SELECT {whose} FROM {now})"
            rows = f"read_parquet({paths}, union_by_name = true)"
            self.database.execute(
                f"INSERT INTO {table} BY NAME SELECT * FROM {rows} WHERE NOT coalesce({mine}, false)"
            )
        before = f"(FROM {table} UNION ALL BY NAME SELECT * FROM {was} WHERE {within})"
        if self.digests(before, moment) != there:
            raise DriftedError(table)
        self.database.execute(f"INSERT INTO {table} BY NAME SELECT * FROM {now} WHERE {within}")

    def _months(self, place: str) -> dict[str, str]:
        """Return month → digest of what lies at a place."""
        return {
            month: digest
            for key, digest in self.before.items()
            if key.startswith(f"{place}/") and digest != NO_ROWS and (month := month_in(key))
        }

    def _files(self, keys: Collection[str]) -> list[str]:
        listed = {key: self.before[key] for key in keys}
        return [str(path) for path in fetch_all(self.objects, listed, self.fetched).values()]

    def _read(self, sql: str, bound: Mapping[str, object]) -> list[str]:
        return sorted(str(row[0]) for row in self.database.execute(sql, bound).fetchall())


def _listed(months: Collection[str]) -> str:
    return ", ".join(f"'{month}'" for month in months)
