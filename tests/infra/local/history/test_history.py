"""A long history is the half year again and again, and no copy meets another."""

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from infra.local.history.copies import write_copies
from infra.local.history.pattern import Pattern, pattern
from infra.local.seller.world import build

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
SHIFTS = 2


@pytest.fixture(scope="module")
def model() -> Pattern:
    """Return the pattern of a small world and its shift by half a year."""
    return pattern(build(now=NOW, orders=80), "history", SHIFTS)


@pytest.fixture(scope="module")
def lake(model: Pattern, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with three copies of that pattern."""
    folder: Path = tmp_path_factory.mktemp("history")
    write_copies(model, folder, "history", 3 * len(model.facts))
    return folder


def _ask(sql: str, folder: Path, dataset: str) -> list[tuple[object, ...]]:
    files = f"{folder}/{dataset}/workspace=history/**/*.parquet"
    found: list[tuple[object, ...]] = duckdb.execute(sql.format(f"read_parquet('{files}')")).fetchall()
    return found


def test_every_fact_of_every_copy_is_its_own(lake: Path, model: Pattern) -> None:
    """Ids differ, and each copy has as many orders, returns and messages as the pattern."""
    facts = 3 * len(model.facts)
    assert _ask("SELECT count(*), count(DISTINCT id) FROM {}", lake, "facts") == [(facts, facts)]
    kinds = {row[0]: row[1] for row in _ask("SELECT type, count(*) FROM {} GROUP BY type", lake, "facts")}
    for kind in ("order", "return", "message", "understanding"):
        assert kinds[kind] == 3 * sum(row[6] == kind for row in model.facts)


def test_no_mark_is_left(lake: Path) -> None:
    """A mark that stays would be a name that copies share."""
    marked = "SELECT count(*) FROM {} AS one WHERE regexp_matches(CAST(one AS VARCHAR), '[§¤]')"
    assert _ask(marked, lake, "facts") == _ask(marked, lake, "cases") == [(0,)]


def test_what_belongs_together_stays_together(lake: Path) -> None:
    """Returns, refunds and cases name an order of their own copy."""
    orphans = """SELECT count(*) FROM (SELECT store, payload ->> 'order' AS key FROM {0} WHERE type IN ('return', 'refund'))
    WHERE (store, key) NOT IN (SELECT (store, payload ->> 'key') FROM {0} WHERE type = 'order')"""
    assert _ask(orphans, lake, "facts") == [(0,)]


def test_the_past_is_a_half_year_older(lake: Path) -> None:
    """Shifted facts are dated 26 weeks earlier, in their columns and in their words."""
    same = """SELECT count(*) FROM {} WHERE type = 'order'
    AND CAST(payload ->> 'placed_at' AS TIMESTAMP) NOT BETWEEN occurred_at - INTERVAL 60 DAY AND occurred_at"""
    assert _ask(same, lake, "facts") == [(0,)]
    first, last = _ask("SELECT min(occurred_at), max(occurred_at) FROM {}", lake, "facts")[0]
    assert isinstance(first, datetime)
    assert isinstance(last, datetime)
    assert (last - first).days > 300
