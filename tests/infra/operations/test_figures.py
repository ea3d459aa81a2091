"""`make figures`: figures of a workspace, and whether two engines agree on them."""

from pathlib import Path

from infra.operations.figures import lines
from tests.lake.in_memory import DEMO, lake_of
from tests.metrics.asking import WEEK
from tests.metrics.history import at, order, returned

NAME, SILENT = "return_rate.units.by_order", "csat.share"
NOW = at("2026-11-20")


def test_engines_that_agree_are_printed_side_by_side(tmp_path: Path) -> None:
    """A figure without a value is agreed upon where neither has one."""
    facts = [order("1", "2026-11-03"), order("2", "2026-11-04"), returned("r", "1", "2026-11-05")]
    lakes = [lake_of(tmp_path / name, facts) for name in ("one", "other")]
    (rate, agree), (silent, _) = lines([NAME, SILENT], WEEK, DEMO, lakes, NOW)
    assert agree
    assert rate.split() == [NAME, "0.5", "n", "=", "2", "0.5", "n", "=", "2"]
    assert silent.count("—") == 2


def test_a_difference_is_marked(tmp_path: Path) -> None:
    """An engine that misses one order is found out."""
    lakes = [lake_of(tmp_path / str(n), [order(str(key), "2026-11-03") for key in range(n)]) for n in (2, 3)]
    ((line, agree),) = lines([NAME], WEEK, DEMO, lakes, NOW)
    assert not agree
    assert line.startswith("! ")
