"""Small objects become one per month; nothing is lost, whatever happens half-way; what is to be forgotten is blank."""

import re
from dataclasses import replace
from json import dumps, loads
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from aftersales import lake
from aftersales.lake.compact import Compacted, compact
from aftersales.lake.erasure import is_honoured, is_told, load_tombstones, write_tombstone
from aftersales.lake.layout import Objects
from aftersales.lake.persons import homes_of_store
from aftersales.lake.refresh import Scope, refresh
from aftersales.lake.writer import LakeWriter
from aftersales.metrics.catalogue import contract
from aftersales.records.cause import Cause
from aftersales.records.erasure import Mark
from aftersales.records.message import Author
from tests.lake.in_memory import DEMO, InMemoryObjects, snapshot
from tests.lake.test_refresh import NOW, cells, exported
from tests.metrics.history import at, case, message, order, returned, review

FACTS = [
    order("1", "2026-10-20"),
    order("2", "2026-11-03"),
    returned("r", "1", "2026-11-12"),
    review("a", "2026-11-03", 1),
    message("m1", "2026-11-03T08:00", Author.CUSTOMER),
]


_METRICS = ("return_rate.units.by_order", "neg_review_rate.by_review", "backlog")
SOME = Scope(
    contracts=tuple(contract(name) for name in _METRICS),
    quick=("messages", "review_versions"),
    all=("messages", "review_versions"),
)


def filled() -> InMemoryObjects:
    """A bucket with an object per fact, one of them written twice, and two snapshots of a case."""
    objects = InMemoryObjects()
    for place, one in enumerate([*FACTS, FACTS[0]]):
        LakeWriter(objects).write(f"b{place}", facts=[one])
    for place, seen in enumerate((1, 2)):
        known = case(1, "2026-11-03", Cause.QUALITY, seen=seen)
        LakeWriter(objects).write(f"c{place}", cases=[snapshot(known, place)])
    return objects


def keys(objects: Objects) -> list[str]:
    """The objects that were written by the stream or by compacting."""
    return sorted([*objects.list("facts/"), *objects.list("cases/")])


def test_each_month_becomes_one_object(tmp_path: Path) -> None:
    """Two months and the cases are three objects afterwards; all figures stay; doing it again does nothing."""
    objects = filled()
    refresh(objects, tmp_path / "before", DEMO, {}, NOW, SOME)
    before = cells(exported(objects, tmp_path / "a"))
    assert compact(objects, "demo") == Compacted(merged=8, into=3)
    assert len(keys(objects)) == 3
    assert refresh(objects, tmp_path / "before", DEMO, {}, NOW, SOME).restated == 0
    assert cells(exported(objects, tmp_path / "b")) == before
    assert compact(objects, "demo") == Compacted(merged=0, into=0)


def test_a_crash_half_way_loses_nothing(tmp_path: Path) -> None:
    """The merged object lies there before an input goes: rows that are there twice count once, and the next run ends the work."""
    objects, whole = Fragile(filled().bodies), filled()
    refresh(whole, tmp_path / "whole", DEMO, {}, NOW, SOME)
    for left in (2, 1):
        objects.deletes = left
        try:
            compact(objects, "demo")
        except ConnectionError:
            refresh(objects, tmp_path / "torn", DEMO, {}, NOW, SOME)
            assert cells(exported(objects, tmp_path / str(left))) == cells(exported(whole, tmp_path / "w"))
    objects.deletes = 99
    compact(objects, "demo")
    assert len(keys(objects)) == 3


class Fragile(InMemoryObjects):
    """Fails after so many deletions."""

    def __init__(self, bodies: dict[str, bytes]) -> None:
        super().__init__()
        self.bodies = bodies
        self.deletes = 0

    def delete(self, key: str) -> None:
        if not self.deletes:
            raise ConnectionError
        self.deletes -= 1
        super().delete(key)


