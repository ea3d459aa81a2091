"""Shopify: the first big poll of orders, and webhooks for everything."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from aftersales.deliveries.raw import RawDelivery
from infra.local.seller.formats.shopify_asides import dispute_body, privacy_body, return_body
from infra.local.seller.formats.shopify_bodies import fulfilment_body, order_body, refund_body
from infra.local.seller.formats.wire import compact, connected_at, delivery, opaque
from infra.local.seller.markets import SHOP_DOMAIN, SHOPIFY
from infra.local.seller.shapes import Order, World

API_VERSION = "2026-07"
PAGE = 50
_TOPIC = {
    "requested": "returns/request",
    "approved": "returns/approve",
    "declined": "returns/decline",
    "cancelled": "returns/cancel",
    "received": "returns/close",
}


def deliveries(world: World) -> Iterator[RawDelivery]:
    """Yield the first big poll of orders and every webhook; returns, disputes and privacy requests are webhooks from the start."""
    orders = [order for order in world.orders if order.market.store == SHOPIFY]
    since = connected_at(world)
    old = [order for order in orders if order.placed_at < since]
    for page in range(0, len(old), PAGE):
        bodies = [order_body(order, since) for order in old[page : page + PAGE]]
        at = since + timedelta(seconds=page)
        yield delivery("shopify", SHOPIFY, "poll", "orders", at, compact({"orders": bodies}))
    for order in orders:
        for at, topic, body in _webhooks(order, since, world.end):
            yield webhook(at, topic, body)


def webhook(at: datetime, topic: str, body: object) -> RawDelivery:
    """Make the delivery of a webhook; the ids follow from topic, time and content, so that a repetition repeats them."""
    data = compact(body)
    headers = {
        "event-id": opaque("event", topic, at, data),
        "webhook-id": opaque("webhook", topic, at, data),
        "triggered-at": at.strftime("%Y-%m-%dT%H:%M:%S.%f000Z"),
        "shop-domain": SHOP_DOMAIN,
        "api-version": API_VERSION,
    }
    return delivery("shopify", SHOPIFY, "webhook", topic, at + timedelta(seconds=2), data, headers)


def _webhooks(order: Order, since: datetime, end: datetime) -> Iterator[tuple[datetime, str, object]]:
    changes: list[tuple[datetime, str, object]] = [(order.placed_at, "orders/create", None)]
    if order.cancelled_at:
        changes.append((order.cancelled_at, "orders/cancelled", None))
    if order.shipped_at:
        changes.append((order.shipped_at, "fulfillments/create", fulfilment_body(order)))
        whole = all(line.shipped for line in order.lines)
        changes.append(
            (order.shipped_at, "orders/fulfilled" if whole else "orders/partially_fulfilled", None)
        )
    for refund in order.refunds:
        changes.append((refund.at, "refunds/create", refund_body(order, refund, with_return=True)))
        changes.append((refund.at, "orders/updated", None))
    for at, topic, body in changes:
        if at >= since and at < end:
            yield at, topic, body or order_body(order, at)
    yield from _asides(order)


def _asides(order: Order) -> Iterator[tuple[datetime, str, object]]:
    """Yield what no snapshot of an order holds."""
    for back in order.returns:
        for at, fate in back.steps:
            yield at, _TOPIC[fate], return_body(order, back, fate)
    for claim in order.claims:
        for place, (at, _) in enumerate(claim.states):
            yield at, "disputes/update" if place else "disputes/create", dispute_body(order, claim, place)
    if order.privacy:
        yield order.privacy.at, order.privacy.form, privacy_body(order)
