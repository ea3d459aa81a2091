"""Disputes, stock-outs and kinds of refunds."""

from aftersales.records.after_sales import ClaimStatus
from aftersales.records.cause import Cause
from aftersales.records.order import OrderStatus
from tests.metrics.aftermath import disputed, money, paid_back, sent_back
from tests.metrics.asking import WEEK, Asker
from tests.metrics.golden.telling import sums
from tests.metrics.history import line, order

DAY = "2026-11-03"


def test_orders_with_several_disputes_count_once(ask: Asker) -> None:
    """Two disputes about one of two orders; one is lost, one still open: 1 of 2 orders, 1 of 1 closed."""
    facts = [
        order("1", DAY),
        order("2", DAY),
        disputed("c", "1", "2026-11-20", "2026-11-20", ClaimStatus.NEEDS_RESPONSE),
        disputed("d", "1", "2026-11-21", "2026-12-01", ClaimStatus.LOST),
    ]
    told = ask.evaluator(facts)
    assert sums(told, "dispute_rate.by_order") == (1, 2)
    assert sums(told, "dispute_lost_share") == (1, 1)


def test_stock_outs_are_refunds_with_that_cause(ask: Asker) -> None:
    """One of three paid orders was refunded because stock ran out."""
    facts = [
        *(order(key, DAY) for key in "123"),
        paid_back("f", "1", DAY, 1000, cause=Cause.STOCK_OUT),
        paid_back("g", "2", DAY, 1000),
    ]
    assert ask.sums("stock_out_refund_rate.by_order", *facts) == (1, 3)
    assert ask.sums("refund_rate.orders.by_order", *facts) == (2, 3)


def test_each_refund_has_one_kind(ask: Asker) -> None:
    """What the platform says goes first; then dispute, cancellation, freight, goodwill, a missing return, and how much it was."""
    facts = [
        *(order(key, DAY, line(shipped=2)) for key in ("full", "part", "kept", "kind", "freight", "forced")),
        order("gone", DAY, status=OrderStatus.CANCELLED),
        *(sent_back(f"r-{key}", key, DAY) for key in ("full", "part")),
        disputed("c", "forced", DAY, DAY, ClaimStatus.LOST),
        paid_back("full", "full", DAY, 2000),
        paid_back("part", "part", DAY, 500),
        paid_back("kept", "kept", DAY, 500),
        paid_back("kind", "kind", DAY, 500, goods=money(0)),
        paid_back("freight", "freight", DAY, 500, goods=money(0), shipping=money(500)),
        paid_back("forced", "forced", DAY, 2000),
        paid_back("gone", "gone", DAY, 2000),
        paid_back("credit", "full", DAY, 100, form="credit"),
        paid_back("back", "forced", DAY, -2000),
        paid_back("said", "kind", DAY, 100, purpose="stock_out"),
    ]
    rows = ask.evaluator(facts).rows("refund_kind_share.by_settlement", WEEK)
    assert {row.entity.removeprefix("refund:shop/"): row.key for row in rows} == {
        "full": "full",
        "part": "partial",
        "kept": "returnless",
        "kind": "goodwill",
        "freight": "shipping",
        "forced": "claim",
        "gone": "cancellation",
        "credit": "credit",
        "back": "reversal",
        "said": "stock_out",
    }


def test_store_credit_is_retained_and_not_refunded(ask: Asker) -> None:
    """A return answered by credit: nothing refunded, all of its value retained."""
    facts = [
        order("1", DAY),
        sent_back("r", "1", DAY, received=1, resolution="credit"),
        paid_back("f", "1", DAY, 1000, form="credit", returned="r"),
    ]
    told = ask.evaluator(facts)
    assert sums(told, "refund_rate.orders.by_order") == (0, 1)
    assert sums(told, "retained_ratio.by_request") == (10, 10)
    assert sums(told, "return_rate.units_completed.by_order") == (1, 1)
