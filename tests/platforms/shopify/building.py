"""Bodies as Shopify sends them, and what the parser makes of them."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from aftersales.deliveries.raw import RawDelivery
from aftersales.platforms.shopify.parser import parse
from aftersales.records.after_sales import Refund, Return
from aftersales.records.fact import Observation
from aftersales.records.order import Order

TRIGGERED = "2026-03-29T18:00:27.877041743Z"


def delivery_of(name: str, body: object, headers: Mapping[str, str] | None = None) -> RawDelivery:
    """Wrap a body as a webhook's delivery."""
    return RawDelivery(
        workspace="demo",
        connection="shop",
        platform="shopify",
        store="shop",
        channel="webhook",
        name=name,
        received_at="2026-03-29T18:00:29.000+00:00",
        body=json.dumps(body, default=float).encode(),
        headers={"triggered-at": TRIGGERED} if headers is None else headers,
    )


def read(name: str, body: object) -> list[Observation]:
    """Parse a body and return what was observed."""
    return list(parse(delivery_of(name, body)).observations)


def order(**changed: Any) -> dict[str, Any]:
    """An order of one line, paid and not shipped."""
    return {
        "id": 820982911946154508,
        "name": "#1001",
        "order_number": 1001,
        "created_at": "2026-03-01T16:54:56+02:00",
        "updated_at": "2026-03-02T09:00:00+02:00",
        "currency": "USD",
        "total_price": "254.98",
        "financial_status": "paid",
        "fulfillment_status": None,
        "email": "jon@example.com",
        "line_items": [line()],
        **changed,
    }


def line(**changed: Any) -> dict[str, Any]:
    """A line of three units."""
    return {
        "id": 11,
        "sku": "A-1",
        "title": "Lamp",
        "quantity": 3,
        "fulfillable_quantity": 3,
        "price": "10.00",
        **changed,
    }


def fulfilment(quantity: int = 2, **changed: Any) -> dict[str, Any]:
    """A fulfilment in one parcel."""
    return {
        "id": 255,
        "order_id": 820982911946154508,
        "status": "success",
        "created_at": "2026-03-03T10:00:00Z",
        "updated_at": "2026-03-04T10:00:00Z",
        "tracking_company": "UPS",
        "tracking_numbers": ["1Z1"],
        "shipment_status": None,
        "line_items": [{"id": 11, "quantity": quantity}],
        **changed,
    }


def refund(**changed: Any) -> dict[str, Any]:
    """A settled refund of one unit."""
    return {
        "id": 77,
        "order_id": 820982911946154508,
        "created_at": "2026-03-09T10:00:00Z",
        "note": "too small",
        "refund_line_items": [
            {
                "line_item_id": 11,
                "quantity": 1,
                "subtotal": Decimal("195.66"),
                "total_tax": Decimal("3.98"),
                "line_item": {"sku": "A-1"},
            }
        ],
        "transactions": [{"kind": "refund", "status": "success", "amount": "209.00", "currency": "USD"}],
        **changed,
    }


def one(name: str, body: object) -> Observation:
    """Parse a body that tells exactly one thing."""
    [observation] = read(name, body)
    return observation


def the_order(**changed: Any) -> Order:
    """Parse an order with some fields changed."""
    record = read("orders/updated", order(**changed))[0].record
    assert isinstance(record, Order)
    return record


def the_refund(**changed: Any) -> Refund:
    """Parse a refund with some fields changed."""
    record = one("refunds/create", refund(**changed)).record
    assert isinstance(record, Refund)
    return record


def the_return(topic: str = "returns/request", **changed: Any) -> Return:
    """Parse a return with some fields changed."""
    body = {
        "id": 3547,
        "status": "requested",
        "order": {"id": 820982911946154508},
        "return_line_items": [
            {
                "quantity": 1,
                "return_reason": "size_too_small",
                "fulfillment_line_item": {"line_item": {"id": 11}},
            }
        ],
        **changed,
    }
    record = one(topic, body).record
    assert isinstance(record, Return)
    return record


def dispute(**changed: Any) -> dict[str, Any]:
    """A chargeback that waits for an answer."""
    return {
        "id": 5986,
        "order_id": 625362839,
        "type": "chargeback",
        "amount": "11.50",
        "currency": "USD",
        "reason": "subscription_canceled",
        "status": "needs_response",
        "evidence_due_by": "2026-04-09T19:00:00-05:00",
        "evidence_sent_on": None,
        "finalized_on": None,
        "initiated_at": "2026-03-29T20:00:00-04:00",
        **changed,
    }


def fields_of(delivery: RawDelivery) -> dict[str, Any]:
    """The fields of a delivery, to make another like it."""
    return {name: getattr(delivery, name) for name in delivery.__dataclass_fields__}
