"""What reports and alerts are made of."""

from pathlib import Path

import pytest

from aftersales.lake.manifest import load_manifest
from aftersales.lake.refresh import Scope, refresh
from aftersales.metrics.catalogue import contract
from aftersales.records.errors import UnavailableError
from aftersales.wiring.figures import must_be_built
from tests.lake.in_memory import DEMO, InMemoryObjects
from tests.metrics.history import at


def test_nothing_lasting_is_made_before_the_first_build(tmp_path: Path) -> None:
    """R12: right after a deployment nothing is known; a workspace without facts is known to be empty once it was built."""
    objects = InMemoryObjects()
    with pytest.raises(UnavailableError, match="not_built_yet"):
        must_be_built(load_manifest(objects, "demo"))
    scope = Scope(contracts=(contract("return_rate.units.by_order"),), quick=(), all=())
    refresh(objects, tmp_path, DEMO, {}, at("2026-11-20"), scope)
    must_be_built(load_manifest(objects, "demo"))
