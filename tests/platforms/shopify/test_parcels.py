"""Shopify's fulfilments, as webhooks and inside orders."""

import pytest

from aftersales.platforms.shopify.parser import parse
from aftersales.records.fact import fact_id
from aftersales.records.parcel import Parcel, ParcelStatus
from tests.platforms.shopify.building import (
    delivery_of,
    fulfilment,
    one,
    order,
    read,
    the_order,
)


def test_snapshot_and_webhook_tell_the_same_parcel() -> None:
    """An order's snapshot repeats its fulfilments: the same state is the same fact."""
    alone = one("fulfillments/update", fulfilment())
    inside = [
        one
        for one in read("orders/updated", order(fulfillments=[fulfilment()]))
        if one.record.kind == "parcel"
    ]
    assert [fact_id(one) for one in inside] == [fact_id(alone)]


def test_fulfilment_may_have_several_parcels() -> None:
    """Each tracking number is a parcel, whichever field names it, and the order announces them all."""
    body = fulfilment(tracking_numbers=["1Z1", "1Z 2"], tracking_number="1Z1")
    assert [one.record.key for one in read("fulfillments/create", body)] == ["1Z1", "1Z2"]
    assert the_order(fulfillments=[body]).tracking_numbers == ("1Z1", "1Z2")


def test_fulfilment_without_tracking_number_is_no_parcel() -> None:
    """Without a number nothing can be followed."""
    bare = fulfilment(tracking_numbers=[], tracking_number=None)
    assert parse(delivery_of("fulfillments/create", bare)).ignored


@pytest.mark.parametrize(
    ("word", "status"),
    [
        (None, ParcelStatus.REGISTERED),
        ("label_printed", ParcelStatus.REGISTERED),
        ("in_transit", ParcelStatus.IN_TRANSIT),
        ("out_for_delivery", ParcelStatus.OUT_FOR_DELIVERY),
        ("attempted_delivery", ParcelStatus.FAILED_ATTEMPT),
        ("delayed", ParcelStatus.STALLED),
        ("delivered", ParcelStatus.DELIVERED),
        ("failure", ParcelStatus.EXCEPTION),
        ("teleported", ParcelStatus.UNKNOWN),
    ],
)
def test_parcel_status_by_table(word: str | None, status: ParcelStatus) -> None:
    """Each word has its status, a new one is unknown."""
    record = one("fulfillments/update", fulfilment(shipment_status=word)).record
    assert isinstance(record, Parcel)
    assert (record.status, record.delivered_at is not None) == (status, status is ParcelStatus.DELIVERED)
