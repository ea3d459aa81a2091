"""What the lake has to forget, and how its rows are blanked: figures stay, words and names go.

A tombstone is an object under `erased/workspace=…/`: JSON {"homes": [...], "entities": [...], "store": …, "mark": {"at", "salt",
"customers"}}. It stays for good: what arrives late is blanked by the next compaction.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from json import dumps, loads
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from aftersales.customers.forgetting import blanked
from aftersales.lake.layout import CASES, FACTS, Objects, erased_prefix, prefix
from aftersales.lake.manifest import load_manifest, made_of
from aftersales.lake.parts import fetch
from aftersales.records.erasure import Mark

_ALWAYS = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Tombstones:
    """What is to be forgotten in one workspace; `digest` names the whole of it."""

    entities: Mapping[str, Mark] = field(default_factory=dict)
    homes: Mapping[str, Mark] = field(default_factory=dict)
    stores: Mapping[str, Mark] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether there is anything to forget."""
        return bool(self.entities or self.homes or self.stores)

    @property
    def digest(self) -> str:
        """Equal tombstones, equal names."""
        told = [
            sorted((name, mark.model_dump_json()) for name, mark in some.items())
            for some in (self.entities, self.homes, self.stores)
        ]
        return sha256(dumps(told).encode()).hexdigest()[:12]

    def mark(self, entity: str, home: str, payload: str) -> Mark | None:
        """Return the mark of a record that is to be blanked."""
        found = self.homes.get(home) or self.entities.get(entity)
        if found is None and self.stores:
            found = self.stores.get(loads(payload).get("store", ""))
        return found


def tombstone_key(workspace: str, name: str) -> str:
    """Return the key of a tombstone."""
    return f"{erased_prefix(workspace)}{name}.json"


def write_tombstone(
    objects: Objects, workspace: str, name: str, homes: Sequence[str], store: str | None, mark: Mark
) -> None:
    """Say what is to be forgotten: what was known of these homes, or of a store, until the mark."""
    told: dict[str, Any] = {"homes": sorted(homes), "mark": mark.model_dump(mode="json")}
    if store:
        told["store"] = store
    objects.put(tombstone_key(workspace, name), dumps(told).encode())


def load_tombstones(objects: Objects, workspace: str) -> Tombstones:
    """Return all tombstones of a workspace; of two about one thing the later one holds."""
    found: dict[str, dict[str, Mark]] = {"entities": {}, "homes": {}, "stores": {}}
    for key in sorted(objects.list(erased_prefix(workspace))):
        told = loads(objects.get(key))
        mark = Mark.model_validate(told.get("mark") or {"at": _ALWAYS, "salt": key})
        stores = [told["store"]] if told.get("store") else []
        for kind, names in (
            *((kind, told.get(kind, ())) for kind in ("entities", "homes")),
            ("stores", stores),
        ):
            for name in names:
                known = found[kind].get(name)
                if known is None or known.at < mark.at:
                    found[kind][name] = mark
    return Tombstones(found["entities"], found["homes"], found["stores"])


def blanker(tombstones: Tombstones) -> Callable[[str, str, str, str], str]:
    """Return the function (kind, entity, home, payload) → payload that blanks what is to be forgotten."""

    def blank(kind: str, entity: str, home: str, payload: str) -> str:
        mark = tombstones.mark(entity, home, payload)
        return blanked(kind, payload, mark) if mark else payload

    return blank


def homes_of(objects: Objects, workspace: str, customers: Sequence[str], store: str | None) -> list[str]:
    """Return the homes of facts that name one of the customers (by key) or lie in the store, whatever kind they are."""
    found: set[str] = set()
    with TemporaryDirectory() as folder, duckdb.connect() as database:
        for month in _by_month(objects.list(prefix(FACTS, workspace))):
            paths = [str(fetch(objects, key, etag, Path(folder))) for key, etag in month.items()]
            rows = database.execute(
                """SELECT DISTINCT home FROM read_parquet($paths, union_by_name = true)
                WHERE store = $store OR len(list_intersect($customers::VARCHAR[], [payload->>'$.customer',
                  payload->>'$.customer.key', payload->>'$.first', payload->>'$.second'])) > 0""",
                {"paths": paths, "store": store, "customers": list(customers)},
            ).fetchall()
            found.update(str(row[0]) for row in rows)
            for path in paths:
                Path(path).unlink()
    return sorted(found)


def _by_month(listed: Mapping[str, str]) -> Iterator[dict[str, str]]:
    months: dict[str, dict[str, str]] = {}
    for key, etag in sorted(listed.items()):
        months.setdefault(key.rpartition("/")[0], {})[key] = etag
    yield from months.values()


def is_honoured(objects: Objects, workspace: str) -> bool:
    """Whether every object was written with all tombstones of now in force."""
    digest = load_tombstones(objects, workspace).digest
    keys = [key for dataset in (FACTS, CASES) for key in objects.list(prefix(dataset, workspace))]
    return all(key.endswith(f"-{digest}.parquet") for key in keys)


def is_told(objects: Objects, workspace: str) -> bool:
    """Whether figures and all tables were built from a lake that honours all tombstones."""
    listed = {
        key: etag
        for dataset in (FACTS, CASES)
        for key, etag in objects.list(prefix(dataset, workspace)).items()
    }
    manifest = load_manifest(objects, workspace)
    forgets = made_of(objects.list(erased_prefix(workspace)))
    return is_honoured(objects, workspace) and (manifest.made_of, manifest.forgets) == (
        made_of(listed),
        forgets,
    )
