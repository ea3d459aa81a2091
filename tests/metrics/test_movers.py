"""Movers, with numbers reasoned by hand."""

from datetime import timedelta

import pytest

from aftersales.metrics.movers import Mover, movers
from aftersales.metrics.period import named
from aftersales.metrics.ranking import problem_types
from aftersales.metrics.significance import fisher_exact, two_proportions
from aftersales.metrics.statistics import Z95, wilson
from aftersales.records.after_sales import ReturnLine
from aftersales.records.case import Case
from aftersales.records.cause import Cause
from aftersales.records.fact import Fact
from tests.metrics.asking import WEEK, Asker
from tests.metrics.history import case, line, order, returned

NOW, BEFORE = "2026-11-03", "2026-10-27"


def sold(sku: str, back: int, units: int, when: str) -> list[Fact]:
    """So many units of a product sold on a day, and so many of them asked back at once."""
    key = f"{sku}-{when}"
    facts = [order(key, when, line(sku=sku, shipped=units))]
    lines = ReturnLine(line="1", sku=sku, quantity=back)
    return [*facts, returned(f"r{key}", key, when, lines)] if back else facts


TWO_WEEKS = [
    *sold("A", 10, 100, BEFORE),
    *sold("B", 10, 200, BEFORE),
    *sold("C", 5, 100, BEFORE),
    *sold("A", 30, 100, NOW),
    *sold("B", 12, 200, NOW),
    *sold("C", 6, 20, NOW),
    *sold("FEW", 9, 19, NOW),
]
"""Over all 25 of 400 came back before (6.25 %), and 57 of 339 now."""


def keys(found: tuple[Mover, ...]) -> list[str]:
    """The names in their order."""
    return [mover.key for mover in found]


def test_three_columns_by_hand(ask: Asker) -> None:
    """A has the highest lower bound, the most surplus and the most growth; C's six of twenty come second; B is below average."""
    found = movers(ask.evaluator(TWO_WEEKS), WEEK)
    assert (keys(found.worst), keys(found.impact), keys(found.fastest)) == (
        ["A", "C", "B"],
        ["A", "C"],
        ["A", "C"],
    )
    baseline = 57 / 339
    first = found.impact[0]
    assert first.excess == pytest.approx(30 - 100 * baseline)
    assert first.growth == pytest.approx((30 - 100 * baseline) - (10 - 100 * 25 / 400))
    assert first.low == wilson(30, 100).low
    assert (found.family, found.dispersion) == (3, 1)


def test_growth_is_adjusted_for_the_family(ask: Asker) -> None:
    """A's z test and C's exact test (1.8 expected) are adjusted for the three products that were tested that day."""
    found = {mover.key: mover.tested for mover in movers(ask.evaluator(TWO_WEEKS), WEEK).worst}
    first, second = two_proportions((30, 100), (10, 100)), fisher_exact((6, 20), (5, 100))
    assert first == pytest.approx(0.000407, abs=1e-6)
    assert found["A"] is not None
    assert found["C"] is not None
    assert (found["A"].p, found["A"].adjusted) == pytest.approx((first, 3 * first))
    assert (found["C"].p, found["C"].adjusted) == pytest.approx((second, 3 / 2 * second))
    assert found["B"] is not None
    assert not found["B"].is_real


def test_few_units_move_nothing(ask: Asker) -> None:
    """Nine of nineteen is not judged; with a lower minimum it leads by level, but without a past it cannot have grown."""
    found = movers(ask.evaluator(TWO_WEEKS), WEEK, minimum=10)
    assert (found.worst[0].key, found.worst[0].tested, found.worst[0].growth) == ("FEW", None, None)
    assert "FEW" not in keys(found.fastest)


def test_ties_are_broken_by_excess_and_then_by_name(ask: Asker) -> None:
    """Equal bounds: the bigger surplus first; equal surplus: by name."""
    facts = [*sold("Z", 5, 50, NOW), *sold("Y", 5, 50, NOW), *sold("X", 0, 100, NOW)]
    found = movers(ask.evaluator(facts), WEEK)
    assert keys(found.worst) == keys(found.impact) == ["Y", "Z"]


def test_weeks_that_swing_make_bounds_wider_and_p_bigger(ask: Asker) -> None:
    """Twelve mature weeks that alternate between 2 and 18 of 100 scatter far beyond binomial; C's six of twenty prove nothing then."""
    swings = [
        fact
        for back in range(12)
        for fact in sold(
            "C", 2 if back % 2 else 18, 100, f"{WEEK.first - timedelta(days=45 + 7 * back):%Y-%m-%d}"
        )
    ]
    found = movers(ask.evaluator([*TWO_WEEKS, *swings]), WEEK)
    assert found.dispersion > 5
    assert found.worst[0].low == pytest.approx(wilson(30, 100, z=Z95 * found.dispersion**0.5).low)
    assert keys(found.fastest) == []


def talked(cause: Cause, count: int, when: str) -> list[Case]:
    """So many cases of a cause."""
    return [case(1, when, cause, home=f"order:shop/{when}{cause}{number}") for number in range(count)]


def test_problem_types_by_count_and_by_growth(ask: Asker) -> None:
    """Size leads with 40 of 100 as it did before; damage grew from 2 to 20: 20 - 2/100 · 100 = 18 cases more than at its old share."""
    before = [
        (Cause.SIZE_TOO_SMALL, 40),
        (Cause.QUALITY, 30),
        (Cause.DAMAGED_IN_TRANSIT, 2),
        (Cause.WRONG_ITEM, 28),
    ]
    now = [
        (Cause.SIZE_TOO_SMALL, 40),
        (Cause.QUALITY, 24),
        (Cause.DAMAGED_IN_TRANSIT, 20),
        (Cause.WRONG_ITEM, 16),
    ]
    cases = [one for cause, count in before for one in talked(cause, count, BEFORE)]
    cases += [one for cause, count in now for one in talked(cause, count, NOW)]
    found = problem_types(ask.evaluator([], cases), WEEK)
    assert [cause.cause for cause in found.by_count] == ["size_fit", "quality", "damaged_in_transit"]
    assert [(cause.cause, cause.extra) for cause in found.by_growth] == [("damaged_in_transit", 18)]
    assert found.family == 4


def test_a_running_month_is_set_against_as_many_days_of_the_month_before(ask: Asker) -> None:
    """On the tenth of March what counts is February up to its tenth, though March is three days longer."""
    facts = [
        *sold("A", 3, 30, "2026-02-09"),
        *sold("A", 3, 30, "2026-03-09"),
        *sold("A", 9, 30, "2026-02-12"),
    ]
    march = named("2026-03", "Asia/Shanghai")
    (found,) = movers(ask.evaluator(facts, as_of="2026-03-10T10:00"), march).worst
    assert (found.figure.denominator, found.before and found.before.denominator) == (30, 30)
