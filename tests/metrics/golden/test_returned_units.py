"""Units that come back, and what is no return."""

import pytest

from aftersales.metrics.figure import Filters
from aftersales.records.after_sales import ReturnLine, ReturnStatus
from aftersales.records.bundle import Bundle
from aftersales.records.money import Money
from aftersales.records.parcel import ParcelStatus
from tests.metrics.aftermath import paid_back, resent, sent_back, travelled
from tests.metrics.golden.telling import WEEK, Teller, sums
from tests.metrics.history import SETTINGS, at, line, order, returned

RATE = "return_rate.units.by_order"
RECEIVED = "return_rate.units_received.by_order"
COMPLETED = "return_rate.units_completed.by_order"
DAY, LATER = "2026-11-03", "2026-11-12"


@pytest.mark.golden(17)
def test_two_partial_returns_never_exceed_what_was_shipped(tell: Teller) -> None:
    """17 A line is returned in part, twice: the units add up, but never beyond those shipped.

    Three units shipped; two asked back on the 12th, two more on the 14th: min(2 + 2, 3) = 3 of 3, of which the second return adds one.
    With one and one it is 2 of 3. As known on the 13th only the first counts: 2 of 3.
    """
    sale = order("1", DAY, line(shipped=3))
    twice = [sent_back("r", "1", LATER, 2), sent_back("s", "1", "2026-11-14", 2)]
    assert tell.sums(RATE, sale, *twice) == (3, 3)
    assert tell.sums(RATE, sale, sent_back("r", "1", LATER, 1), sent_back("s", "1", "2026-11-14", 1)) == (
        2,
        3,
    )
    assert tell.told([sale, *twice]).at(at("2026-11-13")).figure(RATE, WEEK).numerator == 2


@pytest.mark.golden(18)
def test_an_exchange_with_a_price_difference(tell: Teller) -> None:
    """18 An exchange with a difference in price: the unit is one return and one exchange; the difference is refund or upsell.

    Two units at 10 dollars. One is exchanged for an 8-dollar article and 2 dollars are paid out: returned 1 of 2, exchanged 1 of 2,
    refunded 2 of 20 dollars, retained (10 − 2) ÷ 10, no upsell. Exchanged for a 13-dollar article instead, the customer pays 3 dollars:
    nothing refunded, retained 10 of 10, upsell 3 ÷ 10.
    """
    sale = order("1", DAY, line(shipped=2))
    swapped = sent_back("r", "1", DAY, received=1, resolution="exchange")
    cheaper = (sale, swapped, paid_back("f", "1", LATER, 200, returned="r"))
    told_cheaper = tell.told(cheaper)
    assert sums(told_cheaper, RATE) == (1, 2)
    assert sums(told_cheaper, "exchange_rate.units.by_order") == (1, 2)
    assert sums(told_cheaper, "exchange_share.by_request") == (1, 1)
    assert sums(told_cheaper, "refund_rate.value.by_order") == (2, 20)
    assert sums(told_cheaper, "retained_ratio.by_request") == (8, 10)
    assert sums(told_cheaper, "exchange_upsell.by_request") == (0, 10)
    extra = Money(minor=300, currency="USD")
    dearer = (sale, sent_back("r", "1", DAY, received=1, resolution="exchange", difference=extra))
    told_dearer = tell.told(dearer)
    assert sums(told_dearer, "refund_rate.value.by_order") == (0, 20)
    assert sums(told_dearer, "retained_ratio.by_request") == (10, 10)
    assert sums(told_dearer, "exchange_upsell.by_request") == (3, 10)


