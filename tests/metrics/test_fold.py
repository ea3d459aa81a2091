"""The SQL of the figures against a fold in plain Python, over random histories in random order."""

from collections import defaultdict
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from aftersales.metrics.evaluate import Evaluator
from aftersales.records.after_sales import Refund, RefundStatus, Return, ReturnLine, ReturnStatus, Review
from aftersales.records.fact import Fact
from aftersales.records.order import Order, OrderStatus
from tests.lake.in_memory import lake_of
from tests.metrics.asking import WEEK
from tests.metrics.history import SETTINGS, at, line, order, refund, returned, review

R = TypeVar("R")
AS_OF = at("2026-11-24T16:00")
"""A midnight in Shanghai: knowledge has the grain of a local day."""

DAYS = st.integers(0, 27).map(lambda day: f"{at('2026-10-29') + timedelta(days=day):%Y-%m-%dT%H:%M}")
KEYS = st.sampled_from("1234")
SKUS = st.sampled_from(("A", "B"))

ORDERS = st.builds(
    lambda key, when, bought, changes: order(
        key, when, *(line(str(place), sku, units) for place, (sku, units) in enumerate(bought)), **changes
    ),
    KEYS,
    DAYS,
    st.lists(st.tuples(SKUS, st.integers(0, 3)), min_size=1, max_size=3),
    st.fixed_dictionaries(
        {},
        optional={
            "is_test": st.sampled_from([True]),
            "status": st.just(OrderStatus.CANCELLED),
            "paid": st.booleans(),
            "replaces": st.just("9"),
        },
    ),
)
RETURNS = st.builds(
    lambda key, of, when, parts, status: returned(
        key,
        of,
        when,
        *(ReturnLine(line=place, sku=sku, quantity=units) for place, sku, units in parts),
        status=status,
    ),
    KEYS,
    st.none() | KEYS,
    DAYS,
    st.lists(st.tuples(st.none() | st.sampled_from("012"), SKUS, st.integers(1, 3)), min_size=1, max_size=2),
    st.sampled_from(tuple(ReturnStatus)),
)
REFUNDS = st.builds(refund, KEYS, KEYS, DAYS, st.integers(1, 2000), st.sampled_from(tuple(RefundStatus)))
REVIEWS = st.builds(
    lambda key, posted, stars, later, visible: review(
        key, posted, stars, f"{at(posted) + timedelta(days=later):%Y-%m-%dT%H:%M}", visible=visible
    ),
    KEYS,
    DAYS,
    st.none() | st.integers(1, 5),
    st.integers(0, 20),
    st.booleans(),
)
HISTORIES = st.lists(ORDERS | RETURNS | REFUNDS | REVIEWS, max_size=25)


def newest(facts: list[Fact], until: datetime | None = None) -> dict[str, Fact]:
    """The newest version of each entity, ties by id."""
    found: dict[str, Fact] = {}
    for one in facts:
        known = found.get(one.entity)
        if (until is None or one.occurred_at < until) and (
            known is None or (known.version, known.id) < (one.version, one.id)
        ):
            found[one.entity] = one
    return found


def records(facts: dict[str, Fact], kind: type[R]) -> list[R]:
    """The records of one kind."""
    return [one.record for one in facts.values() if isinstance(one.record, kind)]


def sold(facts: list[Fact]) -> list[Order]:
    """Orders of the week that are sales."""
    orders = records(newest(facts), Order)
    return [
        one
        for one in orders
        if not one.is_test and not one.replaces and WEEK.start <= one.placed_at < WEEK.end
    ]


def return_rate(facts: list[Fact]) -> tuple[int, int]:
    """Fold the return rate by hand."""
    asked: dict[tuple[str, str], int] = defaultdict(int)
    loose: dict[tuple[str, str], int] = defaultdict(int)
    orders = {one.key: one for one in records(newest(facts), Order)}
    for one in records(newest(facts), Return):
        if one.status is ReturnStatus.CANCELLED or one.order is None or one.requested_at >= AS_OF:
            continue
        lines = {part.key for part in orders[one.order].lines} if one.order in orders else set()
        for part in one.lines:
            if part.line in lines:
                asked[one.order, str(part.line)] += part.quantity
            else:
                loose[one.order, str(part.sku)] += part.quantity
    numerator = denominator = 0
    for sale in sold(facts):
        if sale.status is OrderStatus.CANCELLED:
            continue
        for bought in sale.lines:
            named = min(bought.shipped, asked[sale.key, bought.key])
            rest = min(bought.shipped - named, loose[sale.key, str(bought.sku)])
            loose[sale.key, str(bought.sku)] -= rest
            numerator, denominator = numerator + named + rest, denominator + bought.shipped
    return numerator, denominator


def refund_rate(facts: list[Fact]) -> tuple[int, int]:
    """Fold the refund rate by hand."""
    refunds = records(newest(facts), Refund)
    settled = {
        one.order
        for one in refunds
        if one.status is RefundStatus.SETTLED and one.settled_at is not None and one.settled_at < AS_OF
    }
    paid = [one for one in sold(facts) if one.paid]
    return sum(one.key in settled for one in paid), len(paid)


def negative_reviews(facts: list[Fact]) -> tuple[int, int]:
    """Fold the negative-review rate by hand."""
    latest = records(newest(facts, min(AS_OF, WEEK.end + timedelta(days=7))), Review)
    stars = [
        one.stars
        for one in latest
        if one.visible and one.stars is not None and WEEK.start <= one.posted_at < WEEK.end
    ]
    return sum(one <= 3 for one in stars), len(stars)


@settings(max_examples=15)
@given(HISTORIES, st.randoms(use_true_random=False))
def test_the_figures_equal_a_fold_in_plain_python(facts: list[Fact], chance: Random) -> None:
    """Any history, in any order, with facts repeated, gives the sums that a loop over its records gives."""
    arrived = [*facts, *facts[: len(facts) // 2]]
    chance.shuffle(arrived)
    with TemporaryDirectory() as folder:
        evaluator = Evaluator(
            lake=lake_of(Path(folder), arrived),
            settings=SETTINGS,
            as_of=at("2027-01-01"),
            draw=chance.randrange,
        ).at(AS_OF)
        for name, fold in (
            ("return_rate.units.by_order", return_rate),
            ("refund_rate.orders.by_order", refund_rate),
            ("neg_review_rate.by_review", negative_reviews),
        ):
            figure = evaluator.figure(name, WEEK)
            assert (figure.numerator, figure.denominator) == fold(facts), name
