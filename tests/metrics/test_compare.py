"""Changes are called by name only when chance does not explain them."""

from random import Random

import pytest

from aftersales.metrics.compare import Direction, change
from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.figure import Figure, Unit
from aftersales.metrics.period import week
from aftersales.metrics.statistics import wilson
from tests.metrics.asking import WEEK, Asker
from tests.metrics.history import at, line, order, returned
from tests.reports.sample import WEEK as SAMPLE_WEEK

RATE = "return_rate.units.by_order"
DRAW = Random(1).randrange


def rate(numerator: int, denominator: int, metric: str = RATE) -> Figure:
    """A share of a week."""
    return Figure(
        metric=metric,
        unit=Unit.SHARE,
        period=WEEK,
        as_of=at("2026-11-20"),
        value=numerator / denominator if denominator else None,
        numerator=numerator,
        denominator=denominator,
        interval=wilson(numerator, denominator) if denominator else None,
        enough=denominator >= 20,
    )


@pytest.mark.parametrize(
    ("now", "before", "direction", "is_better"),
    [
        ((30, 100), (10, 100), Direction.UP, False),
        ((10, 100), (30, 100), Direction.DOWN, True),
        ((12, 100), (10, 100), Direction.NO_CLEAR_CHANGE, None),
        ((9, 10), (1, 10), Direction.TOO_LITTLE_DATA, None),
        ((9, 100), (1, 10), Direction.TOO_LITTLE_DATA, None),
        ((9, 100), (0, 0), Direction.NEW, None),
        ((1, 2), (0, 0), Direction.TOO_LITTLE_DATA, None),
        ((0, 0), (10, 100), Direction.TOO_LITTLE_DATA, None),
    ],
)
def test_a_change_has_a_class(
    now: tuple[int, int], before: tuple[int, int], direction: Direction, *, is_better: bool | None
) -> None:
    """Up and down need an interval without zero; few data say so; a zero base is new."""
    found = change(rate(*now), rate(*before), DRAW)
    assert (found.direction, found.is_better) == (direction, is_better)


def test_more_exchanges_are_not_worse() -> None:
    """Whether up is good depends on the metric."""
    found = change(
        rate(60, 100, "exchange_share.by_request"), rate(20, 100, "exchange_share.by_request"), DRAW
    )
    assert found.is_better is True


def test_a_young_week_is_compared_at_the_same_age(ask: Asker) -> None:
    """Both weeks have a return after three days and one after ten; at five days of age they are equal, so nothing fell."""
    facts = []
    for name, first in (("a", "2026-10-26"), ("b", "2026-11-02")):
        start = at(first)
        facts.append(order(name, first, line(shipped=40)))
        for days in (3, 10):
            when = (
                start.replace(day=start.day) if days == 0 else at(first).fromordinal(start.toordinal() + days)
            )
            facts.append(returned(f"{name}{days}", name, f"{when:%Y-%m-%d}"))
    evaluator = ask.evaluator(facts, as_of="2026-11-09T12:00")
    found = evaluator.compared(RATE, WEEK)
    assert evaluator.figure(RATE, WEEK.previous).numerator == 2
    assert (found.figure.numerator, found.change.before.numerator) == (1, 1)
    assert found.change.direction is Direction.NO_CLEAR_CHANGE


def test_durations_are_compared_by_their_medians(quarter: Evaluator) -> None:
    """The difference of medians has a bootstrap interval around it."""
    found = quarter.compared("first_response", week(SAMPLE_WEEK, "Asia/Shanghai")).change
    assert found.interval is not None
    assert found.difference is not None
    assert found.interval.low <= found.difference <= found.interval.high
