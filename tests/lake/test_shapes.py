"""The records of each kind as typed columns."""

from pathlib import Path

import pytest

from aftersales.lake.shapes import ENVELOPE, columns, kinds
from tests.lake.in_memory import lake_of
from tests.metrics.history import order, returned, review


@pytest.mark.parametrize("kind", kinds())
def test_each_kind_has_a_table_of_all_its_fields(tmp_path: Path, kind: str) -> None:
    """A record's field is a column of its kind's table, and none hides one that every fact has."""
    lake = lake_of(tmp_path)
    names = {row["column_name"] for row in lake.query(f"DESCRIBE newest_{kind}", {})}
    assert names == {*ENVELOPE, *columns(kind)}
    assert not set(ENVELOPE) & set(columns(kind))


def test_values_arrive_as_what_they_are(tmp_path: Path) -> None:
    """Moments are moments, lists are lists of structures, and what is not told is null."""
    lake = lake_of(tmp_path, [order("1", "2026-11-03"), returned("r", "1", "2026-11-05")])
    (row,) = lake.query('SELECT placed_at, lines[1].sku AS sku, paid, "replaces" FROM newest_order', {})
    assert (row["placed_at"].isoformat(), row["sku"], row["paid"], row["replaces"]) == (
        "2026-11-03T00:00:00+00:00",
        "LAMP",
        True,
        None,
    )
    assert lake.query('SELECT "order", lines[1].quantity AS units FROM newest_return', {}) == [
        {"order": "1", "units": 1}
    ]


def test_all_versions_or_the_newest_one(tmp_path: Path) -> None:
    """`facts_…` has a row per version, `newest_…` one per entity."""
    edits = [review("a", "2026-11-03", 1), review("a", "2026-11-03", 5, "2026-11-05")]
    lake = lake_of(tmp_path, edits)
    assert lake.query("SELECT stars FROM facts_review ORDER BY version", {}) == [{"stars": 1}, {"stars": 5}]
    assert lake.query("SELECT stars FROM newest_review", {}) == [{"stars": 5}]
