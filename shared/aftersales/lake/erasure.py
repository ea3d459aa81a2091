"""What the lake has to forget, and how its rows are blanked: figures stay, words and names go.

A tombstone is an object under `erased/workspace=…/`: JSON {"homes": [...], "store": …, "months": [...], "mark":
{"at", "salt", "customers"}}. It stays for good: what arrives late is blanked by the next compaction.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from json import dumps, loads
from typing import Any

import duckdb

from aftersales.customers.forgetting import blanked
from aftersales.lake.layout import CASES, FACTS, Objects, erased_prefix, month_in, prefix
from aftersales.lake.manifest import load_manifest, made_of
from aftersales.lake.persons import looked_up
from aftersales.records.erasure import Mark

_ALWAYS = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Tombstone:
    """One of them; `months` are those in which there is anything to forget, None: any."""

    homes: frozenset[str]
    store: str | None
    months: frozenset[str] | None
    mark: Mark
    name: str

    @classmethod
    def read(cls, key: str, body: bytes) -> "Tombstone":
        """Read an object; one without a mark forgets for good."""
        told = loads(body)
        months = told.get("months")
        return cls(
            homes=frozenset(told.get("homes", ())),
            store=told.get("store"),
            months=None if months is None else frozenset(months),
            mark=Mark.model_validate(told.get("mark") or {"at": _ALWAYS, "salt": key}),
            name=sha256(body).hexdigest(),
        )


@dataclass(frozen=True, slots=True)
class Tombstones:
    """What is to be forgotten in one workspace; of two about one thing the later one holds."""

    stones: tuple[Tombstone, ...] = ()
    _marks: dict[str, Mark] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        """Look up by name later, of which there may be many thousands."""
        for stone in sorted(self.stones, key=lambda stone: stone.mark.at):
            self._marks.update({f"home {home}": stone.mark for home in stone.homes})
            if stone.store:
                self._marks[f"store {stone.store}"] = stone.mark

    def __bool__(self) -> bool:
        """Whether there is anything to forget."""
        return bool(self.stones)

    def digest(self, month: str | None) -> str:
        """Name what is to be forgotten in a month, or anywhere: equal tombstones, equal names."""
        told = [one for one in self.stones if month is None or one.months is None or month in one.months]
        return sha256("".join(sorted(one.name for one in told)).encode()).hexdigest()[:12]

    def mark(self, home: str, store: str | None) -> Mark | None:
        """Return the mark of a record that is to be blanked."""
        return self._marks.get(f"home {home}") or self._marks.get(f"store {store}")


def write_tombstone(
    objects: Objects, workspace: str, name: str, homes: Sequence[str], store: str | None, mark: Mark
) -> None:
    """Say what is to be forgotten: what was known of these homes, or of a store, until the mark."""
    told: dict[str, Any] = {"homes": sorted(homes), "mark": mark.model_dump(mode="json")}
    if store:
        told["store"] = store
    # What arrives later comes in an object of its own, which is merged and blanked whatever its month.
    told["months"] = sorted(_months_of(objects, workspace, homes, store))
    objects.put(f"{erased_prefix(workspace)}{name}.json", dumps(told).encode())


def load_tombstones(objects: Objects, workspace: str) -> Tombstones:
    """Return all tombstones of a workspace."""
    keys = sorted(objects.list(erased_prefix(workspace)))
    return Tombstones(tuple(Tombstone.read(key, objects.get(key)) for key in keys))


_KIND = {FACTS: "type", CASES: "'case'"}
_STORE = {FACTS: "store", CASES: "payload->>'$.store'"}
_KEY = {FACTS: "rows.id", CASES: "rows.home || '#' || rows.number"}
_AT = {FACTS: "occurred_at", CASES: "NULL"}
_AT_ONCE = 10_000


def blanked_rows(database: duckdb.DuckDBPyConnection, dataset: str, rows: str, tombstones: Tombstones) -> str:
    """Return rows (a text of SQL) with those blank that are to be forgotten.

    Only those are taken out of the database: a function of Python's inside it would need numpy, which no layer carries.
    """
    asked = {
        "homes": [home for one in tombstones.stones for home in one.homes],
        "stores": [one.store for one in tombstones.stones if one.store],
    }
    reading = database.cursor()
    reading.execute(
        f"""SELECT {_KEY[dataset]}, {_KIND[dataset]}, home, {_STORE[dataset]}, payload, {_AT[dataset]} FROM {rows} AS rows
        WHERE home IN (SELECT unnest($homes::VARCHAR[]))
          OR {_STORE[dataset]} IN (SELECT unnest($stores::VARCHAR[]))""",
        asked,
    )
    database.execute("CREATE OR REPLACE TABLE blank (key VARCHAR, payload VARCHAR)")
    while found := reading.fetchmany(_AT_ONCE):
        blank = [
            (key, blanked(kind, payload, mark, at and at.replace(tzinfo=UTC)))
            for key, kind, home, store, payload, at in found
            if (mark := tombstones.mark(home, store))
        ]
        database.execute(
            "INSERT INTO blank SELECT unnest($keys::VARCHAR[]), unnest($payloads::VARCHAR[])",
            {"keys": [key for key, _ in blank], "payloads": [payload for _, payload in blank]},
        )
    return f"""(SELECT rows.* REPLACE (coalesce(blank.payload, rows.payload) AS payload)
      FROM {rows} AS rows LEFT JOIN blank ON blank.key = {_KEY[dataset]})"""


def _months_of(objects: Objects, workspace: str, homes: Sequence[str], store: str | None) -> set[str]:
    sql = "SELECT 1 FROM facts WHERE store = $store OR list_contains($homes::VARCHAR[], home) LIMIT 1"
    return {month for month, _ in looked_up(objects, workspace, sql, {"store": store, "homes": list(homes)})}


def is_honoured(listed: Iterable[str], tombstones: Tombstones) -> bool:
    """Whether every merged object was written with all tombstones in force; what came after them is blank as it comes."""
    merged = (key for key in listed if "/compact-" in key)
    return all(key.endswith(f"-{tombstones.digest(month_in(key))}.parquet") for key in merged)


def forgets(objects: Objects, workspace: str, listed: Iterable[str], before: str) -> str:
    """Name what the listed objects have forgotten: all tombstones, or as `before` while they are still being written anew."""
    asked = made_of(objects.list(erased_prefix(workspace)))
    if asked == before or is_honoured(listed, load_tombstones(objects, workspace)):
        return asked
    return before


def is_told(objects: Objects, workspace: str, since: datetime) -> bool:
    """Whether figures and all tables were built from a lake that honoured all tombstones, as it did by `since`.

    In a busy shop there is always something newer than the last build: then it is enough that the build began afterwards.
    """
    listed = {
        key: etag
        for dataset in (FACTS, CASES)
        for key, etag in objects.list(prefix(dataset, workspace)).items()
    }
    manifest = load_manifest(objects, workspace)
    is_newest = manifest.made_of == made_of(listed)
    is_later = manifest.built_at is not None and manifest.built_at > since
    asked = made_of(objects.list(erased_prefix(workspace)))
    has_forgotten = manifest.forgets == asked and is_honoured(listed, load_tombstones(objects, workspace))
    return has_forgotten and (is_newest or is_later)
