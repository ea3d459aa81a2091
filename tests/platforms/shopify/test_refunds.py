"""Shopify's refunds: which money really moved."""

import pytest

from aftersales.platforms.shopify.parser import parse
from aftersales.records.after_sales import Refund, RefundStatus
from aftersales.records.money import Money
from tests.platforms.shopify.building import (
    delivery_of,
    one,
    order,
    read,
    refund,
    the_refund,
)


def test_refund_lines_have_numbers_where_all_else_is_text() -> None:
    """`subtotal` and `total_tax` are JSON numbers, and not a cent is lost."""
    refund = the_refund()
    assert refund.lines[0].amount == Money(minor=19964, currency="USD")
    assert (refund.goods, refund.total) == (
        Money(minor=19964, currency="USD"),
        Money(minor=20900, currency="USD"),
    )


def test_goodwill_has_no_lines() -> None:
    """A refund of shipping or goodwill has no lines; its transactions tell the amount, none of which is for goods."""
    refund = the_refund(refund_line_items=[])
    assert refund.goods is not None
    assert (refund.lines, refund.goods.minor, refund.shipping, refund.total.minor) == ((), 0, None, 20900)


def test_freight_is_an_adjustment() -> None:
    """What was paid back of the freight stands beside the lines, negative, its tax apart."""
    adjusted = {"kind": "shipping_refund", "amount": "-5.00", "tax_amount": "-1.00"}
    refund = the_refund(refund_line_items=[], order_adjustments=[adjusted, {"kind": "refund_discrepancy"}])
    assert refund.shipping == Money(minor=600, currency="USD")


@pytest.mark.parametrize(
    ("note", "restock", "cancelled_for", "purpose"),
    [
        ("Out of stock", "return", None, "stock_out"),
        ("缺货，已退款", "return", None, "stock_out"),
        ("Goodwill", "no_restock", None, "goodwill"),
        (None, "cancel", None, "cancellation"),
        (None, "cancel", "inventory", "stock_out"),
        ("Stockholm order came back", "return", "customer", None),
    ],
)
def test_why_a_refund_was_paid(
    note: str | None, restock: str, cancelled_for: str | None, purpose: str | None
) -> None:
    """The order's reason goes first, then the note of the seller's people, then whether the units ever left."""
    body = refund(note=note)
    body["refund_line_items"] = [part | {"restock_type": restock} for part in body["refund_line_items"]]
    seen = read("orders", order(cancel_reason=cancelled_for, refunds=[body]))
    assert [found.record.purpose for found in seen if isinstance(found.record, Refund)] == [purpose]


@pytest.mark.parametrize(
    ("transactions", "status", "minor"),
    [
        ([("success", "209.00")], RefundStatus.SETTLED, 20900),
        ([("success", "100.00"), ("failure", "109.00")], RefundStatus.SETTLED, 10000),
        ([("pending", "209.00")], RefundStatus.PENDING, 20900),
        ([("failure", "209.00")], RefundStatus.FAILED, 20900),
        ([], RefundStatus.PENDING, 19964),
    ],
)
def test_only_money_that_moved_is_settled(
    transactions: list[tuple[str, str]], status: RefundStatus, minor: int
) -> None:
    """refunds/create fires when a refund is made, not when money moves: only successful transactions settle it."""
    refund = the_refund(
        refund_line_items=[
            {
                "line_item_id": 11,
                "quantity": 1,
                "subtotal_set": {"presentment_money": {"amount": "195.66", "currency_code": "USD"}},
                "total_tax_set": {"presentment_money": {"amount": "3.98", "currency_code": "USD"}},
            }
        ],
        transactions=[
            {"kind": "refund", "status": word, "amount": amount, "currency": "USD"}
            for word, amount in transactions
        ],
    )
    assert (refund.status, refund.total.minor) == (status, minor)
    assert (refund.settled_at is not None) == (status is RefundStatus.SETTLED)


def test_captures_are_not_refunds() -> None:
    """Other transactions of an order may stand beside a refund's own."""
    extra = {"kind": "capture", "status": "success", "amount": "500.00", "currency": "USD"}
    assert the_refund(transactions=[*refund()["transactions"], extra]).total.minor == 20900


def test_refund_without_money_and_goods_is_nothing() -> None:
    """Cancelling an unpaid order makes an empty refund."""
    assert parse(delivery_of("refunds/create", refund(refund_line_items=[], transactions=[]))).ignored


def test_fuller_knowledge_of_a_refund_wins() -> None:
    """A snapshot leaves the return out and a pending state passes: the version ranks them whatever comes first."""
    pending = [{"kind": "refund", "status": "pending", "amount": "209.00", "currency": "USD"}]
    told = {"return": {"id": 3547}}
    versions = [
        one("refunds/create", refund(transactions=pending)).version,
        one("refunds/create", refund(transactions=pending, **told)).version,
        one("refunds/create", refund()).version,
        one("refunds/create", refund(**told)).version,
    ]
    assert versions == sorted(set(versions))
    assert the_refund(**told).returned == "3547"
