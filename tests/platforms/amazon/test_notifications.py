import json
from typing import Any

import pytest

from aftersales.platforms.amazon.parser import parse
from aftersales.records.after_sales import Refund, Return
from aftersales.records.errors import RejectedError
from aftersales.records.message import Author, Message
from aftersales.records.order import Order
from aftersales.records.parcel import Parcel, ParcelStatus
from tests.platforms.amazon.building import delivery, order_body, sample


def _records(name: str) -> list[Any]:
    parsed = parse(delivery("notification", sample(f"notification_{name}.json")))
    return [observation.record for observation in parsed.observations]


def _shouted(value: Any) -> Any:
    """The same JSON with keys beginning in the other letter case."""
    if isinstance(value, dict):
        return {key[0].swapcase() + key[1:]: _shouted(inner) for key, inner in value.items()}
    return [_shouted(inner) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize(
    "name",
    [
        "OrderChangeNotification",
        "ShipmentTrackingMilestoneChangedNotification",
        "FulfillmentOrderStatusNotification",
    ],
)
def test_letter_case_is_no_guide(name: str) -> None:
    """13 of Amazon's types write PascalCase and 10 camelCase; either spelling of each is read the same."""
    body = sample(f"notification_{name}.json")
    other = json.dumps(_shouted(json.loads(body))).encode()
    assert parse(delivery("notification", other)) == parse(delivery("notification", body))
    assert parse(delivery("notification", body)).observations


def test_a_notification_never_outranks_a_fetched_order() -> None:
    """A notification is thinner than what a fetch gives, so any fetched state is newer."""
    told = parse(delivery("notification", sample("notification_OrderChangeNotification.json"))).observations[
        0
    ]
    fetched = parse(delivery("orders2026", order_body(lastUpdatedTime="2001-01-01T00:00:00Z"))).observations[
        0
    ]
    assert isinstance(told.record, Order)
    assert told.version < fetched.version


def test_a_wish_to_cancel_is_a_message() -> None:
    """A buyer who asks to cancel waits for an answer, and no other channel tells it."""
    message = _records("OrderChangeNotification")[1]
    assert isinstance(message, Message)
    assert (message.author, message.order_number) == (Author.CUSTOMER, "903-8868176-2219830")


def test_parcels_of_one_shipment_may_share_a_number() -> None:
    """Three packages with two numbers are two parcels; units that came back are a return without an order."""
    first, second, back = _records("FulfillmentOrderStatusNotification")
    assert isinstance(first, Parcel)
    assert first.key != second.key
    assert isinstance(back, Return)
    assert (back.order, back.lines[0].received) == (None, 12)


def test_a_milestone_is_a_parcel_with_its_history() -> None:
    """The history comes newest first and is kept oldest first; delivery has its time."""
    (parcel,) = _records("ShipmentTrackingMilestoneChangedNotification")
    assert (parcel.status, parcel.delivered_at) == (ParcelStatus.DELIVERED, parcel.updated_at)
    assert next(point.code for point in parcel.checkpoints) == "ORDER_PREPARING"
    assert parcel.shipped_at is not None
    assert parcel.shipped_at < parcel.delivered_at


def test_a_posted_refund_is_a_refund() -> None:
    """TRANSACTION_UPDATE of a refund names an order; a shipment of money to us is none."""
    body = json.loads(sample("notification_TransactionUpdateNotification.json"))
    update = body["Payload"]["TransactionUpdateNotification"]
    update["TransactionType"] = "Refund"
    update["TotalAmount"] = {"CurrencyAmount": -10.25, "CurrencyCode": "USD"}
    (observation,) = parse(delivery("notification", body)).observations
    assert isinstance(observation.record, Refund)
    assert observation.record.total.minor == 1025
    assert observation.version.startswith("0~")


@pytest.mark.parametrize(
    "body",
    [b"", b"{}", b'{"NotificationType": "ORDER_CHANGE"}', b'{"NotificationType": "ORDER_CHANGE", "Payload": 3}',
     b'{"NotificationType": "ORDER_CHANGE", "Payload": {"OrderChangeNotification": {"AmazonOrderId": null}}}'],
)  # fmt: skip
def test_a_broken_notification_is_rejected(body: bytes) -> None:
    """It is kept with its reason, and hinders no other message."""
    with pytest.raises(RejectedError):
        parse(delivery("notification", body))


def test_a_type_of_tomorrow_is_left_out_by_name() -> None:
    """A new type is no error; its name says what was left out."""
    parsed = parse(delivery("notification", {"notificationType": "BUYER_DREAMT", "payload": {}}))
    assert parsed.ignored == "type_not_needed: BUYER_DREAMT"
