"""Typed parts of a workspace's facts, kept in a folder: each object of the lake is fetched and parsed once.

A part holds the records of some objects of one month, a Parquet file per kind. When an object is replaced or merged away, the part
that it went into is made anew from what is listed now.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from json import dumps, loads
from pathlib import Path
from shutil import rmtree

import duckdb

from aftersales.lake.layout import Objects, month_in
from aftersales.lake.links import LINKS, links_of
from aftersales.lake.shapes import columns, kinds, no_rows, typed

_FETCHES_AT_ONCE = 16
_MOST_PARTS = 8
"""So many parts of one month are merged into one."""

Etags = Mapping[str, str]
"""Key → etag of objects."""


@cache
def shapes_digest() -> str:
    """Name the shapes that parts have; parts of other shapes are made anew."""
    shapes = [{kind: columns(kind) for kind in kinds()}, [links_of(kind, "rows") for kind in kinds()]]
    return sha256(dumps(shapes).encode()).hexdigest()[:12]


@dataclass(slots=True)
class Parts:
    """The parts in one folder. `bring` makes them those of the objects that are listed; `merge` keeps them few."""

    objects: Objects
    folder: Path

    @property
    def _place(self) -> Path:
        return self.folder / "parts" / shapes_digest()

    def bring(self, listed: Etags) -> None:
        """Fetch and parse what is new, drop what is gone; `listed` are the objects of facts."""
        self._place.mkdir(parents=True, exist_ok=True)
        known = self._sources()
        kept = {part: sources for part, sources in known.items() if sources.items() <= listed.items()}
        for part in known.keys() - kept.keys():
            rmtree(self._place / part)
        covered = {key for sources in kept.values() for key in sources}
        new: dict[str, dict[str, str]] = defaultdict(dict)
        for key in sorted(listed.keys() - covered):
            new[month_in(key) or ""][key] = listed[key]
        for month, sources in new.items():
            self._parse(month, sources)

    def select(self, kind: str) -> str:
        """Return a SELECT of all rows of a kind; a fact may come twice, and a kind without rows has its columns too."""
        return typed_rows(kind, self.files(kind))

    def files(self, kind: str, among: Collection[str] | None = None) -> list[str]:
        """Return the files of a kind's rows (or of `LINKS`), of all parts or of those that are named."""
        paths = sorted(self._place.glob(f"*/{kind}.parquet"))
        return [str(path) for path in paths if among is None or path.parent.name in among]

    @property
    def names(self) -> set[str]:
        """All parts there are."""
        return set(self._sources())

    def beyond(self, listed: Etags) -> set[str]:
        """Return the parts that hold more than these objects."""
        return {name for name, sources in self._sources().items() if not sources.items() <= listed.items()}

    def _sources(self) -> dict[str, dict[str, str]]:
        return {
            path.parent.name: loads(path.read_text()) for path in sorted(self._place.glob("*/sources.json"))
        }

    def _parse(self, month: str, sources: Mapping[str, str]) -> None:
        raw = self.folder / "raw"
        raw.mkdir(exist_ok=True)
        paths = list(fetch_all(self.objects, sources, raw).values())
        facts = f"read_parquet({[str(path) for path in paths]}, union_by_name = true)"
        with duckdb.connect() as database:
            database.execute("SET preserve_insertion_order = false")
            database.execute("SET threads = 2")
            found = database.execute(f"SELECT DISTINCT type FROM {facts}").fetchall()
            selects = {kind: typed(kind, facts) for (kind,) in found if kind in kinds()}
            self._write(database, month, sources, selects)
        for path in paths:
            path.unlink()

    def merge(self) -> None:
        """Make one part of a month's many."""
        months: dict[str, list[str]] = defaultdict(list)
        known = self._sources()
        for part in known:
            months[part.partition("~")[0]].append(part)
        for month, parts in months.items():
            if len(parts) <= _MOST_PARTS:
                continue
            sources = {key: etag for part in parts for key, etag in known[part].items()}
            with duckdb.connect() as database:
                found = {path.stem for part in parts for path in (self._place / part).glob("*.parquet")} - {
                    LINKS
                }
                selects = {kind: self._of_parts(parts, kind) for kind in found}
                self._write(database, month, sources, selects)
            for part in parts:
                rmtree(self._place / part)

    def _of_parts(self, parts: Sequence[str], kind: str) -> str:
        files = [str(path) for part in parts for path in (self._place / part).glob(f"{kind}.parquet")]
        return f"SELECT * FROM read_parquet({files})"

    def _write(
        self,
        database: duckdb.DuckDBPyConnection,
        month: str,
        sources: Mapping[str, str],
        selects: Mapping[str, str],
    ) -> None:
        name = f"{month}~{_digest(f'{key}={etag}' for key, etag in sources.items())}"
        # A process that dies half-way leaves a folder that nobody takes for a part.
        torn = self._place.parent / f"torn-{name}"
        rmtree(torn, ignore_errors=True)
        torn.mkdir()
        for kind, select in sorted(selects.items()):
            database.execute(f"COPY ({select}) TO '{torn / kind}.parquet' (FORMAT parquet, COMPRESSION zstd)")
        ties = " UNION ALL ".join(links_of(kind, f"'{torn / kind}.parquet'") for kind in sorted(selects))
        if ties:
            database.execute(
                f"COPY ({ties}) TO '{torn / LINKS}.parquet' (FORMAT parquet, COMPRESSION uncompressed)"
            )
        (torn / "sources.json").write_text(dumps(dict(sources)))
        torn.rename(self._place / name)


def typed_rows(kind: str, files: Sequence[str]) -> str:
    """Return a SELECT of a kind's rows in files of parts; a kind without any has its columns too."""
    return f"SELECT * FROM read_parquet({list(files)})" if files else no_rows()[kind]


def fetch_all(objects: Objects, listed: Etags, folder: Path) -> dict[str, Path]:
    """Return key → file of objects, in the order of keys; those that are not in the folder yet are fetched, several at once."""
    keys = sorted(listed)
    with ThreadPoolExecutor(_FETCHES_AT_ONCE) as pool:
        paths = pool.map(lambda key: _fetch(objects, key, listed[key], folder), keys)
        return dict(zip(keys, paths, strict=True))


def _fetch(objects: Objects, key: str, etag: str, folder: Path) -> Path:
    path = folder / f"{_digest([key, etag])}.parquet"
    if not path.exists():
        # A process that dies half-way must not leave a torn file behind under the final name.
        part = path.with_suffix(".part")
        part.write_bytes(objects.get(key))
        part.rename(path)
    return path


def _digest(texts: Iterable[str]) -> str:
    return sha256("\n".join(texts).encode()).hexdigest()[:32]