@pytest.mark.golden(19)
def test_a_refund_for_goods_that_were_kept(tell: Teller) -> None:
    """19 A refund without a return: the customer keeps the goods, so it is a returnless refund and no return.

    Order 1 is refunded and keeps its lamp; order 2 returns its own: 1 of 2 units returned, 2 of 2 orders refunded, and of the two
    refunds one is returnless, one full.
    """
    facts = (
        order("1", DAY),
        order("2", DAY),
        paid_back("f", "1", "2026-11-05", 1000),
        sent_back("r", "2", "2026-11-04", received=1),
        paid_back("g", "2", "2026-11-06", 1000, returned="r"),
    )
    told = tell.told(facts)
    assert sums(told, RATE) == (1, 2)
    assert sums(told, "refund_rate.orders.by_order") == (2, 2)
    kinds = {one.key: one.value for one in tell.told(facts).split("refund_kind_share.by_settlement", WEEK)}
    assert kinds == {"returnless": 0.5, "full": 0.5}


@pytest.mark.golden(20)
def test_a_declined_return_stays_among_requests(tell: Teller) -> None:
    """20 A declined return: asked for, never received, never completed.

    Two units sold, the return of one declined, the other arrived and was repaid: requested 2 of 2, received 1 of 2, completed 1 of 2.
    A refusal is an outcome: of two requests resolved, none was exchanged.
    """
    facts = (
        order("1", DAY),
        sent_back("r", "1", DAY, status=ReturnStatus.DECLINED),
        order("2", DAY),
        sent_back("s", "2", DAY, received=1, resolution="refund"),
    )
    told = tell.told(facts)
    assert sums(told, RATE) == (2, 2)
    assert sums(told, RECEIVED) == (1, 2)
    assert sums(told, COMPLETED) == (1, 2)
    assert sums(told, "exchange_share.by_request") == (0, 2)


@pytest.mark.golden(20)
def test_a_return_counts_step_by_step(tell: Teller) -> None:
    """20 Requested, received, completed are three figures: what has arrived but is not settled is not completed.

    Received on the 3rd without an outcome: 1, 1, 0. Refunded later: 1, 1, 1.
    """
    arrived = (order("1", DAY), sent_back("r", "1", DAY, received=1))
    told_arrived = tell.told(arrived)
    assert [sums(told_arrived, name)[0] for name in (RATE, RECEIVED, COMPLETED)] == [1, 1, 0]
    told_settled = tell.told((*arrived, paid_back("f", "1", LATER, 1000, returned="r")))
    assert [sums(told_settled, name)[0] for name in (RATE, RECEIVED, COMPLETED)] == [1, 1, 1]


@pytest.mark.golden(21)
def test_an_undelivered_order_is_neither_sold_nor_returned(tell: Teller) -> None:
    """21 Returned to origin (RTO): out of numerator and denominator, and shown as undelivered.

    Two orders of one unit; the parcel of order 1 goes back to the sender. Even if its buyer asks for a return, the rate is 0 of 1,
    and 1 of 2 orders is undelivered.
    """
    facts = (
        order("1", DAY, tracking_numbers=("A",)),
        order("2", DAY, tracking_numbers=("B",)),
        travelled("A", "2026-11-10", ParcelStatus.RETURNED),
        travelled("B", "2026-11-06", ParcelStatus.DELIVERED),
        sent_back("r", "1", LATER),
    )
    told = tell.told(facts)
    assert sums(told, RATE) == (0, 1)
    assert sums(told, "undelivered_rate.by_order") == (1, 2)
    assert tell.told(facts).at(at("2026-11-09")).figure("undelivered_rate.by_order", WEEK).numerator == 0


@pytest.mark.golden(22)
def test_a_replacement_is_no_sale(tell: Teller) -> None:
    """22 A replacement order: its units are sold to nobody, but sending it again counts as an exchange.

    Order 1 (one unit) is replaced by order 2: 1 unit sold, 0 returned, 1 of 1 exchanged, and only order 1 is a paid order. Where a
    return of the same product says that it was exchanged, the second parcel is that very exchange: still 1.
    """
    facts = (order("1", DAY), order("2", "2026-11-05"), resent("x", "1", "2", "2026-11-05"))
    told = tell.told(facts)
    assert sums(told, RATE) == (0, 1)
    assert sums(told, "exchange_rate.units.by_order") == (1, 1)
    assert sums(told, "refund_rate.orders.by_order") == (0, 1)
    swapped = sent_back("r", "1", DAY, received=1, resolution="exchange")
    assert tell.sums("exchange_rate.units.by_order", *facts, swapped) == (1, 1)