def test_what_is_to_be_forgotten_is_blank(tmp_path: Path) -> None:
    """Words and names go from objects and tables; orders, stars and times stay, and so does every figure."""
    objects = filled()
    refresh(objects, tmp_path / "r", DEMO, {}, NOW, SOME)
    before = cells(exported(objects, tmp_path / "a"))
    compact(objects, "demo")
    assert b"hello" in everything(objects) or texts(objects, tmp_path / "t") != {""}
    tombstone = dumps({"homes": [FACTS[3].home, FACTS[4].home]})
    objects.put("erased/workspace=demo/ann.json", tombstone.encode())
    assert compact(objects, "demo").into == 3
    refresh(objects, tmp_path / "r", DEMO, {}, NOW, SOME)
    assert cells(exported(objects, tmp_path / "b")) == before
    assert texts(objects, tmp_path / "u") == {""}
    assert compact(objects, "demo").into == 0


def test_a_build_while_the_lake_is_forgetting_is_not_the_last_to_publish(tmp_path: Path) -> None:
    """Between tombstone and compaction tables still hold the words: those that come once a day come again afterwards."""
    objects = filled()
    scope = replace(SOME, quick=())
    compact(objects, "demo")
    refresh(objects, tmp_path / "r", DEMO, {}, NOW, scope)
    mark = Mark(at=at("2026-12-01"), salt="salt")
    write_tombstone(objects, "demo", "ann", [FACTS[3].home, FACTS[4].home], None, mark)
    LakeWriter(objects).write("news", facts=[order("9", "2026-11-04")])
    refresh(objects, tmp_path / "r", DEMO, {}, NOW, scope)
    assert not is_told(objects, "demo", NOW)
    compact(objects, "demo")
    assert not is_told(objects, "demo", NOW)
    refresh(objects, tmp_path / "r", DEMO, {}, NOW, scope)
    assert is_told(objects, "demo", NOW)
    assert texts(objects, tmp_path / "u") == {""}


def payload(objects: InMemoryObjects, fact: str) -> dict[str, object]:
    """What the lake says of one fact."""
    with duckdb.connect() as database, TemporaryDirectory() as folder:
        for place, key in enumerate(objects.list("facts/")):
            Path(folder, f"{place}.parquet").write_bytes(objects.bodies[key])
        sql = "SELECT payload FROM read_parquet($paths) WHERE id = $id"
        [row] = database.execute(sql, {"paths": f"{folder}/*.parquet", "id": fact}).fetchall()
    found: dict[str, object] = loads(row[0])
    return found


def everything(objects: InMemoryObjects) -> bytes:
    """All bytes of facts."""
    return b"".join(objects.bodies[key] for key in objects.list("facts/"))


def texts(objects: InMemoryObjects, folder: Path) -> set[object]:
    """The words that the exported tables hold."""
    lake = exported(objects, folder)
    rows = [*lake.query("SELECT text FROM messages", {}), *lake.query("SELECT text FROM review_versions", {})]
    return {row["text"] for row in rows}


def test_only_the_months_are_written_anew_in_which_there_is_something_to_forget() -> None:
    """One person's words lie in few months of many; a late fact of theirs is blanked in whatever month it comes."""
    objects = filled()
    compact(objects, "demo")
    untouched = next(iter(objects.list("facts/workspace=demo/month=2026-10")))
    mark = Mark(at=at("2026-12-01"), salt="salt")
    write_tombstone(objects, "demo", "ann", [FACTS[4].home], None, mark)
    assert not is_honoured(keys(objects), load_tombstones(objects, "demo"))
    assert compact(objects, "demo") == Compacted(merged=2, into=2)
    assert is_honoured(keys(objects), load_tombstones(objects, "demo"))
    assert untouched in objects
    late = message("m0", "2026-10-21T08:00", Author.CUSTOMER)
    assert late.home == FACTS[4].home
    LakeWriter(objects).write("late", facts=[late])
    assert compact(objects, "demo").into == 1
    assert payload(objects, late.id)["text"] == ""
    assert homes_of_store(objects, "demo", "shop") == sorted({one.home for one in FACTS})


def test_nothing_of_the_lake_needs_numpy() -> None:
    """No layer carries it: a function of Python's inside DuckDB, or a table as an array, would fail on the running system alone."""
    needing = re.compile(r"create_function\(|fetchnumpy|\.df\(|\.arrow\(")
    folder = Path(lake.__file__).parent
    assert [path.name for path in folder.glob("*.py") if needing.search(path.read_text("utf-8"))] == []
