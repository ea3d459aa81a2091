"""Amazon's deliveries for tests."""

import json
from pathlib import Path
from typing import Any

from aftersales.deliveries.raw import RawDelivery

EVENTS = Path(__file__).parents[3] / "events" / "platforms" / "amazon"
STORE = "amazon-main"


def delivery(name: str, body: bytes | dict[str, Any], **headers: str) -> RawDelivery:
    """A polled delivery; header names are given with underscores."""
    return RawDelivery(
        workspace="demo",
        connection=STORE,
        platform="amazon",
        store=STORE,
        channel="poll",
        name=name,
        received_at="2026-11-22T02:00:00.000+00:00",
        body=body if isinstance(body, bytes) else json.dumps(body).encode(),
        headers={key.replace("_", "-"): value for key, value in headers.items()},
    )


def sample(name: str) -> bytes:
    """The bytes of a sample."""
    return (EVENTS / name).read_bytes()


def order_body(**changes: Any) -> dict[str, Any]:
    """An order as Amazon writes it, with some fields replaced."""
    body = {
        "orderId": "111-0000000-0000001",
        "createdTime": "2026-03-01T10:00:00Z",
        "lastUpdatedTime": "2026-03-02T10:00:00Z",
        "salesChannel": {"channelName": "AMAZON", "marketplaceId": "ATVPDKIKX0DER"},
        "fulfillment": {"fulfillmentStatus": "SHIPPED"},
        "orderItems": [
            {"orderItemId": "1", "quantityOrdered": 3, "product": {"asin": "B0", "sellerSku": "S"}}
        ],
    }
    return {"order": {**body, **changes}}
