"""One build of a workspace's figures: of everything, or of the dossiers that news touch, merged into what was exported."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from json import dumps, loads
from pathlib import Path
from shutil import rmtree

from aftersales.lake.export import NOT_EXPORTED, READ_BY_PEOPLE, Export
from aftersales.lake.layout import Objects
from aftersales.lake.manifest import Manifest, load_manifest, made_of, save_manifest
from aftersales.lake.merging import DriftedError, Merging
from aftersales.lake.parts import Etags, Parts
from aftersales.lake.restate import Restating
from aftersales.lake.sides import sides_of
from aftersales.lake.slices import News
from aftersales.lake.tables import OF_ALL, TABLES, Tables
from aftersales.lake.workshop import Workshop, opened, workshop
from aftersales.metrics.catalogue import CONTRACTS
from aftersales.metrics.contract import Contract
from aftersales.records.workspace import Settings

_LISTED = "listed.json"


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh did: objects written (0: nothing was new), figures of finished weeks that changed, whether of news alone."""

    objects: int
    restated: int
    of_news: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """What is built: contracts, and the typed tables that are exported (`quick` with each build, `all` once a day)."""

    contracts: tuple[Contract, ...] = tuple(CONTRACTS.values())
    quick: tuple[str, ...] = READ_BY_PEOPLE
    all: tuple[str, ...] = (*(name for name in TABLES if name not in NOT_EXPORTED), "settings")


EVERYTHING = Scope()


@dataclass(frozen=True, slots=True)
class Building:
    """What a build starts from: the manifest of `before`, and that of `after`, which lacks nothing but the digests."""

    objects: Objects
    folder: Path
    settings: Settings
    scope: Scope
    parts: Parts
    before: Manifest
    after: Manifest

    def of_everything(self, cases: Collection[str]) -> Refreshed:
        """Build all dossiers."""
        with workshop(self.folder, self.settings, self.parts.select, list(cases)) as shop:
            # Where somebody was erased, no table may keep the words until the next day.
            names = {*(self.scope.all if self._publishes else self.scope.quick), *OF_ALL}
            return self._build(shop, names)

    def of_news(self, facts: Etags, paths: Mapping[str, str], cases: Etags) -> Refreshed | None:
        """Build the dossiers that news touch; None where that does not do. `paths` are the files of the objects of cases."""
        listed = _last_listed(self.folder)
        known = listed.items() <= {**facts, **cases}.items() and made_of(listed) == self.before.made_of
        if self._publishes or not known or self.before.rules != self.after.rules:
            return None
        news = News(
            self.parts,
            self.parts.beyond(listed),
            [path for key, path in paths.items() if key in listed],
            [path for key, path in paths.items() if key not in listed],
        )
        names = {*self.scope.quick} - {*OF_ALL}
        sides = sides_of(self.objects, news, self.folder, self.settings, self.scope.contracts, names)
        if sides is None:
            return None
        with opened(self.folder) as database:
            shop = Merging(
                Tables(database, {}),
                self.settings,
                objects=self.objects,
                before=self.before.digests,
                sides=sides,
                fetched=self.folder / "merged",
                quick=names,
            )
            try:
                return self._build(shop, names)
            except DriftedError:
                return None
            finally:
                # A function's disk is small, and it may go on for days.
                for done in (sides, shop.fetched):
                    rmtree(done, ignore_errors=True)

    @property
    def _publishes(self) -> bool:
        """Whether all typed tables are due: once a day."""
        return (self.before.published_on, self.before.forgets) != (
            self.after.published_on,
            self.after.forgets,
        )

    def _build(self, shop: Workshop, names: Collection[str]) -> Refreshed:
        export = Export(self.objects, self.folder, self.settings.workspace, self.before.digests)
        now = self.after.built_at
        assert now is not None  # noqa: S101 — a build has a moment
        restating = Restating(self.objects, shop, self.before, self.after, now)
        export.holds = restating.compares_rows
        if not export.holds:
            self._begin()
        for contract, months in shop.ledger(self.scope.contracts):
            restating.look(contract, months)
            export.ledger(shop, contract.name, months)
        if export.holds and self._is_overtaken():
            return Refreshed(0, 0)
        if export.holds:
            self._begin()
        # An attempt that died may have kept some of them: under its day they are put in order, under another told twice.
        restated = restating.write(self.parts, self.before.writing_since or self.after.published_on)
        export.release()
        export.cubes(shop)
        export.tables(shop, names)
        save_manifest(self.objects, self.settings.workspace, self.after.having(digests=export.digests))
        return Refreshed(export.written, restated, isinstance(shop, Merging))

    def _begin(self) -> None:
        """Say that something is about to be written: half of it over what was there would be neither."""
        if self.before.made_of:
            save_manifest(self.objects, self.settings.workspace, self.before.unfinished(self.after))

    def _is_overtaken(self) -> bool:
        """Tell whether another refresh finished meanwhile: nothing is put yet, and the next one goes on from there."""
        there = load_manifest(self.objects, self.settings.workspace)
        before = self.before
        return (there.made_of, there.rules, there.built_at) != (before.made_of, before.rules, before.built_at)


def remember(folder: Path, listed: Etags) -> None:
    """Keep the names of what a build came from, for the next one to see what is new."""
    (folder / _LISTED).write_text(dumps(dict(listed)))


def _last_listed(folder: Path) -> dict[str, str]:
    path = folder / _LISTED
    found: dict[str, str] = loads(path.read_text()) if path.exists() else {}
    return found
