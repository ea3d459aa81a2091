"""One small world for all tests of the demo seller: building and reading it takes seconds."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from aftersales.metrics import period as periods
from aftersales.metrics.evaluate import Evaluator
from aftersales.records.fact import Fact
from infra.local.seller.deliveries import everything
from infra.local.seller.markets import ZONE
from infra.local.seller.office_facts import office_facts
from infra.local.seller.periods import Period, week
from infra.local.seller.reading import SETTINGS, cases_of, facts_of
from infra.local.seller.shapes import World
from infra.local.seller.text_reading import read_texts
from infra.local.seller.world import build
from tests.infra.local.seller.perfect_reader import PerfectReader
from tests.lake.in_memory import lake_of

Both = tuple[periods.Period, Period]
SPANS = ("2026-W31", "2026-W38", "2026-W43", "2026-W45", "all")
NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def world(only_here: Callable[[str], None]) -> World:
    """Return a world of 1,200 orders that ends on 21 November 2026, Shanghai time."""
    only_here("the world")
    return build(now=NOW, orders=1200)


@pytest.fixture(scope="session")
def facts(world: World) -> dict[str, Fact]:
    """Return the facts that the product reads in all deliveries of that world."""
    return facts_of(everything(world))


@pytest.fixture(scope="session")
def all_facts(world: World, facts: dict[str, Fact]) -> dict[str, Fact]:
    """Return those facts, the ones that the seller's people make, and what is read in the texts."""
    made = [*office_facts(world), *read_texts(facts, PerfectReader())]
    return facts | {fact.id: fact for fact in made}


@pytest.fixture(scope="session")
def evaluator(
    world: World, all_facts: dict[str, Fact], tmp_path_factory: pytest.TempPathFactory
) -> Evaluator:
    """Return the product's evaluator over a lake with all facts and cases."""
    folder: Path = tmp_path_factory.mktemp("lake")
    lake = lake_of(folder, all_facts.values(), cases_of(all_facts.values()))
    return Evaluator(lake=lake, settings=SETTINGS, as_of=world.end, draw=lambda count: count // 2)


@pytest.fixture(params=SPANS)
def both(request: pytest.FixtureRequest, world: World) -> Both:
    """Return a week, or the whole half year, as the product and the truth name it."""
    if request.param != "all":
        return periods.week(request.param, ZONE), week(request.param)
    first = world.start.astimezone(ZoneInfo(ZONE)).date()
    return periods.trailing(first + timedelta(days=182), 182, ZONE), Period(world.start, world.end)
