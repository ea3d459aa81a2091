"""The product's own figures, computed by its contracts over its lake, against the truth counted without it."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from aftersales.metrics import period as periods
from aftersales.metrics.alert_rules import shipped
from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.figure import Figure, Filters
from aftersales.metrics.ranking import product_figures
from aftersales.metrics.thresholds import passed, window
from aftersales.records.alert import Severity
from infra.local.seller.markets import SHOPIFY, ZONE
from infra.local.seller.periods import Period, last_week, week
from infra.local.seller.reading import SETTINGS
from infra.local.seller.shapes import World
from infra.local.seller.truth import Hours, Rate, Truth, Where, truth

WEEKS = ("2026-W24", "2026-W31", "2026-W38", "2026-W43", "2026-W46")


@pytest.fixture(scope="module")
def known(world: World) -> Truth:
    """Return the truth of the same world."""
    return truth(world)


def _same(figure: Figure, rate: Rate) -> None:
    assert (figure.numerator, figure.denominator) == (rate.numerator, rate.denominator)
    if figure.interval:
        assert figure.interval.low == pytest.approx(rate.low)


def _same_hours(figure: Figure, hours: Hours) -> None:
    assert figure.denominator == hours.n
    assert figure.value == pytest.approx(hours.median)
    assert figure.tail == pytest.approx(hours.p90)


@pytest.mark.parametrize("text", WEEKS)
def test_weeks_are_the_same_weeks(text: str) -> None:
    """An ISO week begins on Monday in the seller's zone, for both."""
    ours, theirs = week(text), periods.week(text, ZONE)
    assert (ours.start, ours.end) == (theirs.start, theirs.end)


@pytest.mark.parametrize("text", WEEKS)
def test_rates_equal_the_truth(evaluator: Evaluator, known: Truth, text: str) -> None:
    """Numerators and denominators of every rate are the very same numbers."""
    theirs, ours = periods.week(text, ZONE), week(text)
    _same(evaluator.figure("return_rate.units.by_order", theirs), known.return_rate(ours))
    _same(evaluator.figure("return_rate.orders.by_order", theirs), known.returned_orders(ours))
    _same(evaluator.figure("refund_rate.orders.by_order", theirs), known.refund_rate(ours))
    _same(evaluator.figure("exchange_share.by_request", theirs), known.exchange_share(ours))
    _same(evaluator.figure("neg_review_rate.by_review", theirs), known.negative_reviews(ours))


@pytest.mark.parametrize("text", WEEKS)
def test_waiting_times_equal_the_truth(evaluator: Evaluator, known: Truth, text: str) -> None:
    """First responses, all responses, and who is still waiting at the week's end."""
    theirs, ours = periods.week(text, ZONE), week(text)
    _same_hours(evaluator.figure("first_response", theirs), known.first_response(ours))
    _same_hours(evaluator.figure("response", theirs), known.response(ours))
    assert evaluator.figure("awaiting", theirs).value == known.awaiting(ours)[0]


def test_a_part_of_the_business_equals_its_truth(evaluator: Evaluator, known: Truth, world: World) -> None:
    """A store, a market and a product over the whole half year."""
    first = world.start.astimezone(ZoneInfo(ZONE)).date()
    theirs = periods.trailing(first + timedelta(days=182), 182, ZONE)
    ours = Period(world.start, world.end)
    for filters, where in (
        (Filters(store=SHOPIFY), Where(store=SHOPIFY)),
        (Filters(market="US"), Where(market="US")),
        (Filters(sku="AL-JKT-03"), Where(sku="AL-JKT-03")),
    ):
        figure = evaluator.figure("return_rate.units.by_order", theirs, filters)
        _same(figure, known.return_rate(ours, where))


def test_rankings_and_alarms_equal_the_truth(evaluator: Evaluator, known: Truth) -> None:
    """The worst products come in the same order, and the same ones are above the threshold."""
    rule = shipped(SETTINGS)[0]
    period = window(evaluator, rule)
    ours = known.top_products(Period(period.start, period.end), None)
    theirs = product_figures(evaluator, period)
    assert [(one.key, one.numerator) for one in theirs] == [(sku, rate.numerator) for sku, rate in ours]
    found = {one.filters["sku"]: one.severity for one in passed(evaluator, rule)}
    assert found == {sku: Severity(level) for sku, level in known.alerts().items()}


def test_an_earlier_week_is_read_with_its_own_knowledge(
    evaluator: Evaluator, known: Truth, world: World
) -> None:
    """As of a week ago, what came later is not known."""
    before = world.end - timedelta(days=7)
    theirs, ours = periods.week("2026-W45", ZONE), week("2026-W45")
    _same(
        evaluator.at(before).figure("return_rate.units.by_order", theirs), known.at(before).return_rate(ours)
    )
    _same(
        evaluator.at(before).figure("refund_rate.orders.by_order", theirs), known.at(before).refund_rate(ours)
    )


def test_the_last_whole_week_is_found(world: World) -> None:
    """The report of the demo is about the newest week that is over."""
    assert last_week(world) == "2026-W46"
    assert week("2026-W46").end.astimezone(ZoneInfo(ZONE)).date() == date(2026, 11, 16)
