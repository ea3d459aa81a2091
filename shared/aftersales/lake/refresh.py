"""Brings a workspace's exported figures up to date with the objects of its lake. Cheap when nothing is new."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from aftersales.lake.building import EVERYTHING, Building, Refreshed, Scope, remember
from aftersales.lake.erasure import forgets
from aftersales.lake.layout import CASES, FACTS, Objects, prefix
from aftersales.lake.manifest import Manifest, load_manifest, made_of, rules_of, save_manifest
from aftersales.lake.parts import Parts, fetch_all
from aftersales.metrics.period import local_day
from aftersales.records.workspace import Settings

__all__ = ["EVERYTHING", "STREAM_LAG", "Refreshed", "Scope", "refresh"]

STREAM_LAG = timedelta(minutes=2)
"""So long the table's stream and its batches may keep a fact from the lake."""


def refresh(
    objects: Objects,
    folder: Path,
    settings: Settings,
    watermarks: Mapping[str, datetime],
    now: datetime,
    scope: Scope = EVERYTHING,
) -> Refreshed:
    """Build and export what differs from the last build; `watermarks` are how far each connection has come by now.

    The dossiers that news touch are built where that gives the same. Everything is built first of a day, on a cold disk or after
    another process has built, by other rules (settings, code), after compaction or erasure, where nothing was known before, with
    rates, with much news, with news of what all dossiers rest on (`OF_ALL`), and where something has drifted.
    """
    folder.mkdir(parents=True, exist_ok=True)
    workspace = settings.workspace
    # Listed before anything is read: what arrives later is the next refresh's, and no mark may run ahead of it.
    facts, cases = objects.list(prefix(FACTS, workspace)), objects.list(prefix(CASES, workspace))
    before = load_manifest(objects, workspace)
    after = _manifest(objects, settings, facts | cases, watermarks, now, before)
    if (before.made_of, before.rules) == (after.made_of, after.rules):
        if before.watermarks != after.watermarks:
            save_manifest(objects, workspace, before.having(watermarks=after.watermarks))
        return Refreshed(0, 0)
    parts = Parts(objects, folder)
    parts.bring(facts)
    paths = _fetched(objects, cases, folder / "cases")
    building = Building(objects, folder, settings, scope, parts, before, after)
    done = building.of_news(facts, paths, cases)
    if done is None:
        done = building.of_everything(paths.values())
    remember(folder, facts | cases)
    parts.merge()
    return done


def _manifest(
    objects: Objects,
    settings: Settings,
    listed: Mapping[str, str],
    watermarks: Mapping[str, datetime],
    now: datetime,
    before: Manifest,
) -> Manifest:
    """What the build of now is made of, and how far it reaches."""
    today = local_day(now, settings.zone).isoformat()
    return Manifest(
        made_of=made_of(listed),
        rules=rules_of(settings),
        watermarks={name: min(mark, now - STREAM_LAG) for name, mark in watermarks.items()},
        began_on=before.began_on or today,
        published_on=today,
        forgets=forgets(objects, settings.workspace, [*listed], before.forgets),
        built_at=now,
    )


def _fetched(objects: Objects, listed: Mapping[str, str], folder: Path) -> dict[str, str]:
    """Fetch objects that are new and drop the files of those that are gone."""
    folder.mkdir(exist_ok=True)
    paths = fetch_all(objects, listed, folder)
    for path in set(folder.glob("*.parquet")) - set(paths.values()):
        path.unlink()
        path.with_suffix(".links").unlink(missing_ok=True)
    return {key: str(path) for key, path in paths.items()}
