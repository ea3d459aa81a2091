"""Writes what readers fetch: cubes, the ledger by metric and month, typed tables by month. Only what differs is written."""

from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from shutil import rmtree

from aftersales.lake.layout import UNDATED, Objects, cube_key
from aftersales.lake.tables import TABLES
from aftersales.lake.workshop import NO_ROWS, Workshop

READ_BY_PEOPLE = (
    "order_lines",
    "products",
    "messages",
    "returns",
    "conversations",
    "review_versions",
    "understandings",
    "case_labels",
)
"""Typed tables that the console and the reports quote from; they are exported with each refresh, the others once a day."""
NOT_EXPORTED = ("facts", "working_time", "known_span")
_PUTS_AT_ONCE = 16
_ROW_GROUP = 20_480
"""Rows that a reader skips or reads at once: small, for a figure needs few of them."""
_SORTED = {
    "cube": "metric, day, known_day",
    "product_cube": "metric, day, sku",
    "spans": "metric, day, numerator",
}

_TABLES_SORTED = {"understandings": "cause, about"}
"""Quotes of a cause read a stretch of its labels."""


@dataclass(slots=True)
class Export:
    """One build's export; `before` are the digests of what lies there, `digests` of what lies there afterwards.

    While it `holds`, files are written but not put until `release`: what restatements are compared with must lie there until they
    are kept, else a build that dies in between forgets them.
    """

    objects: Objects
    folder: Path
    workspace: str
    before: Mapping[str, str]
    digests: dict[str, str] = field(default_factory=dict)
    written: int = 0
    holds: bool = False
    held: list[tuple[str, Path]] = field(default_factory=list)

    def release(self) -> None:
        """Put what was held."""
        self.holds = False
        held, self.held = self.held, []
        with ThreadPoolExecutor(_PUTS_AT_ONCE) as pool:
            list(pool.map(lambda one: self._send(*one), held))
        rmtree(self.folder / "export", ignore_errors=True)

    def ledger(self, workshop: Workshop, metric: str, months: Mapping[str, str]) -> None:
        """Export the months of one metric that differ; `months` are the digests of the rows in the table `ledger`."""
        place = f"ledger/workspace={self.workspace}/metric={metric}"
        # Not sorted: a page of rows is of days, and what sorting saves of a file it costs of the build.
        self._months(workshop, "ledger", place, "dated", months)

    def tables(self, workshop: Workshop, names: Collection[str]) -> None:
        """Export typed tables by the month of their first moment; those that are not asked for stay as they are."""
        for name in (*TABLES, "settings"):
            place = f"tables/{name}/workspace={self.workspace}"
            if name in names:
                moment, months = workshop.typed(name)
                self._months(workshop, name, place, moment, months, _TABLES_SORTED.get(name, ""))
            else:
                self.digests |= {
                    key: digest for key, digest in self.before.items() if key.startswith(f"{place}/")
                }

    def cubes(self, workshop: Workshop) -> None:
        """Export the tables that figures are summed from, sorted as they are asked."""
        for name, order in _SORTED.items():
            key = cube_key(self.workspace, name)
            (digest,) = workshop.digests(name, "CAST(NULL AS TIMESTAMP)").values() or ("empty",)
            self.digests[key] = digest
            if self.before.get(key) != digest:
                path = self.folder / f"{name}.parquet"
                workshop.database.execute(
                    f"COPY (SELECT * FROM {name} ORDER BY {order}) TO '{path}'"
                    f" (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROW_GROUP})"
                )
                self._put(key, path)

    def _months(
        self,
        workshop: Workshop,
        table: str,
        place: str,
        moment: str,
        months: Mapping[str, str],
        order: str = "",
    ) -> None:
        keys = {month: f"{place}/month={month}/rows.parquet" for month in months}
        self.digests |= {keys[month]: digest for month, digest in months.items()}
        new = [month for month, digest in months.items() if self.before.get(keys[month]) != digest]
        self._empty(workshop, table, place)
        if not new:
            return
        target = self.folder / "export" / place
        rmtree(target, ignore_errors=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        sorting = f" ORDER BY month, {order}" if order else ""
        listed = ", ".join(f"'{month}'" for month in new)
        # One thread writes one file per month.
        workshop.database.execute("SET threads = 1")
        workshop.database.execute(
            f"""COPY (SELECT *, {workshop.month(moment)} AS month FROM {table} WHERE month IN ({listed}){sorting})
            TO '{target}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROW_GROUP},
              PARTITION_BY (month), FILENAME_PATTERN 'rows')"""
        )
        workshop.database.execute("SET threads = 2")
        with ThreadPoolExecutor(_PUTS_AT_ONCE) as pool:
            written = sorted(target.glob("*/*.parquet"))
            list(pool.map(lambda path: self._put(f"{place}/{path.parent.name}/rows.parquet", path), written))
        if not self.holds:
            rmtree(target, ignore_errors=True)

    def _empty(self, workshop: Workshop, table: str, place: str) -> None:
        """Leave a file without rows where a month has none any more, and where nothing ever was."""
        gone = [key for key in self.before if key.startswith(f"{place}/") and key not in self.digests]
        if not gone and not any(key.startswith(f"{place}/") for key in self.digests):
            # A table without any row has its columns all the same.
            gone = [f"{place}/month={UNDATED}/rows.parquet"]
        for key in gone:
            self.digests[key] = NO_ROWS
            if self.before.get(key) != NO_ROWS:
                path = self.folder / "emptied" / key
                path.parent.mkdir(parents=True, exist_ok=True)
                workshop.database.execute(
                    f"COPY (SELECT * FROM {table} LIMIT 0) TO '{path}' (FORMAT parquet)"
                )
                self._put(key, path)

    def _put(self, key: str, path: Path) -> None:
        self.written += 1
        if self.holds:
            self.held.append((key, path))
        else:
            self._send(key, path)

    def _send(self, key: str, path: Path) -> None:
        self.objects.put(key, path.read_bytes())
        path.unlink()