@pytest.mark.golden(26)
def test_a_bundle_counts_as_its_pieces(tell: Teller) -> None:
    """26 A bundle: units are those of its pieces, by the composition in force on the order's day.

    A SET of one LAMP and two BULBs since October. Two sets sold are 2 lamps and 4 bulbs: 6 units. One bulb comes back by its own SKU, and
    one whole set: 1 lamp and 1 + 2 bulbs. By product: LAMP 1 of 2, BULB 3 of 4; together 4 of 6. The set that was made of three bulbs
    in December does not matter.
    """
    bundles = (
        Bundle(sku="SET", since=at("2026-10-01"), parts={"LAMP": 1, "BULB": 2}),
        Bundle(sku="SET", since=at("2026-12-01"), parts={"BULB": 3}),
    )
    settings = SETTINGS.having(bundles=bundles)
    facts = (
        order("1", DAY, line("1", "SET", shipped=2, price=3000)),
        returned("r", "1", LATER, ReturnLine(line="1", sku="BULB", quantity=1)),
        returned("s", "1", LATER, ReturnLine(line="1", sku="SET", quantity=1)),
    )
    told = tell.told(facts, settings=settings)
    assert tell.sums(RATE, *facts, settings=settings) == (4, 6)
    parts = {one.key: (one.numerator, one.denominator) for one in told.split(RATE, WEEK, "sku")}
    assert parts == {"LAMP": (1, 2), "BULB": (3, 4)}
    assert told.figure(RATE, WEEK, Filters(sku="SET")).denominator == 0
    worth = told.figure("return_rate.value.by_order", WEEK)
    assert (worth.numerator, worth.denominator) == (40, 60)


@pytest.mark.golden(27)
def test_a_return_without_an_order_is_counted_apart(tell: Teller) -> None:
    """27 A return whose order is not told, or not known: in no order's rate, and shown as unmatched.

    Three units asked back in the week: one of order 1, one without an order, one of an order that nobody knows. The rate is 1 of 1,
    unmatched are 2 of 3.
    """
    facts = (
        order("1", DAY),
        sent_back("r", "1", DAY),
        sent_back("s", None, DAY),
        sent_back("t", "unknown", DAY),
    )
    told = tell.told(facts)
    assert sums(told, RATE) == (1, 1)
    assert sums(told, "unmatched_return_share.by_request") == (2, 3)


@pytest.mark.golden(28)
def test_a_young_cohort_is_told_as_such(tell: Teller) -> None:
    """28 An immature cohort: what is observed is marked, and the mature part is told alone.

    Asked on 20 December, 45 days after 5 November: orders of the 3rd are past the window, those of the 7th are not. Observed: 2 of 4 units
    of the week; mature only: 1 of 2. A year later everything is mature, and the same.
    """
    facts = (
        order("1", DAY, line(shipped=2)),
        order("2", "2026-11-07", line(shipped=2)),
        sent_back("r", "1", LATER),
        sent_back("s", "2", LATER),
    )
    young = tell.told(facts, as_of="2026-12-20")
    observed, mature = young.figure(RATE, WEEK), young.figure(RATE, WEEK, mature=True)
    assert (observed.numerator, observed.denominator, observed.provisional) == (2, 4, True)
    assert (mature.numerator, mature.denominator) == (1, 2)
    old = tell.told(facts, as_of="2027-12-20")
    assert old.figure(RATE, WEEK, mature=True).denominator == 4
    assert not old.figure(RATE, WEEK).provisional
