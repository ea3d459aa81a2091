"""Orders API 2026-01-01: what getOrder and searchOrders answer → orders and, for parcels of the seller, their parcels."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import Field

from aftersales.deliveries.wild import version as stamp
from aftersales.platforms.amazon.marketplaces import marketplace
from aftersales.platforms.amazon.nameless import customer_of
from aftersales.platforms.amazon.wire import Amount, Wire
from aftersales.records.errors import RejectedError
from aftersales.records.fact import Actor, Observation
from aftersales.records.order import Customer, Order, OrderLine, OrderStatus
from aftersales.records.parcel import Parcel, ParcelStatus
from aftersales.records.record import Instant

ORDER_STATUS = {
    "PENDING_AVAILABILITY": OrderStatus.PENDING,
    "PENDING": OrderStatus.PENDING,
    "UNSHIPPED": OrderStatus.PAID,
    "PARTIALLY_SHIPPED": OrderStatus.PART_SHIPPED,
    "SHIPPED": OrderStatus.SHIPPED,
    "CANCELLED": OrderStatus.CANCELLED,
    "UNFULFILLABLE": OrderStatus.CANCELLED,  # will never ship
}
PAID = frozenset({OrderStatus.PAID, OrderStatus.PART_SHIPPED, OrderStatus.SHIPPED})
PACKAGE_STATUS = {
    "PENDING": ParcelStatus.REGISTERED,
    "SHIPPED": ParcelStatus.IN_TRANSIT,
    "IN_TRANSIT": ParcelStatus.IN_TRANSIT,
    "DELIVERED": ParcelStatus.DELIVERED,
    "CANCELLED": ParcelStatus.STOPPED,
    "UNDELIVERABLE": ParcelStatus.EXCEPTION,
}
PACKAGE_DETAIL = {
    "OUT_FOR_DELIVERY": ParcelStatus.OUT_FOR_DELIVERY,
    "READY_FOR_PICKUP": ParcelStatus.AWAITING_PICKUP,
    "PICKUP_READY": ParcelStatus.AWAITING_PICKUP,
    "RETURNING_TO_SELLER": ParcelStatus.RETURNING,
    "RETURNED_TO_SELLER": ParcelStatus.RETURNED,
    "LOST": ParcelStatus.LOST,
    "DAMAGED": ParcelStatus.DAMAGED,
    "REJECTED": ParcelStatus.EXCEPTION,
    "UNDELIVERABLE": ParcelStatus.EXCEPTION,
}
REPLACEMENT = frozenset({"REPLACEMENT_ORIGINAL_ID", "EXCHANGE_ORIGINAL_ID"})


class _Window(Wire):
    earliest_date_time: Instant | None = None
    latest_date_time: Instant | None = None


class _Associated(Wire):
    order_id: str | None = None
    association_type: str = ""


class _Channel(Wire):
    channel_name: str = "AMAZON"
    marketplace_id: str | None = None
    marketplace_name: str | None = None


class _Buyer(Wire):
    buyer_email: str | None = None
    buyer_key: str | None = None


class _Address(Wire):
    country_code: str | None = None


class _Recipient(Wire):
    delivery_address: _Address | None = None


class _Proceeds(Wire):
    grand_total: Amount | None = None


class _Fulfillment(Wire):
    fulfillment_status: str = ""
    fulfilled_by: str = ""
    ship_by_window: _Window | None = None
    deliver_by_window: _Window | None = None


class _Price(Wire):
    unit_price: Amount | None = None


class _Product(Wire):
    asin: str | None = None
    title: str | None = None
    seller_sku: str | None = None
    price: _Price | None = None


class _Done(Wire):
    quantity_fulfilled: int | None = None
    quantity_unfulfilled: int | None = None


class _Item(Wire):
    order_item_id: str
    quantity_ordered: int
    product: _Product = _Product()
    fulfillment: _Done | None = None


class _State(Wire):
    status: str = ""
    detailed_status: str | None = None


class _Package(Wire):
    tracking_number: str | None = None
    carrier: str | None = None
    ship_time: Instant | None = None
    package_status: _State = _State()


class WireOrder(Wire):
    """An order as Amazon writes it; sections that were not asked for (`includedData`) are absent."""

    order_id: str = Field(min_length=1)
    created_time: Instant
    last_updated_time: Instant
    associated_orders: tuple[_Associated, ...] = ()
    sales_channel: _Channel = _Channel()
    buyer: _Buyer | None = None
    recipient: _Recipient | None = None
    proceeds: _Proceeds | None = None
    fulfillment: _Fulfillment = _Fulfillment()
    order_items: tuple[_Item, ...] = ()
    packages: tuple[_Package, ...] = ()


def orders_in(body: Mapping[str, Any]) -> list[object]:
    """Return the orders in an answer of getOrder (`order`) or searchOrders (`orders`), nobody having looked at them yet.

    RejectedError where it holds neither.
    """
    if "order" in body:
        return [body["order"]]
    if not isinstance(body.get("orders"), list):
        raise RejectedError("field_is_missing", "orders")
    return list(body["orders"])


def observe_order(wire: WireOrder, store: str) -> Iterator[Observation]:
    """Yield an order and the parcels that it names."""
    at, version = wire.last_updated_time, stamp(wire.last_updated_time)
    yield Observation(record=_order(wire, store), occurred_at=at, version=version, actor=Actor.PLATFORM)
    for package in wire.packages:
        if package.tracking_number:
            parcel = _parcel(package, wire, store)
            yield Observation(record=parcel, occurred_at=at, version=version, actor=Actor.CARRIER)


def _order(wire: WireOrder, store: str) -> Order:
    place = marketplace(wire.sales_channel.marketplace_id)
    address = wire.recipient.delivery_address if wire.recipient else None
    total = wire.proceeds.grand_total.money if wire.proceeds and wire.proceeds.grand_total else None
    status = ORDER_STATUS.get(wire.fulfillment.fulfillment_status, OrderStatus.UNKNOWN)
    window = wire.fulfillment.deliver_by_window or _Window()
    return Order(
        store=store,
        key=wire.order_id,
        number=wire.order_id,
        placed_at=wire.created_time,
        updated_at=wire.last_updated_time,
        status=status,
        paid=status in PAID,
        currency=total.currency if total else None,
        total=total,
        market=(address.country_code if address else None) or (place.country if place else None),
        channel=_channel(wire.sales_channel),
        customer=_customer(wire.buyer, store),
        lines=tuple(_line(item, status) for item in wire.order_items),
        tracking_numbers=tuple(
            dict.fromkeys(package.tracking_number for package in wire.packages if package.tracking_number)
        ),
        deliver_from=window.earliest_date_time,
        deliver_until=window.latest_date_time,
        ship_by=wire.fulfillment.ship_by_window.latest_date_time if wire.fulfillment.ship_by_window else None,
        warehouse="amazon" if wire.fulfillment.fulfilled_by == "AMAZON" else None,
        replaces=next(
            (other.order_id for other in wire.associated_orders if other.association_type in REPLACEMENT),
            None,
        ),
    )


def _channel(sales: _Channel) -> str:
    if sales.channel_name == "NON_AMAZON":
        return "non_amazon"
    place = marketplace(sales.marketplace_id) or marketplace(sales.marketplace_name)
    return place.channel if place else sales.marketplace_name or sales.marketplace_id or "amazon"


def _customer(buyer: _Buyer | None, store: str) -> Customer | None:
    # The address is a relay made for this buyer; orders that Amazon ships carry none, and then nobody is guessed.
    key = customer_of(store, buyer.buyer_key or buyer.buyer_email) if buyer else None
    return Customer(key=key) if key else None


def _line(item: _Item, status: OrderStatus) -> OrderLine:
    done = item.fulfillment or _Done()
    if done.quantity_fulfilled is None:
        shipped = item.quantity_ordered if status is OrderStatus.SHIPPED else 0
    else:
        shipped = done.quantity_fulfilled
    waiting = done.quantity_unfulfilled
    if status is OrderStatus.CANCELLED:
        waiting = 0
    elif waiting is None:
        waiting = item.quantity_ordered - shipped
    price = item.product.price.unit_price if item.product.price else None
    return OrderLine(
        key=item.order_item_id,
        sku=item.product.seller_sku,
        asin=item.product.asin,
        product=item.product.asin,
        title=item.product.title,
        ordered=item.quantity_ordered,
        shipped=shipped,
        cancelled=max(item.quantity_ordered - shipped - waiting, 0),
        price=price.money if price else None,
    )


def _parcel(package: _Package, wire: WireOrder, store: str) -> Parcel:
    state = package.package_status
    status = PACKAGE_DETAIL.get(state.detailed_status or "") or PACKAGE_STATUS.get(
        state.status, ParcelStatus.UNKNOWN
    )
    return Parcel(
        store=store,
        key=package.tracking_number or "",
        order=wire.order_id,
        carrier=package.carrier,
        status=status,
        code=state.detailed_status or state.status,
        market=(
            wire.recipient.delivery_address.country_code
            if wire.recipient and wire.recipient.delivery_address
            else None
        ),
        updated_at=wire.last_updated_time,
        shipped_at=package.ship_time,
    )
