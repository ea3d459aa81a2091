from typing import Any

import pytest

from aftersales.platforms.amazon.parser import parse
from aftersales.records.errors import RejectedError
from aftersales.records.order import Order, OrderStatus
from aftersales.records.parcel import Parcel
from tests.platforms.amazon.building import delivery, order_body


def _order(**changes: Any) -> Order:
    record = parse(delivery("orders2026", order_body(**changes))).observations[0].record
    assert isinstance(record, Order)
    return record


def test_money_is_text_and_exact() -> None:
    """An amount is a text in Orders; it becomes minor units of its currency without a float in between."""
    order = _order(proceeds={"grandTotal": {"amount": "1999", "currencyCode": "JPY"}})
    assert order.total is not None
    assert (order.total.minor, order.total.currency) == (1999, "JPY")


def test_a_pending_order_has_no_price() -> None:
    """Amazon leaves prices out while an order is pending; that is no error and no zero."""
    order = _order(fulfillment={"fulfillmentStatus": "PENDING"}, proceeds={"grandTotal": {}})
    assert (order.status, order.paid, order.total) == (OrderStatus.PENDING, False, None)


def test_sections_that_were_not_asked_for_are_absent() -> None:
    """Without FULFILLMENT of the items a shipped order has shipped all; nulls count as absent."""
    order = _order(buyer=None, packages=None, recipient=None)
    assert (order.lines[0].shipped, order.customer, order.market) == (3, None, "US")


def test_units_that_neither_shipped_nor_wait_were_cancelled() -> None:
    """Three ordered, one shipped, one waiting: one was cancelled."""
    item = {
        "orderItemId": "1",
        "quantityOrdered": 3,
        "fulfillment": {"quantityFulfilled": 1, "quantityUnfulfilled": 1},
    }
    line = _order(orderItems=[item], fulfillment={"fulfillmentStatus": "PARTIALLY_SHIPPED"}).lines[0]
    assert (line.ordered, line.shipped, line.cancelled) == (3, 1, 1)


def test_a_cancelled_order_cancels_all_that_did_not_ship() -> None:
    """Nothing waits in a cancelled order."""
    assert _order(fulfillment={"fulfillmentStatus": "CANCELLED"}).lines[0].cancelled == 3


@pytest.mark.parametrize("kind", ["REPLACEMENT_ORIGINAL_ID", "EXCHANGE_ORIGINAL_ID"])
def test_a_replacement_order_names_the_order_it_replaces(kind: str) -> None:
    """A replacement is no sale of its own."""
    assert _order(associatedOrders=[{"orderId": "1-2", "associationType": kind}]).replaces == "1-2"


def test_an_unknown_status_is_unknown() -> None:
    """A word that Amazon may add tomorrow does not stop an order."""
    assert _order(fulfillment={"fulfillmentStatus": "TELEPORTED"}).status is OrderStatus.UNKNOWN


def test_the_delivery_window_is_kept() -> None:
    """Review solicitations are counted from the promised window, so the order keeps it."""
    window = {"earliestDateTime": "2026-03-05T07:00:00Z", "latestDateTime": "2026-03-08T07:00:00Z"}
    order = _order(fulfillment={"fulfillmentStatus": "SHIPPED", "deliverByWindow": window})
    assert order.deliver_from is not None
    assert order.deliver_until is not None
    assert (order.deliver_from.day, order.deliver_until.day) == (5, 8)


def test_parcels_of_the_seller_come_with_the_order() -> None:
    """A package becomes a parcel, and the order announces its number; one without a number is none."""
    packages = [
        {"trackingNumber": "RR1", "packageStatus": {"status": "IN_TRANSIT", "detailedStatus": "NEW_WORD"}},
        {"packageReferenceId": "2"},
    ]
    order, parcel = (
        one.record for one in parse(delivery("orders2026", order_body(packages=packages))).observations
    )
    assert isinstance(order, Order)
    assert isinstance(parcel, Parcel)
    assert (order.tracking_numbers, parcel.key, parcel.status) == (("RR1",), "RR1", "in_transit")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"<html>",
        b'{"order": {"orderId": ""}}',
        b'{"order": {"orderId": "1", "createdTime": "yesterday", "lastUpdatedTime": "x", "orderItems": 3}}',
        b'{"order": ' + b"[" * 100_000,
        b'{"errors": [{"code": "QuotaExceeded"}]}',
    ],
)
def test_what_is_no_order_is_rejected_without_its_words(body: bytes) -> None:
    """A reason names fields, never what was in them."""
    with pytest.raises(RejectedError) as error:
        parse(delivery("orders2026", body))
    assert "yesterday" not in str(error.value)


def test_an_endless_amount_is_rejected() -> None:
    """1e999999 is a legal number, and writing it out would take a megabyte."""
    body = order_body(proceeds={"grandTotal": {"amount": "1e999999", "currencyCode": "EUR"}})
    with pytest.raises(RejectedError):
        parse(delivery("orders2026", body))


def test_one_ill_order_hinders_no_other() -> None:
    """On a page it is named by its place; alone it is rejected."""
    good = order_body()["order"]
    parsed = parse(delivery("orders2026", {"orders": [good, {"orderId": "x"}, good]}))
    assert len(parsed.observations) == 2
    assert [reason.split(":")[0] for reason in parsed.rejected] == ["row 2"]
