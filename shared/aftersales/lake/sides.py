"""Builds the dossiers of a slice twice, as they were and as they are: what differs is all that news have changed."""

from collections.abc import Collection, Sequence
from pathlib import Path
from shutil import rmtree

from aftersales.lake.layout import Objects
from aftersales.lake.ledger import CREATE_LEDGER
from aftersales.lake.slices import NOW, WAS, News, Slice, cut, exported
from aftersales.lake.tables import OF_ALL, WAITING, rests_on
from aftersales.lake.workshop import Workshop, workshop
from aftersales.metrics.contract import Contract
from aftersales.records.workspace import Settings


def sides_of(
    objects: Objects,
    news: News,
    folder: Path,
    settings: Settings,
    contracts: Sequence[Contract],
    tables: Collection[str],
) -> Path | None:
    """Return a folder with the ledger and the typed tables of both sides; None where news touch too much, or what all rest on."""
    place = folder / "slice"
    rmtree(place, ignore_errors=True)
    place.mkdir()
    found = cut(news, place, exported(objects, settings.workspace, place / "of-all"))
    if found is None:
        return None
    wanted = [one for one in contracts if not rests_on(one.sql) & WAITING]
    for side in (WAS, NOW):
        (place / side).mkdir()
        with workshop(folder, settings, found.records(side), found.cases(side), found.tables(side)) as shop:
            _build(shop, place / side, wanted, tables)
            if side == NOW and not _is_known(shop, place / WAS, found):
                return None
    return place


def _build(shop: Workshop, place: Path, contracts: Sequence[Contract], tables: Collection[str]) -> None:
    shop.database.execute(CREATE_LEDGER)
    for contract in contracts:
        shop.fill(contract)
    for name in tables:
        shop.tables.need(name)
    written = {
        "ledger": "ledger",
        **{name: name for name in tables},
        **{name: shop.tables.need_here(name) for name in OF_ALL},
    }
    for name, table in written.items():
        shop.database.execute(f"COPY {table} TO '{place / name}.parquet' (FORMAT parquet)")


def _is_known(shop: Workshop, was: Path, found: Slice) -> bool:
    """Tell whether the slice adds nothing to the tables of all dossiers and takes nothing away."""
    for name, key in OF_ALL.items():
        here = f"SELECT {key} FROM here_{name}"
        before = f"SELECT {key} FROM '{was / f'{name}.parquet'}'"
        known = f"SELECT {key} FROM ({found.given[name]})"
        for more, than in ((here, known), (before, here)):
            if shop.database.execute(f"({more}) EXCEPT ({than})").fetchone():
                return False
    return True
