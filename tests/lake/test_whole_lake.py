"""A lake fetches what is new and keeps the rest."""

from datetime import UTC, datetime
from pathlib import Path

from aftersales.lake.writer import LakeWriter
from tests.lake.in_memory import DEMO, InMemoryObjects
from tests.lake.whole_lake import DuckLake
from tests.metrics.history import order

COUNT = "SELECT count(*) AS n FROM orders"


def test_an_empty_workspace_has_tables_without_rows(tmp_path: Path) -> None:
    """No object yet is no error."""
    assert DuckLake(DEMO, InMemoryObjects(), tmp_path).query(COUNT, {}) == [{"n": 0}]


def test_only_new_objects_are_fetched(tmp_path: Path) -> None:
    """A refresh without news fetches nothing, one with a new object fetches that, and a replaced object is fetched again."""
    objects = InMemoryObjects()
    writer, lake = LakeWriter(objects), DuckLake(DEMO, objects, tmp_path)
    writer.write("b1", facts=[order("1", "2026-11-01")])
    lake.refresh()
    lake.refresh()
    assert len(objects.fetched) == 1
    writer.write("b2", facts=[order("2", "2026-11-01")])
    lake.refresh()
    assert len(objects.fetched) == 2
    assert lake.query(COUNT, {}) == [{"n": 2}]
    writer.write("b2", facts=[order("2", "2026-11-01"), order("3", "2026-11-01")])
    lake.refresh()
    assert (len(objects.fetched), lake.query(COUNT, {})) == (3, [{"n": 3}])


def test_a_new_process_finds_what_the_last_one_fetched(tmp_path: Path) -> None:
    """The files outlive the process that fetched them, as /tmp does in a warm function."""
    objects = InMemoryObjects()
    LakeWriter(objects).write("b1", facts=[order("1", "2026-11-01")])
    DuckLake(DEMO, objects, tmp_path).refresh()
    DuckLake(DEMO, objects, tmp_path).refresh()
    assert len(objects.fetched) == 1


def test_moments_go_in_and_come_out_in_utc(tmp_path: Path) -> None:
    """Parameters may have any zone; answers are aware and in UTC; parameters that the SQL does not name are left out."""
    lake = DuckLake(DEMO, InMemoryObjects(), tmp_path)
    moment = datetime.fromisoformat("2026-11-16T09:00:00+08:00")
    (row,) = lake.query("SELECT CAST($at AS TIMESTAMP) AS at", {"at": moment, "unused": 1})
    assert row["at"] == datetime(2026, 11, 16, 1, tzinfo=UTC)
