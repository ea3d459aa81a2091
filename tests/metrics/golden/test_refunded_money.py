"""Money that goes back, and when it counts."""

import pytest

from aftersales.metrics.figure import Reason
from aftersales.records.after_sales import ClaimStatus
from aftersales.records.money import Money
from tests.metrics.aftermath import disputed, paid_back
from tests.metrics.golden.telling import WEEK, Teller, sums
from tests.metrics.history import at, exchange_rate, line, order

ORDERS = "refund_rate.orders.by_order"
VALUE = "refund_rate.value.by_order"
OPEN = "refund_granted_open"
DAY, LATER = "2026-11-03", "2026-11-12"


@pytest.mark.golden(23)
def test_a_refund_that_failed_and_then_settled(tell: Teller) -> None:
    """23 A refund fails on the 5th and settles on the 12th: it counts once, from the 12th on.

    Known on the 10th: 0 of 1 order refunded, one refund granted and open at the week's end. Known later: 1 of 1, 10 of 10 dollars; at
    the end of its own week (9–15 November) nothing is open.
    """
    facts = (
        order("1", DAY),
        paid_back("f", "1", "2026-11-05", 1000, "failed"),
        paid_back("f", "1", LATER, 1000, created_at=at("2026-11-05")),
    )
    told = tell.told(facts)
    before = told.at(at("2026-11-10"))
    assert (before.figure(ORDERS, WEEK).numerator, told.figure(ORDERS, WEEK).numerator) == (0, 1)
    assert sums(told, ORDERS) == (1, 1)
    assert sums(told, VALUE) == (10, 10)
    assert told.figure(OPEN, WEEK).value == 1
    assert told.figure(OPEN, WEEK.following).value == 0
    assert tell.sums(ORDERS, *facts[:2]) == (0, 1)


@pytest.mark.golden(24)
def test_an_appeal_that_was_won_takes_the_refund_back(tell: Teller) -> None:
    """24 An appeal won: a negative refund on its own day, which restates the figures by order.

    10 dollars go out on the 5th for a lost chargeback; the appeal is won on the 20th and the money comes back. By order: 1 of 1 refunded and
    10 of 10 dollars until the 20th, then 0 of 1 and 0 of 10; disputes lost 1 of 1, then 0 of 1. The cash stays where it moved: 10 dollars
    out in this week, 10 back in that of the 16th.
    """
    facts = (
        order("1", DAY),
        disputed("c", "1", DAY, "2026-11-05", ClaimStatus.LOST),
        paid_back("f", "1", "2026-11-05", 1000),
        disputed("c", "1", DAY, "2026-11-20", ClaimStatus.WON),
        paid_back("g", "1", "2026-11-20", -1000),
    )
    told = tell.told(facts)
    before = told.at(at("2026-11-19"))
    for name, was, became in (
        (ORDERS, (1, 1), (0, 1)),
        (VALUE, (10, 10), (0, 10)),
        ("dispute_lost_share", (1, 1), (0, 1)),
        ("dispute_rate.by_order", (1, 1), (1, 1)),
    ):
        early, late = before.figure(name, WEEK), told.figure(name, WEEK)
        assert ((early.numerator, early.denominator), (late.numerator, late.denominator)) == (was, became), (
            name
        )
    flow = [told.figure("refund_flow.by_settlement", period).numerator for period in WEEK.run(1)]
    assert flow == [10]
    assert told.figure("refund_flow.by_settlement", WEEK.following.following).numerator == -10
    kinds = {one.key for one in told.split("refund_kind_share.by_settlement", WEEK)}
    assert kinds == {"claim"}


@pytest.mark.golden(25)
def test_two_currencies_while_their_rate_moves(tell: Teller) -> None:
    """25 Two currencies and a rate that moves: both parts at the rate of the order's day; cash at that of its own day.

    An order of 20 dollars, and one of 20 euros when a euro is 1.25 dollars (25 dollars). Half of the euro order is refunded when a euro is
    2 dollars: by order 10 € × 1.25 = 12.50 of 45 dollars, so the ratio of the euro order stays one half; the cash view says 10 € × 2 = 20
    dollars.
    """
    euros = line(shipped=2).having(price=Money(minor=1000, currency="EUR"))
    half = Money(minor=1000, currency="EUR")
    facts = (
        order("1", DAY, line(shipped=2)),
        order("2", DAY, euros, currency="EUR", total=Money(minor=2000, currency="EUR")),
        paid_back("f", "2", "2026-11-06", 0, total=half, goods=half),
        *(exchange_rate("EUR", day, "1") for day in (DAY, "2026-11-06")),
        exchange_rate("USD", DAY, "1.25"),
        exchange_rate("USD", "2026-11-06", "2"),
    )
    told = tell.told(facts)
    assert sums(told, VALUE) == (12.5, 45)
    parts = {one.key: one.value for one in told.split(VALUE, WEEK)}
    assert parts == {"EUR": 0.5, "USD": 0}
    assert told.figure("refund_flow.by_settlement", WEEK).numerator == 20


@pytest.mark.golden(25)
def test_a_currency_without_a_rate_is_left_out_and_told(tell: Teller) -> None:
    """25 Without a rate money is not known: null with a reason and counted apart, never taken as 1 : 1.

    One order in Iraqi dinars, which no bank here quotes: no value, reason 'no rate', 1 of 1 orders unconverted; beside a dollar order it
    adds nothing to the sums, and the count of orders is untouched.
    """
    dinars = line().having(price=Money(minor=9000, currency="IQD"))
    strange = order("2", DAY, dinars, currency="IQD", total=Money(minor=9000, currency="IQD"))
    found = tell.figure(VALUE, [strange])
    assert (found.value, found.reason) == (None, Reason.NO_RATE)
    assert tell.sums("unconverted_orders.by_order", strange) == (1, 1)
    facts = (order("1", DAY), strange)
    told = tell.told(facts)
    assert sums(told, VALUE) == (0, 10)
    assert sums(told, ORDERS) == (0, 2)


@pytest.mark.golden(38)
def test_nothing_to_divide_by_is_no_rate(tell: Teller) -> None:
    """38 A denominator of nought: null with a reason, never 0 % and never 100 %.

    Nothing was sold in the week (the one order is of the week before, returned in this one): return rate, refund rate, star mean and
    re-purchase are null; the count of open refunds is a true 0.
    """
    told = tell.told([order("1", "2026-10-30"), paid_back("f", "1", DAY, 1000)])
    for name in (
        "return_rate.units.by_order",
        ORDERS,
        "star_mean.by_review",
        "repurchase_rate.by_cohort",
        "on_time_delivery",
    ):
        found = told.figure(name, WEEK)
        assert (found.value, found.interval, found.reason) == (None, None, Reason.NO_DENOMINATOR), name
    assert told.figure(OPEN, WEEK).value == 0
