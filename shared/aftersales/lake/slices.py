"""The dossiers that news touch, with all that is tied to them: what a refresh has to build anew, before the news and after."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from aftersales.lake.layout import Objects
from aftersales.lake.links import LINKS, links_of_cases
from aftersales.lake.parts import Parts, fetch_all, typed_rows
from aftersales.lake.shapes import kinds
from aftersales.lake.tables import OF_ALL

_AT_LEAST, _SHARE = 1_000, 50
"""So many dossiers are worth a slice at least, and one for so many ties of all; beyond that everything is built anew."""
_OF_ALL_KINDS = ("exchange_rate",)
"""Kinds of records that every dossier may rest on."""
WAS, NOW = "was", "now"


@dataclass(frozen=True, slots=True)
class News:
    """What has come since the last build: parts of facts, files of cases, beside those that were there."""

    parts: Parts
    fresh: Collection[str]
    known_cases: Sequence[str]
    fresh_cases: Sequence[str]


@dataclass(frozen=True, slots=True)
class Slice:
    """Files with the records of some dossiers; `given` are tables of all dossiers, as they were exported."""

    folder: Path
    given: Mapping[str, str]

    def records(self, side: str) -> Callable[[str], str]:
        """Return kind → SELECT of its rows before the news (WAS) or with them (NOW)."""
        return lambda kind: typed_rows(kind, self._files(kind, side))

    def cases(self, side: str) -> list[str]:
        """Return the files of case snapshots."""
        return self._files("cases", side)

    def tables(self, side: str) -> dict[str, str]:
        """Return the SELECT of each table that is not built from these records alone."""
        return {**self.given, "known_span": f"SELECT * FROM '{self.folder / f'span.{side}.parquet'}'"}

    def _files(self, kind: str, side: str) -> list[str]:
        names = [f"{kind}.known"] if side == WAS else [f"{kind}.known", f"{kind}.fresh"]
        paths = [self.folder / f"{name}.parquet" for name in names]
        return [str(path) for path in paths if path.exists()]


def exported(objects: Objects, workspace: str, folder: Path) -> dict[str, str]:
    """Return the SELECT of each table that speaks of all dossiers, as it was last exported."""
    folder.mkdir(exist_ok=True)
    found = {}
    for name in OF_ALL:
        listed = objects.list(f"tables/{name}/workspace={workspace}/")
        paths = [str(path) for path in fetch_all(objects, listed, folder).values()]
        found[name] = f"SELECT * FROM read_parquet({paths})"
    return found


def cut(news: News, folder: Path, given: Mapping[str, str]) -> Slice | None:
    """Write the slice that the news touch into an empty folder; None where it would be too much, or where all is touched."""
    if any(news.parts.files(kind, news.fresh) for kind in _OF_ALL_KINDS):
        return None
    known = news.parts.names - set(news.fresh)
    known_files, fresh_files = (
        [path for kind in kinds() for path in news.parts.files(kind, among)] for among in (known, news.fresh)
    )
    if not known_files:
        return None
    with duckdb.connect() as database:
        database.execute("SET threads = 2")
        database.execute("SET preserve_insertion_order = false")
        if not _reach(database, news):
            return None
        for side, parts, cases in (
            ("known", known, news.known_cases),
            ("fresh", news.fresh, news.fresh_cases),
        ):
            for kind in kinds():
                _copy(database, news.parts.files(kind, parts), folder / f"{kind}.{side}.parquet", kind)
            _copy(database, cases, folder / f"cases.{side}.parquet")
        _span(database, folder, known_files, fresh_files)
    return Slice(folder, given)


def _span(
    database: duckdb.DuckDBPyConnection, folder: Path, known: Sequence[str], fresh: Sequence[str]
) -> None:
    """Write from when until when facts spoke before the news, and speak with them."""
    was, now = (folder / f"span.{side}.parquet" for side in (WAS, NOW))
    span = "SELECT min(occurred_at) AS first, max(occurred_at) AS last FROM read_parquet({files}, union_by_name = true)"
    database.execute(f"COPY ({span.format(files=list(known))}) TO '{was}' (FORMAT parquet)")
    spans = f"FROM '{was}'" + (f" UNION ALL {span.format(files=list(fresh))}" if fresh else "")
    both = f"SELECT min(first) AS first, max(last) AS last FROM ({spans})"
    database.execute(f"COPY ({both}) TO '{now}' (FORMAT parquet)")


def _copy(database: duckdb.DuckDBPyConnection, files: Sequence[str], target: Path, kind: str = "") -> None:
    if files:
        rows = f"SELECT * FROM read_parquet({list(files)}, union_by_name = true) AS one"
        if kind not in _OF_ALL_KINDS:
            rows += " SEMI JOIN reached ON reached.home = hash(one.home)"
        database.execute(f"COPY ({rows}) TO '{target}' (FORMAT parquet)")


def _reach(database: duckdb.DuckDBPyConnection, news: News) -> bool:
    """Make the table `reached`: the homes of the news and whatever is tied to them, over however many names."""
    fresh = [*news.parts.files(LINKS, news.fresh), *map(_ties_of, news.fresh_cases)]
    if not fresh:
        return False
    ties = (
        f"read_parquet({[*news.parts.files(LINKS), *map(_ties_of, [*news.known_cases, *news.fresh_cases])]})"
    )
    database.execute(f"CREATE TABLE reached AS SELECT DISTINCT home FROM read_parquet({fresh})")
    database.execute("CREATE TABLE edge AS FROM reached")
    (all_ties,) = database.execute(f"SELECT count(*) FROM {ties}").fetchone() or (0,)
    while True:
        (reached,) = database.execute("SELECT count(*) FROM reached").fetchone() or (0,)
        if reached > _AT_LEAST + all_ties // _SHARE:
            return False
        names = f"SELECT DISTINCT link FROM {ties} SEMI JOIN edge USING (home)"
        database.execute(f"CREATE OR REPLACE TABLE names AS {names}")
        homes = (
            f"SELECT DISTINCT home FROM {ties} SEMI JOIN names USING (link) ANTI JOIN reached USING (home)"
        )
        database.execute(f"CREATE OR REPLACE TABLE edge AS {homes}")
        (more,) = database.execute("SELECT count(*) FROM edge").fetchone() or (0,)
        if not more:
            return True
        database.execute("INSERT INTO reached FROM edge")


def _ties_of(cases: str) -> str:
    """Return the file of the ties that a file of case snapshots makes; they are read out of it once."""
    path = Path(cases).with_suffix(".links")
    if not path.exists():
        part = path.with_suffix(".part")
        with duckdb.connect() as database:
            database.execute(f"COPY ({links_of_cases([cases])}) TO '{part}' (FORMAT parquet)")
        part.rename(path)
    return str(path)
