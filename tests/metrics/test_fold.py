"""The SQL of the figures against a fold in plain Python, over random histories in random order."""

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from aftersales.metrics.evaluate import Evaluator
from aftersales.records.after_sales import (
    Refund,
    RefundStatus,
    Resolution,
    Return,
    ReturnLine,
    ReturnStatus,
    Review,
)
from aftersales.records.fact import Fact
from aftersales.records.order import Order, OrderStatus
from tests.lake.in_memory import lake_of
from tests.metrics.aftermath import paid_back
from tests.metrics.asking import WEEK
from tests.metrics.history import SETTINGS, at, line, order, returned, review

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
    lambda key, of, when, parts, status, resolution, later: returned(
        key,
        of,
        when,
        *(ReturnLine(line=place, sku=sku, quantity=units) for place, sku, units in parts),
        status=status,
        resolution=resolution,
        received_at=None if later is None else at(when) + timedelta(days=later),
    ),
    KEYS,
    st.none() | KEYS,
    DAYS,
    st.lists(st.tuples(st.none() | st.sampled_from("012"), SKUS, st.integers(1, 3)), min_size=1, max_size=2),
    st.sampled_from(tuple(ReturnStatus)),
    st.sampled_from(tuple(Resolution)),
    st.none() | st.integers(0, 5),
)
REFUNDS = st.builds(
    paid_back,
    KEYS,
    KEYS,
    DAYS,
    st.integers(1, 20).map(lambda tens: 100 * tens) | st.sampled_from((-2000, -500)),
    st.sampled_from(tuple(RefundStatus)),
    form=st.sampled_from(("money", "money", "credit")),
    returned=st.none() | KEYS,
)
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


def requests(facts: list[Fact]) -> list[Return]:
    """The newest state of each return, asked for when it was first seen."""
    first: dict[str, datetime] = {}
    for one in facts:
        if isinstance(one.record, Return):
            first[one.entity] = min(one.record.requested_at, first.get(one.entity, one.record.requested_at))
    return [
        one.record.having(requested_at=first[one.entity])
        for one in newest(facts).values()
        if isinstance(one.record, Return) and one.record.status is not ReturnStatus.CANCELLED
    ]


def returned_units(facts: list[Fact]) -> list[tuple[str, int, int]]:
    """Order, units asked back and units shipped of every line sold in the week."""
    asked: dict[tuple[str, str], int] = defaultdict(int)
    loose: dict[tuple[str, str], int] = defaultdict(int)
    orders = {one.key: one for one in records(newest(facts), Order)}
    for one in requests(facts):
        if one.order is None or one.requested_at >= AS_OF:
            continue
        lines = {part.key for part in orders[one.order].lines} if one.order in orders else set()
        for part in one.lines:
            if part.line in lines:
                asked[one.order, str(part.line)] += part.quantity
            else:
                loose[one.order, str(part.sku)] += part.quantity
    found = []
    for sale in sold(facts):
        for bought in sale.lines if sale.status is not OrderStatus.CANCELLED else ():
            named = min(bought.shipped, asked[sale.key, bought.key])
            rest = min(bought.shipped - named, loose[sale.key, str(bought.sku)])
            loose[sale.key, str(bought.sku)] -= rest
            found.append((sale.key, named + rest, bought.shipped))
    return found


def return_rate(facts: list[Fact]) -> tuple[int, int]:
    """Fold the return rate by hand."""
    lines = returned_units(facts)
    return sum(units for _, units, _ in lines), sum(shipped for _, _, shipped in lines)


def returned_orders(facts: list[Fact]) -> tuple[int, int]:
    """Fold the share of orders with a return by hand."""
    lines = returned_units(facts)
    return len({key for key, units, _ in lines if units}), len({key for key, _, shipped in lines if shipped})


def settled(facts: list[Fact]) -> list[Refund]:
    """Refunds whose money, or credit, has gone; any version may have named the return."""
    names: dict[str, list[str]] = defaultdict(list)
    for one in facts:
        if isinstance(one.record, Refund) and one.record.returned:
            names[one.entity].append(one.record.returned)
    return [
        one.record.having(returned=max(names[one.entity], default=None))
        for one in newest(facts).values()
        if isinstance(one.record, Refund)
        and one.record.status is RefundStatus.SETTLED
        and one.record.created_at < AS_OF
    ]


def refund_rate(facts: list[Fact]) -> tuple[int, int]:
    """Fold the refund rate by hand: an order is refunded while more went out than came back."""
    out: dict[str | None, int] = defaultdict(int)
    for one in settled(facts):
        out[one.order] += one.total.minor if one.form == "money" else 0
    paid = [one for one in sold(facts) if one.paid]
    return sum(out[one.key] > 0 for one in paid), len(paid)


def outcome(asked: Return, facts: list[Fact]) -> str | None:
    """What a request came to, by itself or by a refund."""
    if asked.resolution is not Resolution.OPEN:
        return asked.resolution.value
    if asked.status is ReturnStatus.DECLINED:
        return "nothing"
    over = asked.status in {ReturnStatus.RECEIVED, ReturnStatus.CLOSED} and (
        asked.received_at is None or asked.received_at > asked.requested_at
    )
    for one in settled(facts):
        later = one.returned is None and one.order == asked.order and one.created_at >= asked.requested_at
        if one.total.minor > 0 and (one.returned == asked.key or (later and over)):
            return "repaid"
    return None


def exchange_share(facts: list[Fact]) -> tuple[int, int]:
    """Fold the exchange share by hand."""
    outcomes = [outcome(one, facts) for one in requests(facts) if WEEK.start <= one.requested_at < WEEK.end]
    return outcomes.count("exchange"), len(outcomes) - outcomes.count(None)


def rated(facts: list[Fact]) -> list[int]:
    """The stars of the week's reviews as they stood a week after it."""
    latest = records(newest(facts, min(AS_OF, WEEK.end + timedelta(days=7))), Review)
    return [
        one.stars
        for one in latest
        if one.visible and one.stars is not None and WEEK.start <= one.posted_at < WEEK.end
    ]


def negative_reviews(facts: list[Fact]) -> tuple[int, int]:
    """Fold the negative-review rate by hand."""
    return sum(stars <= 3 for stars in rated(facts)), len(rated(facts))


def star_mean(facts: list[Fact]) -> tuple[int, int]:
    """Fold the mean of stars by hand."""
    return sum(rated(facts)), len(rated(facts))


FOLDS = {
    "return_rate.units.by_order": return_rate,
    "return_rate.orders.by_order": returned_orders,
    "refund_rate.orders.by_order": refund_rate,
    "exchange_share.by_request": exchange_share,
    "neg_review_rate.by_review": negative_reviews,
    "star_mean.by_review": star_mean,
}


@settings(max_examples=8)
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
        figures = evaluator.figures([(name, None) for name in FOLDS], WEEK)
        for figure, (name, fold) in zip(figures, FOLDS.items(), strict=True):
            assert (figure.numerator, figure.denominator) == fold(facts), name
        stars = {one.key: one.numerator for one in evaluator.split("star_distribution.by_review", WEEK)}
        assert {key: count for key, count in stars.items() if key} == Counter(map(str, rated(facts)))
