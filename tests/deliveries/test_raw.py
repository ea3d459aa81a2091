"""One way for everything that comes over a connection to become a delivery."""

import json
from datetime import datetime

from aftersales.deliveries.polling import polled
from aftersales.deliveries.raw import RawDelivery
from aftersales.intake.notifications import open_any
from aftersales.records.workspace import Connection

SHOP = Connection(workspace="w", id="a", platform="amazon", store="shop", name="A", address="A1SELLER")
IN_SHANGHAI = datetime.fromisoformat("2026-11-03T01:30:00.123456+08:00")


def test_every_way_in_tells_the_moment_alike() -> None:
    """Polled or written to the queue, a delivery says when it came in UTC and with milliseconds: its day is the archive's."""
    order = json.dumps({"NotificationType": "ORDER_CHANGE", "Payload": {"SellerId": "A1SELLER"}})
    told = open_any(order, now=IN_SHANGHAI, connection_of=lambda *_: SHOP)
    assert isinstance(told, RawDelivery)
    asked = polled(SHOP, "orders", b"{}", IN_SHANGHAI)
    assert {told.received_at, asked.received_at} == {"2026-11-02T17:30:00.123+00:00"}
    assert (told.workspace, told.connection, told.platform, told.store) == ("w", "a", "amazon", "shop")
    assert RawDelivery.from_json(told.to_json()) == told
