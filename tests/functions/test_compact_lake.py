"""compact_lake: many small objects become few."""

from pathlib import Path

import pytest

from aftersales.lake.writer import LakeWriter
from functions.compact_lake.handler import handler
from tests.functions.events import event
from tests.functions.test_refresh_cubes import app
from tests.metrics.history import order


def test_a_months_objects_become_one(tmp_path: Path) -> None:
    """The schedule names no workspace and means all; a second run finds nothing to do."""
    cubes = app(tmp_path)
    LakeWriter(cubes.objects).write("b2", facts=[order("2", "2026-11-04")])
    assert handler(event("compact_lake", "schedule"), None, cubes) == {"demo": {"merged": 2, "into": 1}}
    assert handler(event("compact_lake", "one_workspace"), None, cubes) == {"demo": {"merged": 0, "into": 0}}


def test_trouble_is_told(tmp_path: Path) -> None:
    """An object that is no Parquet stays where it is, and the schedule tries again."""
    cubes = app(tmp_path)
    key = "facts/workspace=demo/month=2026-11/torn.parquet"
    cubes.objects.put(key, b"no parquet")
    with pytest.raises(RuntimeError, match="compacting failed"):
        handler(event("compact_lake", "schedule"), None, cubes)
    assert key in cubes.objects.list("facts/")
