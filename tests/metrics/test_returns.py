"""Return rates and exchanges: caps, cancellations, outcomes, maturity."""

from typing import Any

import pytest

from aftersales.metrics.figure import Filters, Reason
from aftersales.records.after_sales import Replacement, ReturnLine, ReturnStatus
from aftersales.records.order import OrderStatus
from aftersales.records.parcel import ParcelStatus
from tests.metrics.asking import WEEK, Asker
from tests.metrics.history import at, fact, line, order, parcel, refund, returned, shuffled_twice

RATE = "return_rate.units.by_order"
EXCHANGES = "exchange_share.by_request"
DAY = "2026-11-03"
LATER = "2026-11-12"
ARRIVED = (
    order("8", DAY),
    returned(
        "x",
        "8",
        "2027-06-01",
        ReturnLine(line="1", sku="LAMP", quantity=1, received=1),
        received_at=at("2027-06-01"),
    ),
)
"""One arrival in the store, unknown to the weeks that are asked about: it shows that arrivals are told."""


def test_units_asked_back_are_set_against_units_shipped(ask: Asker) -> None:
    """Two of five units of orders placed in the week came back; what is asked later still belongs to the order's week."""
    facts = [
        order("1", DAY, line(shipped=2)),
        order("2", DAY, line(shipped=3)),
        returned("r", "1", "2026-12-20"),
    ]
    facts.append(returned("s", "2", LATER))
    assert ask.sums(RATE, *shuffled_twice(facts)) == (2, 5)


def test_the_week_is_local(ask: Asker) -> None:
    """Monday 00:00 in Shanghai is Sunday 16:00 UTC: it begins the week, and the next one ends it."""
    facts = [order("1", "2026-11-01T15:59"), order("2", "2026-11-01T16:00"), order("3", "2026-11-08T16:00")]
    assert ask.sums(RATE, *facts) == (0, 1)


def test_partial_returns_of_a_line_are_capped(ask: Asker) -> None:
    """Two requests for more units than were shipped count as all of them, once."""
    twice = [returned(key, "1", LATER, ReturnLine(line="1", sku="LAMP", quantity=2)) for key in ("r", "s")]
    assert ask.sums(RATE, order("1", DAY, line(shipped=3)), *twice) == (3, 3)


def test_a_declined_return_was_asked_for_and_never_received(ask: Asker) -> None:
    """A declined return stays in 'requested' and is not in 'received'."""
    facts = [order("1", DAY), returned("r", "1", LATER, status=ReturnStatus.DECLINED), *ARRIVED]
    assert ask.sums(RATE, *facts) == (1, 2)
    assert ask.sums("return_rate.units_received.by_order", *facts) == (0, 2)


@pytest.mark.parametrize(
    "name",
    ["return_rate.units_received.by_order", "return_rate.units_completed.by_order", "return_flow.by_receipt"],
)
def test_where_nobody_tells_of_arrivals_none_are_counted_as_missing(ask: Asker, name: str) -> None:
    """Shopify says that a return was closed, never that goods came: the figure has no value and says why, until one arrival is told."""
    silent = [order("1", DAY), returned("r", "1", LATER, status=ReturnStatus.CLOSED)]
    found = ask.figure(name, silent)
    assert (found.value, found.reason) == (None, Reason.NOT_TOLD)
    assert ask.figure(name, [*silent, *ARRIVED]).denominator == 2


def test_goods_that_came_back_unasked_are_completed_by_their_refund(ask: Asker) -> None:
    """A fulfilment centre tells the arrival alone; money for the order settles it, and is still no outcome of a request."""
    part = ReturnLine(line="1", sku="LAMP", quantity=1, received=1)
    facts = [
        order("1", DAY),
        returned("r", "1", LATER, part, status=ReturnStatus.CLOSED, received_at=at(LATER)),
    ]
    assert ask.sums("return_rate.units_completed.by_order", *facts) == (0, 1)
    repaid = [*facts, refund("f", "1", "2026-11-13")]
    assert ask.sums("return_rate.units_completed.by_order", *repaid) == (1, 1)
    assert ask.sums(EXCHANGES, *repaid) == (0, 0)


def test_a_withdrawn_return_leaves_the_rate(ask: Asker) -> None:
    """The newest state counts, in whatever order the states arrive."""
    asked = returned("r", "1", LATER)
    withdrawn = returned("r", "1", LATER, status=ReturnStatus.CANCELLED, updated_at=at("2026-11-13"))
    assert ask.sums(RATE, order("1", DAY), withdrawn, asked) == (0, 1)


def test_a_refund_without_a_return_is_no_return(ask: Asker) -> None:
    """A refund for goods that the customer kept is no return."""
    facts = [order("1", DAY), refund("f", "1", LATER)]
    assert ask.sums(RATE, *facts) == (0, 1)
    assert ask.sums("refund_rate.orders.by_order", *facts) == (1, 1)


def test_an_undelivered_order_is_in_neither_part(ask: Asker) -> None:
    """Every parcel went back to the sender; one that arrived, or that nobody tells of, keeps the order in."""
    away = order("1", DAY, tracking_numbers=("A", "B"))
    states = [parcel("A", LATER, ParcelStatus.RETURNED), parcel("B", LATER, ParcelStatus.RETURNING)]
    assert ask.sums(RATE, away, *states) == (0, 0)
    arrived = [*states, parcel("B", "2026-11-20", ParcelStatus.DELIVERED)]
    assert ask.sums(RATE, away, *arrived) == (0, 1)
    assert ask.sums(RATE, away, states[0]) == (0, 1)


