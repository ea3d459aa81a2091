"""Notifications from Amazon's queue. They are hints: late, repeated, sometimes lost, and thinner than what a fetch gives.

What a notification says about an order therefore ranks below any fetched state of it; what is only a hint to fetch is left out
with its reason, because the schedule fetches anyway.
"""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from pydantic import Field

from aftersales.deliveries.parsed import Parsed
from aftersales.deliveries.wild import version as stamp
from aftersales.platforms.amazon.finances import Transaction, observe_transactions
from aftersales.platforms.amazon.marketplaces import marketplace
from aftersales.platforms.amazon.parcels import observe_fulfilment, observe_milestones
from aftersales.platforms.amazon.wire import Wire, document, shaped
from aftersales.records.errors import RejectedError
from aftersales.records.fact import Actor, Observation
from aftersales.records.message import Author, Message
from aftersales.records.order import Order, OrderLine, OrderStatus
from aftersales.records.record import Instant

THIN = "0~"
"""Leads the version of a state that must never outrank a fetched one (those start with a year)."""

STATUS = {
    "PendingAvailability": OrderStatus.PENDING,
    "Pending": OrderStatus.PENDING,
    "Unshipped": OrderStatus.PAID,
    "PartiallyShipped": OrderStatus.PART_SHIPPED,
    "Shipped": OrderStatus.SHIPPED,
    "InvoiceUnconfirmed": OrderStatus.SHIPPED,
    "Canceled": OrderStatus.CANCELLED,
    "Unfulfillable": OrderStatus.CANCELLED,
}


class _Trigger(Wire):
    time_of_order_change: Instant
    change_reason: str = ""


class _Item(Wire):
    order_item_id: str
    seller_sku: str | None = None
    quantity: int = 0
    quantity_shipped: int = 0
    is_buyer_requested_cancel: bool = False


class _Summary(Wire):
    marketplace_id: str | None = None
    order_status: str = ""
    purchase_date: Instant
    earliest_delivery_date: Instant | None = None
    latest_delivery_date: Instant | None = None
    latest_ship_date: Instant | None = None
    order_items: tuple[_Item, ...] = ()


class _OrderChange(Wire):
    amazon_order_id: str = Field(min_length=1)
    order_change_trigger: _Trigger
    summary: _Summary


def parse_notification(body: bytes, store: str) -> Parsed:
    """Read a notification in either letter case; types without a reader are left out by name."""
    envelope = document(body)
    kind = str(envelope.get("notification_type", ""))
    if not kind:
        raise RejectedError("notification_without_type")
    if kind not in READERS:
        return Parsed(ignored=IGNORED.get(kind, f"type_not_needed: {kind[:60]}"))
    inner = _inner(envelope)
    found = tuple(READERS[kind](inner, store))
    return Parsed(found, None if found else f"nothing_for_us: {kind[:60]}")


def _inner(envelope: Mapping[str, Any]) -> Mapping[str, Any]:
    """The payload proper lies one level down under a name that follows the type, if it lies there."""
    payload = envelope.get("payload")
    if not isinstance(payload, dict):
        raise RejectedError("notification_without_payload")
    named = [value for key, value in payload.items() if key.endswith("_notification")]
    return named[0] if named and isinstance(named[0], dict) else payload


def _order_change(inner: Mapping[str, Any], store: str) -> Iterator[Observation]:
    change = shaped(_OrderChange, inner)
    at, summary = change.order_change_trigger.time_of_order_change, change.summary
    place = marketplace(summary.marketplace_id)
    status = STATUS.get(summary.order_status, OrderStatus.UNKNOWN)
    order = Order(
        store=store,
        key=change.amazon_order_id,
        number=change.amazon_order_id,
        placed_at=summary.purchase_date,
        updated_at=at,
        status=status,
        paid=status in {OrderStatus.PAID, OrderStatus.PART_SHIPPED, OrderStatus.SHIPPED},
        market=place.country if place else None,
        channel=place.channel if place else "amazon",
        lines=tuple(_line(item, status) for item in summary.order_items),
        deliver_from=summary.earliest_delivery_date,
        deliver_until=summary.latest_delivery_date,
        ship_by=summary.latest_ship_date,
    )
    yield Observation(record=order, occurred_at=at, version=f"{THIN}{stamp(at)}", actor=Actor.PLATFORM)
    if any(item.is_buyer_requested_cancel for item in summary.order_items):
        yield _cancellation_wish(change, store)


def _line(item: _Item, status: OrderStatus) -> OrderLine:
    gone = item.quantity - item.quantity_shipped if status is OrderStatus.CANCELLED else 0
    return OrderLine(
        key=item.order_item_id,
        sku=item.seller_sku,
        ordered=item.quantity,
        shipped=item.quantity_shipped,
        cancelled=gone,
    )


def _cancellation_wish(change: _OrderChange, store: str) -> Observation:
    """A buyer who asks to cancel waits for an answer, and no other channel of Amazon tells it: a message in Amazon's words."""
    at = change.order_change_trigger.time_of_order_change
    message = Message(
        store=store,
        key=f"cancel-{change.amazon_order_id}",
        thread=f"cancel-{change.amazon_order_id}",
        author=Author.CUSTOMER,
        sent_at=at,
        channel="platform",
        subject="Buyer Requested Cancel",
        text=change.order_change_trigger.change_reason or "Buyer Requested Cancel",
        order_number=change.amazon_order_id,
    )
    return Observation(record=message, occurred_at=at, version=stamp(at), actor=Actor.CUSTOMER)


def _transaction(inner: Mapping[str, Any], store: str) -> Iterator[Observation]:
    for observation in observe_transactions([shaped(Transaction, inner)], store):
        yield observation.having(version=f"{THIN}{observation.version}")


Reader = Callable[[Mapping[str, Any], str], Iterator[Observation]]
READERS: Mapping[str, Reader] = MappingProxyType(
    {
        "ORDER_CHANGE": _order_change,
        "FULFILLMENT_ORDER_STATUS": observe_fulfilment,
        "SHIPMENT_TRACKING_MILESTONE_CHANGED": observe_milestones,
        "TRANSACTION_UPDATE": _transaction,
    }
)
IGNORED: Mapping[str, str] = MappingProxyType(
    {
        "REPORT_PROCESSING_FINISHED": "hint_to_fetch: the schedule asks for the report itself",
        "FBA_OUTBOUND_SHIPMENT_STATUS": "hint_to_fetch: names a shipment without a tracking number; the order is fetched",
        "FEED_PROCESSING_FINISHED": "no_feeds_are_sent",
        "DATA_KIOSK_QUERY_PROCESSING_FINISHED": "no_queries_are_sent",
    }
)
"""Types that are deliberately left out, with the reason; any other type is left out as not needed."""
