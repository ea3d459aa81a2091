"""Brings a workspace's exported figures up to date with the objects of its lake. Cheap when nothing is new."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from aftersales.lake.export import NOT_EXPORTED, READ_BY_PEOPLE, Export
from aftersales.lake.layout import CASES, FACTS, Objects, erased_prefix, prefix
from aftersales.lake.manifest import Manifest, load_manifest, made_of, rules_of, save_manifest
from aftersales.lake.parts import Parts, fetch
from aftersales.lake.restate import Restating
from aftersales.lake.tables import TABLES
from aftersales.lake.workshop import workshop
from aftersales.metrics.catalogue import CONTRACTS
from aftersales.metrics.contract import Contract
from aftersales.metrics.period import local_day
from aftersales.records.workspace import Settings

STREAM_LAG = timedelta(minutes=2)
"""So long the table's stream and its batches may keep a fact from the lake."""
_FETCHES_AT_ONCE = 16


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh did: objects that it wrote (0 when nothing was new), and figures of finished weeks that changed."""

    objects: int
    restated: int


@dataclass(frozen=True, slots=True)
class Scope:
    """What is built: contracts, and the typed tables that are exported (`quick` with each build, `all` once a day)."""

    contracts: tuple[Contract, ...] = tuple(CONTRACTS.values())
    quick: tuple[str, ...] = READ_BY_PEOPLE
    all: tuple[str, ...] = (*(name for name in TABLES if name not in NOT_EXPORTED), "settings")


EVERYTHING = Scope()


def refresh(
    objects: Objects,
    folder: Path,
    settings: Settings,
    watermarks: Mapping[str, datetime],
    now: datetime,
    scope: Scope = EVERYTHING,
) -> Refreshed:
    """Build and export what differs from the last build; `watermarks` are how far each connection has come by now."""
    folder.mkdir(parents=True, exist_ok=True)
    workspace = settings.workspace
    # Listed before anything is read: what arrives later is the next refresh's, and no mark may run ahead of it.
    facts, cases = objects.list(prefix(FACTS, workspace)), objects.list(prefix(CASES, workspace))
    before = load_manifest(objects, workspace)
    marks = {name: min(mark, now - STREAM_LAG) for name, mark in watermarks.items()}
    name, rules = made_of(facts | cases), rules_of(settings)
    if (before.made_of, before.rules) == (name, rules):
        if before.watermarks != marks:
            save_manifest(objects, workspace, before.having(watermarks=marks))
        return Refreshed(0, 0)
    parts = Parts(objects, folder)
    parts.bring(facts)
    today, forgets = local_day(now, settings.zone).isoformat(), made_of(objects.list(erased_prefix(workspace)))
    export = Export(objects, folder, workspace, before.digests)
    with workshop(folder, settings, parts.select, _fetched(objects, cases, folder / "cases")) as shop:
        restating = Restating(objects, shop, before, rules, now)
        export.holds = restating.is_wanted
        for contract, months in shop.ledger(scope.contracts):
            restating.look(contract, months)
            export.ledger(shop, contract.name, months)
        if export.holds and _is_overtaken(objects, workspace, before):
            return Refreshed(0, 0)
        restated = restating.write(parts)
        export.release()
        export.cubes(shop)
        # Where somebody was erased, no table may keep the words until the next day.
        publishes = (before.published_on, before.forgets) != (today, forgets)
        export.tables(shop, scope.all if publishes else scope.quick)
    manifest = Manifest(
        made_of=name,
        rules=rules,
        digests=export.digests,
        watermarks=marks,
        published_on=today,
        forgets=forgets,
        built_at=now,
    )
    save_manifest(objects, workspace, manifest)
    return Refreshed(export.written, restated)


def _is_overtaken(objects: Objects, workspace: str, before: Manifest) -> bool:
    """Tell whether another refresh finished meanwhile: nothing is put yet, and the next one goes on from there."""
    there = load_manifest(objects, workspace)
    return (there.made_of, there.rules, there.built_at) != (before.made_of, before.rules, before.built_at)


def _fetched(objects: Objects, listed: Mapping[str, str], folder: Path) -> list[str]:
    """Fetch objects that are new and drop the files of those that are gone."""
    folder.mkdir(exist_ok=True)
    with ThreadPoolExecutor(_FETCHES_AT_ONCE) as pool:
        paths = list(pool.map(lambda key: fetch(objects, key, listed[key], folder), sorted(listed)))
    for path in set(folder.glob("*.parquet")) - set(paths):
        path.unlink()
    return [str(path) for path in paths]
