"""Batches become Parquet objects whose keys follow from the batch."""

from pathlib import Path

from aftersales.lake.writer import LakeWriter, Snapshot
from tests.lake.in_memory import DEMO, InMemoryObjects, lake_of, snapshot
from tests.lake.whole_lake import DuckLake
from tests.metrics.history import case, order, shuffled_twice


def test_a_batch_is_cut_by_workspace_and_month() -> None:
    """Each month of facts is an object of its own; cases are not cut."""
    objects = InMemoryObjects()
    facts = [order("1", "2026-10-31"), order("2", "2026-11-01"), order("3", "2026-11-02")]
    foreign = facts[0].having(workspace="other")
    written = LakeWriter(objects).write(
        "b1", facts=[*facts, foreign], cases=[snapshot(case(1, "2026-11-01"))]
    )
    assert written == len(objects) == 4
    assert sorted(objects.bodies) == [
        "cases/workspace=demo/b1.parquet",
        "facts/workspace=demo/month=2026-10/b1.parquet",
        "facts/workspace=demo/month=2026-11/b1.parquet",
        "facts/workspace=other/month=2026-10/b1.parquet",
    ]


def test_a_retry_overwrites() -> None:
    """The same batch again leaves the same objects with the same bytes."""
    objects, writer = InMemoryObjects(), LakeWriter(InMemoryObjects())
    writer = LakeWriter(objects)
    facts = [order("1", "2026-11-01")]
    writer.write("b1", facts=facts)
    before = dict(objects.bodies)
    writer.write("b1", facts=facts)
    assert objects.bodies == before


def test_nothing_is_written_for_nothing() -> None:
    """An empty batch makes no object."""
    assert LakeWriter(InMemoryObjects()).write("b1") == 0


def test_order_and_repetition_do_not_matter(tmp_path: Path) -> None:
    """I3: any permutation with duplicates reads back as the same rows."""
    facts = [order("1", "2026-11-01"), order("1", "2026-11-02"), order("2", "2026-11-03")]
    sql = "SELECT id, version, payload FROM facts ORDER BY id"
    one = lake_of(tmp_path / "a", facts).query(sql, {})
    assert one == lake_of(tmp_path / "b", shuffled_twice(facts)).query(sql, {})
    assert len(one) == 3


def test_workspaces_never_meet(tmp_path: Path) -> None:
    """I10: a lake reads the objects of its own workspace, also when another's name begins alike."""
    objects = InMemoryObjects()
    mine = order("1", "2026-11-01")
    LakeWriter(objects).write("b1", facts=[mine, mine.having(workspace="demo2")])
    lake = DuckLake(DEMO, objects, tmp_path)
    assert lake.query("SELECT DISTINCT workspace FROM facts", {}) == [{"workspace": "demo"}]


def test_a_case_that_moved_is_gone(tmp_path: Path) -> None:
    """A case folded into another dossier leaves the figures, unless it came back later."""
    objects = InMemoryObjects()
    there = snapshot(case(1, "2026-11-01"), 1)
    gone = Snapshot("demo", "order:shop/1", 1, 1, "2", None)
    LakeWriter(objects).write("b1", cases=[gone, there])
    lake = DuckLake(DEMO, objects, tmp_path)
    assert lake.query("SELECT * FROM cases", {}) == []
    LakeWriter(objects).write("b2", cases=[snapshot(case(1, "2026-11-01", seen=2), 3)])
    lake.refresh()
    assert len(lake.query("SELECT * FROM cases", {})) == 1
