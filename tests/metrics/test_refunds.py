"""Refund rates."""

from aftersales.records.money import Money
from aftersales.records.order import OrderStatus
from tests.metrics.asking import WEEK, Asker
from tests.metrics.history import exchange_rate, line, order, refund

ORDERS = "refund_rate.orders.by_order"
VALUE = "refund_rate.value.by_order"
DAY, LATER = "2026-11-03", "2026-11-12"


def test_orders_with_several_refunds_count_once(ask: Asker) -> None:
    """One of two paid orders got money back, twice."""
    facts = [order("1", DAY), order("2", DAY), refund("f", "1", LATER), refund("g", "1", LATER)]
    assert ask.sums(ORDERS, *facts) == (1, 2)


def test_a_refund_counts_when_it_has_settled(ask: Asker) -> None:
    """Pending and failed ones do not count; the same refund settled later does."""
    pending = refund("f", "1", "2026-11-10", status="pending")
    assert ask.sums(ORDERS, order("1", DAY), pending) == (0, 1)
    assert ask.sums(ORDERS, order("1", DAY), refund("f", "1", LATER), pending) == (1, 1)


def test_unpaid_orders_are_out_and_cancelled_ones_in(ask: Asker) -> None:
    """A paid order that was cancelled and refunded is a refund; an unpaid one is nothing."""
    facts = [
        order("1", DAY, paid=False),
        order("2", DAY, status=OrderStatus.CANCELLED),
        refund("f", "2", LATER),
    ]
    assert ask.sums(ORDERS, *facts) == (1, 1)


def test_money_of_all_currencies_is_told_in_the_reporting_currency(ask: Asker) -> None:
    """At 1.25 dollars for a euro on the order's day, 5 euros are 6.25 dollars; each currency is a part of its own."""
    euros = line(price=500).having(price=Money(minor=500, currency="EUR"))
    facts = [
        order("1", DAY, line(shipped=2, price=1000)),
        order("2", DAY, euros, currency="EUR", total=Money(minor=500, currency="EUR")),
        refund("f", "1", LATER, minor=500),
        exchange_rate("USD", DAY, "1.25"),
        exchange_rate("EUR", DAY, "1"),
    ]
    found = {figure.key: figure for figure in ask.evaluator(facts).split(VALUE, WEEK)}
    assert (found["USD"].numerator, found["USD"].denominator, found["USD"].value) == (5, 20, 0.25)
    assert (found["EUR"].numerator, found["EUR"].denominator) == (0, 6.25)
    assert found["USD"].interval is None


def test_an_order_without_prices_counts_with_its_total(ask: Asker) -> None:
    """Where no line has a price the order's total stands in."""
    bare = line().having(price=None)
    facts = [order("1", DAY, bare, total=Money(minor=700, currency="USD"))]
    assert ask.evaluator(facts).split(VALUE, WEEK)[0].denominator == 7
