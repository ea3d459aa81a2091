"""Amazon: pages of the Orders and Finances APIs as polls got them. The report files are in `amazon_reports`."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from aftersales.deliveries.raw import RawDelivery
from infra.local.seller.formats.amazon_reports import reports
from infra.local.seller.formats.wire import amount, compact, connected_at, delivery, polled_at, utc
from infra.local.seller.markets import AMAZON, AMAZON_SELLER
from infra.local.seller.shapes import Line, Order, Refund, World

PAGE = 100


def deliveries(world: World) -> Iterator[RawDelivery]:
    """Yield pages of changed orders and of money, as a poll every six hours found them, and the report files."""
    orders = [order for order in world.orders if order.market.store == AMAZON]
    for at, changed in sorted(_polls(orders, world).items()):
        for page in range(0, len(changed), PAGE):
            bodies = [order_body(order, at) for order in changed[page : page + PAGE]]
            received_at = at + timedelta(seconds=page // PAGE)
            yield delivery("amazon", AMAZON, "poll", "orders2026", received_at, compact({"orders": bodies}))
    for at, money in sorted(_money(orders, world).items()):
        for page in range(0, len(money), PAGE):
            body = transactions_body(money[page : page + PAGE])
            yield delivery("amazon", AMAZON, "poll", "finances2024", at, compact(body))
    yield from reports(world, orders)


def _polls(orders: list[Order], world: World) -> dict[datetime, list[Order]]:
    """Return the orders that each poll finds changed; what was before the first one comes with the first one."""
    since = connected_at(world)
    found: dict[datetime, dict[str, Order]] = defaultdict(dict)
    for order in orders:
        for at in changes(order):
            found[max(polled_at(at, world), since)][order.id] = order
    return {at: list(changed.values()) for at, changed in found.items()}


def _money(orders: list[Order], world: World) -> dict[datetime, list[tuple[Order, Refund]]]:
    since = connected_at(world)
    found: dict[datetime, list[tuple[Order, Refund]]] = defaultdict(list)
    for order in orders:
        for refund in order.refunds:
            found[max(polled_at(refund.at, world), since)].append((order, refund))
    return found


def changes(order: Order) -> list[datetime]:
    """Return the moments at which an order changed, oldest first."""
    delivered_at = order.parcel.delivered_at if order.parcel else None
    moments = (order.placed_at, order.cancelled_at, order.shipped_at, delivered_at)
    return sorted(moment for moment in moments if moment)


def order_body(order: Order, at: datetime) -> dict[str, Any]:
    """Return the order as it stood at `at`, with the sections that the product asks for."""
    place, currency, person = order.market.marketplace, order.market.currency, order.person
    if place is None:
        raise ValueError(order.id)
    shipped = order.shipped_at is not None and order.shipped_at <= at
    cancelled = order.cancelled_at is not None and order.cancelled_at <= at
    body: dict[str, Any] = {
        "orderId": order.id,
        "createdTime": utc(order.placed_at),
        "lastUpdatedTime": utc(max(moment for moment in changes(order) if moment <= at)),
        "programs": ["PRIME"] if order.by_amazon else [],
        "salesChannel": {
            "channelName": "AMAZON",
            "marketplaceId": place.id,
            "marketplaceName": place.site,
        },
        "buyer": {"buyerName": person.name, "buyerEmail": person.email},
        "recipient": {"deliveryAddress": _address(order)},
        "proceeds": {"grandTotal": _money_text(order.total, currency)},
        "fulfillment": {
            "fulfillmentStatus": _status(order, shipped=shipped, cancelled=cancelled),
            "fulfilledBy": "AMAZON" if order.by_amazon else "MERCHANT",
            "fulfillmentServiceLevel": "STANDARD",
            "shipByWindow": _ship_window(order),
            "deliverByWindow": _window(order),
        },
        "orderItems": [_item(order, line, shipped=shipped) for line in order.lines],
    }
    if order.replaces:
        body["associatedOrders"] = [{"orderId": order.replaces, "associationType": "REPLACEMENT_ORIGINAL_ID"}]
    if shipped and order.parcel:
        body["packages"] = [_package(order, at)]
    return body


def _status(order: Order, *, shipped: bool, cancelled: bool) -> str:
    if cancelled:
        return "CANCELLED"
    if shipped:
        return "SHIPPED"
    return "PENDING" if order.cancelled_at else "UNSHIPPED"


def _window(order: Order) -> dict[str, str]:
    low, high = order.market.transit_days
    begin = order.placed_at.replace(hour=7, minute=0, second=0) + timedelta(days=low + 1)
    return {"earliestDateTime": utc(begin), "latestDateTime": utc(begin + timedelta(days=high - low + 1))}


def _ship_window(order: Order) -> dict[str, str]:
    """Three days are promised for handing over, weekends included."""
    begin = order.placed_at.replace(hour=7, minute=0, second=0)
    return {"earliestDateTime": utc(begin), "latestDateTime": utc(begin + timedelta(days=3))}


def _address(order: Order) -> dict[str, str]:
    city, state, postcode = order.market.cities[order.index % len(order.market.cities)]
    return {
        "name": order.person.name,
        "addressLine1": f"{order.index % 90 + 1} Example Road",
        "city": city,
        "stateOrRegion": state,
        "postalCode": postcode,
        "countryCode": order.market.country,
        "addressType": "RESIDENTIAL",
    }


def _money_text(minor: int, currency: str) -> dict[str, str]:
    return {"amount": amount(minor, currency), "currencyCode": currency}


def _item(order: Order, line: Line, *, shipped: bool) -> dict[str, Any]:
    currency = order.market.currency
    price = 0 if order.replaces else line.price
    language = "ja" if order.market.country == "JP" else "en"
    return {
        "orderItemId": str(line.id),
        "quantityOrdered": line.quantity,
        "product": {
            "asin": line.product.asin,
            "title": line.product.titles[language],
            "sellerSku": line.product.sku,
            "condition": {"conditionType": "NEW", "conditionSubtype": "NEW"},
            "price": {"unitPrice": _money_text(price, currency)},
        },
        "proceeds": {"proceedsTotal": _money_text(price * line.quantity, currency)},
        "fulfillment": {
            "quantityFulfilled": line.shipped if shipped else 0,
            "quantityUnfulfilled": 0 if shipped else line.quantity,
        },
    }


def _package(order: Order, at: datetime) -> dict[str, Any]:
    parcel = order.parcel
    if parcel is None:
        raise ValueError(order.id)
    delivered = parcel.delivered_at is not None and parcel.delivered_at <= at
    return {
        "packageReferenceId": f"PKG-{order.index}",
        "createdTime": utc(parcel.shipped_at),
        "packageStatus": {"status": "DELIVERED" if delivered else "IN_TRANSIT"},
        "carrier": order.market.carrier[1],
        "shipTime": utc(parcel.shipped_at),
        "trackingNumber": parcel.number,
        "packageItems": [{"orderItemId": str(line.id), "quantity": line.shipped} for line in order.lines],
    }


def transactions_body(money: list[tuple[Order, Refund]]) -> dict[str, Any]:
    """Return a page of listTransactions; amounts are JSON numbers here, and a refund is negative."""
    return {"payload": {"transactions": [_transaction(order, refund) for order, refund in money]}}


def _transaction(order: Order, refund: Refund) -> dict[str, Any]:
    currency, place = order.market.currency, order.market.marketplace
    major = -float(amount(refund.amount, currency))
    total = {"currencyAmount": major, "currencyCode": currency}
    return {
        "sellingPartnerMetadata": {
            "sellingPartnerId": AMAZON_SELLER,
            "accountType": "PAYABLE",
            "marketplaceId": place.id if place else "",
        },
        "relatedIdentifiers": [
            {"relatedIdentifierName": "ORDER_ID", "relatedIdentifierValue": order.id},
            {"relatedIdentifierName": "REFUND_ID", "relatedIdentifierValue": str(refund.id)},
        ],
        "transactionType": "Refund",
        "transactionId": f"T{refund.id}",
        "transactionStatus": "RELEASED",
        "description": "Refund Order",
        "postedDate": utc(refund.at),
        "totalAmount": total,
        "items": [
            {
                "description": part.line.product.titles["en"],
                "totalAmount": {
                    "currencyAmount": -float(amount(part.amount, currency)),
                    "currencyCode": currency,
                },
                "contexts": [
                    {
                        "contextType": "ProductContext",
                        "asin": part.line.product.asin,
                        "sku": part.line.product.sku,
                        "quantityShipped": part.quantity,
                        "fulfillmentNetwork": "AFN" if order.by_amazon else "MFN",
                    }
                ],
            }
            for part in refund.lines
        ],
    }
