"""Shopify's orders: each test is something that a naive reading gets wrong."""

from datetime import UTC, datetime
from typing import Any

import pytest

from aftersales.platforms.shopify.parser import parse
from aftersales.records.money import Money
from aftersales.records.order import Consent, OrderStatus
from tests.platforms.shopify.building import (
    delivery_of,
    fulfilment,
    line,
    the_order,
)


def test_large_ids_keep_every_digit() -> None:
    """An order's id may exceed 2^53, so it is text everywhere."""
    assert the_order().key == "820982911946154508"


def test_times_have_the_shops_offset() -> None:
    """Times come with the shop's own offset and are kept in UTC."""
    order = the_order()
    assert order.placed_at == datetime(2026, 3, 1, 14, 54, 56, tzinfo=UTC)
    assert order.updated_at.isoformat() == "2026-03-02T07:00:00+00:00"


def test_order_is_dated_by_when_it_was_processed() -> None:
    """An imported order was created in Shopify long after it was placed."""
    assert the_order(processed_at="2025-01-01T00:00:00Z").placed_at.year == 2025


@pytest.mark.parametrize(
    ("name", "number"), [("#1001", "1001"), ("AUR-1001-X", "AUR-1001-X"), (None, "1001")]
)
def test_number_is_what_buyers_quote(name: str | None, number: str) -> None:
    """A shop's own prefix and suffix belong to the number; the sharp sign does not."""
    assert the_order(name=name).number == number


def test_customer_and_addresses_may_be_absent() -> None:
    """Counter sales, drafts and redacted people have neither customer nor address."""
    order = the_order(email=None, customer=None)
    assert (order.customer, order.market) == (None, None)


def test_checkout_tick_is_not_consent() -> None:
    """`buyer_accepts_marketing` is the tick at checkout; only the customer's state today is consent."""
    unknown = the_order(buyer_accepts_marketing=True).customer
    given_ = the_order(customer={"id": 1, "email_marketing_consent": {"state": "subscribed"}}).customer
    taken_back = the_order(
        buyer_accepts_marketing=True, customer={"id": 1, "email_marketing_consent": {"state": "unsubscribed"}}
    ).customer
    assert unknown
    assert given_
    assert taken_back
    assert (unknown.consent, given_.consent, taken_back.consent) == (
        Consent.UNKNOWN,
        Consent.GIVEN,
        Consent.REFUSED,
    )


def test_what_the_buyer_paid_counts() -> None:
    """Where shop and buyer use two currencies, the buyer's is taken for order, lines and refunds alike."""
    both = {
        "shop_money": {"amount": "254.98", "currency_code": "USD"},
        "presentment_money": {"amount": "389.00", "currency_code": "AUD"},
    }
    order = the_order(presentment_currency="AUD", total_price_set=both, line_items=[line(price_set=both)])
    assert (order.currency, order.total) == ("AUD", Money(minor=38900, currency="AUD"))
    assert order.lines[0].price == Money(minor=38900, currency="AUD")


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({}, OrderStatus.PAID),
        ({"financial_status": "pending"}, OrderStatus.PENDING),
        ({"fulfillment_status": "partial"}, OrderStatus.PART_SHIPPED),
        ({"fulfillment_status": "fulfilled", "financial_status": "refunded"}, OrderStatus.SHIPPED),
        ({"cancelled_at": "2026-03-05T00:00:00Z", "fulfillment_status": "fulfilled"}, OrderStatus.CANCELLED),
        ({"financial_status": "something_new"}, OrderStatus.UNKNOWN),
    ],
)
def test_status_by_table(changed: dict[str, Any], status: OrderStatus) -> None:
    """Cancellation goes before shipment, shipment before payment; a new word becomes unknown and raises nothing."""
    assert the_order(**changed).status is status


def test_lines_are_not_reduced_by_shopify() -> None:
    """Lines stay on the list after edits and refunds: what neither left nor can leave any more was cancelled."""
    found = the_order(
        line_items=[line(quantity=5, fulfillable_quantity=1, current_quantity=3)],
        fulfillments=[fulfilment(quantity=2)],
    )
    [first] = found.lines
    assert (first.ordered, first.shipped, first.cancelled) == (5, 2, 2)


def test_returned_units_were_shipped() -> None:
    """A refund lowers `current_quantity` of what was shipped, which is no cancellation."""
    order = the_order(
        line_items=[line(fulfillable_quantity=0, current_quantity=1)], fulfillments=[fulfilment(quantity=3)]
    )
    assert (order.lines[0].shipped, order.lines[0].cancelled) == (3, 0)


@pytest.mark.parametrize("status", ["cancelled", "error", "failure"])
def test_failed_fulfilment_shipped_nothing(status: str) -> None:
    """Units of a fulfilment that failed did not leave, and its tracking number announces no parcel."""
    order = the_order(fulfillments=[fulfilment(status=status)])
    assert (order.lines[0].shipped, order.tracking_numbers) == (0, ())


def test_fulfilled_order_without_fulfilments_was_shipped() -> None:
    """Imported orders, and webhooks with chosen fields, say fulfilled and show no fulfilment."""
    assert the_order(fulfillment_status="fulfilled", fulfillments=[]).lines[0].shipped == 3


def test_empty_sku_is_no_sku() -> None:
    """An empty SKU would join all products that have none."""
    assert the_order(line_items=[line(sku="")]).lines[0].sku is None


@pytest.mark.parametrize(
    "marks", [{"note_attributes": [{"name": "replaces", "value": "#1001"}]}, {"tags": "vip, replaces:1001"}]
)
def test_replacement_order_is_marked_by_the_seller(marks: dict[str, Any]) -> None:
    """Shopify has no field for it: a note attribute or a tag (one text with commas) says which order is replaced."""
    assert the_order(**marks).replaces == "1001"


def test_test_orders_are_marked() -> None:
    """A test order is outside every rate."""
    assert the_order(test=True).is_test


def test_deleted_order_names_only_an_id() -> None:
    """`orders/delete` has no times and no lines; it is kept and changes nothing."""
    assert parse(delivery_of("orders/delete", {"id": 820982911946154508})).ignored