def test_replacements_are_no_sales(ask: Asker) -> None:
    """A replacement is known from the order itself, or from the report on replacements."""
    sent = Replacement(store="shop", key="x", order="1", new_order="3", shipped_at=at(LATER), quantity=1)
    facts = [order("1", DAY), order("2", DAY, replaces="1"), order("3", DAY), fact(sent, LATER)]
    assert ask.sums(RATE, *facts) == (0, 1)


def test_test_orders_and_cancelled_orders_are_no_sales(ask: Asker) -> None:
    """Both leave the return rate, whatever was shipped."""
    facts = [order("1", DAY, is_test=True), order("2", DAY, status=OrderStatus.CANCELLED), order("3", DAY)]
    assert ask.sums(RATE, *facts) == (0, 1)


def test_a_return_without_an_order_is_not_guessed_to_one(ask: Asker) -> None:
    """A return without an order is in no order's rate."""
    assert ask.sums(RATE, order("1", DAY), returned("r", None, LATER)) == (0, 1)


def test_a_return_that_names_only_the_product_fills_its_lines(ask: Asker) -> None:
    """Three units of a SKU on two lines of two units each are three of four; no more than four ever count."""
    lines = (line("a", "MUG", 2), line("b", "MUG", 2), line("c", "TEE", 2))
    facts = [order("1", DAY, *lines), returned("r", "1", LATER, ReturnLine(sku="MUG", quantity=3))]
    evaluator = ask.evaluator(facts)
    assert evaluator.figure(RATE, WEEK).numerator == 3
    rows = evaluator.rows(RATE, WEEK, Filters(sku="MUG"))
    assert [(row.numerator, row.denominator) for row in rows] == [(3, 4)]
    more = returned("s", "1", LATER, ReturnLine(sku="MUG", quantity=3))
    assert ask.figure(RATE, [*facts, more]).numerator == 4


def test_a_return_that_names_a_line_unknown_to_the_order_falls_back_to_the_product(ask: Asker) -> None:
    """A wrong line key must not lose the return; an ASIN finds the line as well."""
    bought = order("1", DAY, line("a", "MUG", 2).having(asin="B0MUG"))
    assert ask.sums(RATE, bought, returned("r", "1", LATER, ReturnLine(line="?", sku="MUG", quantity=1))) == (
        1,
        2,
    )
    assert ask.sums(RATE, bought, returned("r", "1", LATER, ReturnLine(asin="B0MUG", quantity=1))) == (1, 2)


def test_a_product_on_a_line_and_beside_it_is_capped_together(ask: Asker) -> None:
    """One return names the line, another only the SKU: together they never exceed what was shipped."""
    both = [
        returned("r", "1", LATER, ReturnLine(line="1", sku="LAMP", quantity=2)),
        returned("s", "1", LATER, ReturnLine(sku="LAMP", quantity=2)),
    ]
    assert ask.sums(RATE, order("1", DAY, line(shipped=3)), *both) == (3, 3)


def test_a_figure_knows_only_what_was_known_then(ask: Asker) -> None:
    """A young cohort is read without what came later, in whole local days (08:00 on the 12th in Shanghai)."""
    facts = [order("1", DAY), returned("r", "1", LATER)]
    assert ask.sums(RATE, *facts, as_of="2026-11-12") == (0, 1)
    assert ask.sums(RATE, *facts, as_of="2026-11-12T16:00") == (1, 1)


def test_nothing_shipped_is_no_rate(ask: Asker) -> None:
    """Null with a reason, never nought per cent."""
    found = ask.figure(RATE, [order("1", DAY, line(shipped=0))])
    assert (found.value, found.reason, found.interval) == (None, Reason.NO_DENOMINATOR, None)


def test_orders_count_once(ask: Asker) -> None:
    """Two returned lines of one order are one order with a return."""
    facts = [order("1", DAY, line("a", "A"), line("b", "B")), order("2", DAY)]
    facts += [returned("r", "1", LATER, ReturnLine(line=key, quantity=1)) for key in "ab"]
    assert ask.sums("return_rate.orders.by_order", *facts) == (1, 2)


@pytest.mark.parametrize(
    ("changes", "sums"),
    [
        ({"resolution": "exchange"}, (1, 1)),
        ({"resolution": "refund"}, (0, 1)),
        ({"resolution": "credit"}, (0, 1)),
        ({"status": ReturnStatus.DECLINED}, (0, 1)),
        ({"status": ReturnStatus.CANCELLED, "resolution": "exchange"}, (0, 0)),
        ({}, (0, 0)),
    ],
)
def test_exchanges_are_set_against_requests_with_an_outcome(
    ask: Asker, changes: dict[str, str], sums: tuple[float, float]
) -> None:
    """A refusal is an outcome, a withdrawal is none, and what is still open is not counted."""
    assert ask.sums(EXCHANGES, returned("r", "1", DAY, **changes)) == sums


def test_a_refund_is_an_outcome_where_the_return_tells_none(ask: Asker) -> None:
    """One that names the return; or a later one of the order, once a requested return is over. A bare reception is no request."""
    named = refund("f", "1", LATER)
    named = named.having(record=named.record.having(returned="r"))
    assert ask.sums(EXCHANGES, returned("r", "1", DAY), named) == (0, 1)
    over: Any = {"status": ReturnStatus.CLOSED, "received_at": at(LATER)}
    assert ask.sums(EXCHANGES, returned("r", "1", DAY, **over), refund("f", "1", LATER)) == (0, 1)
    only_received: Any = {"status": ReturnStatus.CLOSED, "received_at": at(DAY)}
    assert ask.sums(EXCHANGES, returned("r", "1", DAY, **only_received), refund("f", "1", LATER))[1] == 0
