"""Bodies as WooCommerce sends them, and what the parser makes of them."""

import json
from collections.abc import Mapping
from typing import Any

from aftersales.deliveries.raw import RawDelivery
from aftersales.platforms.woocommerce.parser import parse
from aftersales.records.after_sales import Refund, Review
from aftersales.records.fact import Observation
from aftersales.records.order import Order

RECEIVED = "2026-11-22T02:00:00.000+00:00"


def delivery_of(
    name: str, body: object, headers: Mapping[str, str] | None = None, received_at: str = RECEIVED
) -> RawDelivery:
    """Wrap a body."""
    return RawDelivery(
        workspace="demo",
        connection="woo",
        platform="woocommerce",
        store="woo",
        channel="poll",
        name=name,
        received_at=received_at,
        body=json.dumps(body).encode(),
        headers=headers or {},
    )


def read(name: str, body: object, headers: Mapping[str, str] | None = None) -> list[Observation]:
    """Parse a body and return what was observed."""
    return list(parse(delivery_of(name, body, headers)).observations)


def order(**changed: Any) -> dict[str, Any]:
    """An order of two units, paid and not shipped."""
    return {
        "id": 727,
        "number": "727",
        "status": "processing",
        "currency": "EUR",
        "date_created": "2026-03-22T16:28:02",
        "date_created_gmt": "2026-03-22T15:28:02",
        "date_modified_gmt": "2026-03-23T15:28:02",
        "date_paid_gmt": "2026-03-22T15:30:00",
        "date_completed_gmt": None,
        "total": "29.35",
        "customer_id": 0,
        "billing": {"first_name": "Jo", "last_name": "Doe", "country": "DE", "email": "jo@example.com"},
        "shipping": {"country": "FR"},
        "created_via": "checkout",
        "line_items": [
            {"id": 315, "name": "Lampe &amp; Schirm", "product_id": 93, "variation_id": 0, "quantity": 2, "total": "6.00",
             "total_tax": "1.14", "sku": "", "price": 3}
        ],
        "meta_data": [],
        "refunds": [],
        **changed,
    }  # fmt: skip


def refund(**changed: Any) -> dict[str, Any]:
    """A refund of one unit."""
    return {
        "id": 726,
        "date_created_gmt": "2026-04-01T10:00:00",
        "amount": "10.00",
        "reason": "returned",
        "refunded_payment": False,
        "line_items": [
            {
                "id": 9,
                "quantity": -1,
                "total": "-9.30",
                "total_tax": "-0.70",
                "sku": "WS-1",
                "meta_data": [{"key": "_refunded_item_id", "value": "315"}],
            }
        ],
        **changed,
    }


def review(**changed: Any) -> dict[str, Any]:
    """A review of two stars."""
    return {
        "id": 22,
        "date_created_gmt": "2026-05-01T10:00:00",
        "product_id": 93,
        "status": "approved",
        "reviewer": "Jo",
        "reviewer_email": "jo@example.com",
        "review": "<p>Too dark.</p>\n",
        "rating": 2,
        "verified": True,
        **changed,
    }


def the_order(**changed: Any) -> Order:
    """Parse an order with some fields changed."""
    record = read("order.updated", order(**changed))[0].record
    assert isinstance(record, Order)
    return record


def the_refund(**changed: Any) -> Refund:
    """Parse a polled refund with some fields changed."""
    [found] = read("refunds", refund(**changed), {"order": "727", "currency": "EUR"})
    assert isinstance(found.record, Refund)
    return found.record


def the_review(**changed: Any) -> Review:
    """Parse a review with some fields changed."""
    [found] = read("reviews", review(**changed))
    assert isinstance(found.record, Review)
    return found.record
