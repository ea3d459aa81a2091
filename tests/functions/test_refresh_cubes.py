"""refresh_cubes: figures are up to date with the lake."""

from pathlib import Path

import pytest

from aftersales.lake.writer import LakeWriter
from aftersales.wiring.cubes import CubesApp
from functions.refresh_cubes.handler import handler
from tests.cases.in_memory import InMemoryWorkspaceStore
from tests.functions.events import event
from tests.lake.in_memory import DEMO, InMemoryObjects
from tests.metrics.history import order


def app(folder: Path) -> CubesApp:
    """A workspace with one order in the lake."""
    workspaces, objects = InMemoryWorkspaceStore(), InMemoryObjects()
    workspaces.save_settings(DEMO)
    LakeWriter(objects).write("b", facts=[order("1", "2026-11-03")])
    return CubesApp(workspaces=workspaces, objects=objects, folder=folder)


def test_every_workspace_is_refreshed(tmp_path: Path) -> None:
    """The schedule names none and means all; a second firing finds nothing new."""
    cubes = app(tmp_path)
    assert handler(event("refresh_cubes", "schedule"), None, cubes)["demo"]["objects"] > 0
    assert handler(event("refresh_cubes", "one_workspace"), None, cubes) == {
        "demo": {"objects": 0, "restated": 0}
    }


def test_a_workspace_in_trouble_is_told_after_all_were_tried(tmp_path: Path) -> None:
    """The schedule tries again, which doubles nothing."""
    cubes = app(tmp_path)
    cubes.objects.put("facts/workspace=demo/month=2026-11/torn.parquet", b"no parquet")
    with pytest.raises(RuntimeError, match="refreshing failed"):
        handler(event("refresh_cubes", "schedule"), None, cubes)
