"""WooCommerce: orders by poll and webhook, refunds and reviews by poll. Prices hold value added tax, which it splits off."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from html import escape
from typing import Any

from aftersales.deliveries.raw import RawDelivery
from infra.local.seller.formats.wire import amount, compact, connected_at, delivery, polled_at
from infra.local.seller.markets import WOO, WOO_ADDRESS
from infra.local.seller.shapes import Line, Opinion, Order, Refund, Review, World

PAGE = 50
_TIME = "%Y-%m-%dT%H:%M:%S"
_ZONE_HOURS = 2  # the shop's own time; it is written without a zone and nobody should read it


def deliveries(world: World) -> Iterator[RawDelivery]:
    """Yield the first big poll of orders, later orders by webhook, and refunds and reviews as polls found them."""
    orders = [order for order in world.orders if order.market.store == WOO]
    since = connected_at(world)
    old = [order for order in orders if order.placed_at < since]
    for page in range(0, len(old), PAGE):
        bodies = [order_body(order, since) for order in old[page : page + PAGE]]
        yield delivery("woocommerce", WOO, "poll", "orders", since + timedelta(seconds=page), compact(bodies))
    for order in orders:
        for at, topic in _changes(order):
            if since <= at < world.end:
                yield webhook(at, topic, order_body(order, at))
        for refund in order.refunds:
            seen_at = max(polled_at(refund.at, world), since)
            headers = {"order": order.id, "currency": order.market.currency}
            body = compact(refund_body(order, refund))
            yield delivery("woocommerce", WOO, "poll", "refunds", seen_at, body, headers)
    for review in world.reviews:
        yield from _reviews(review, world)


def webhook(at: datetime, topic: str, body: object) -> RawDelivery:
    """Make the delivery of a webhook: PHP's JSON, with every slash and every letter beyond ASCII escaped."""
    data = json.dumps(body, separators=(",", ":")).replace("/", "\\/").encode()
    resource, _, event = topic.partition(".")
    headers = {
        "id": "12",
        "delivery-id": f"{int(at.timestamp()):x}{at.second:02d}",
        "source": f"{WOO_ADDRESS}/",
        "resource": resource,
        "event": event,
    }
    return delivery("woocommerce", WOO, "webhook", topic, at + timedelta(seconds=5), data, headers)


def _changes(order: Order) -> Iterator[tuple[datetime, str]]:
    yield order.placed_at, "order.created"
    if order.cancelled_at:
        yield order.cancelled_at, "order.updated"
    if order.shipped_at:
        yield order.shipped_at, "order.updated"
    for refund in order.refunds:
        yield refund.at, "order.updated"


def order_body(order: Order, at: datetime) -> dict[str, Any]:
    """Return the order as it stood at `at`."""
    person, currency = order.person, order.market.currency
    shipped = order.shipped_at is not None and order.shipped_at <= at
    cancelled = order.cancelled_at is not None and order.cancelled_at <= at
    refunds = [refund for refund in order.refunds if refund.at <= at]
    moments = [order.placed_at + timedelta(seconds=6), *(refund.at for refund in refunds)]
    moments += [order.shipped_at] if shipped and order.shipped_at else []
    moments += [order.cancelled_at] if cancelled and order.cancelled_at else []
    tax = sum(_tax(order, line.price * line.quantity) for line in order.lines)
    # An order that will be cancelled waits for its bank transfer, which never comes.
    paid = order.placed_at + timedelta(seconds=6) if order.cancelled_at is None else None
    return {
        "id": int(order.id),
        "parent_id": 0,
        "number": order.number,
        "order_key": f"wc_order_{order.index:09x}",
        "created_via": "checkout",
        "version": "11.1.0",
        "status": _status(order, refunds, shipped=shipped, cancelled=cancelled),
        "currency": currency,
        **_times("date_created", order.placed_at),
        **_times("date_modified", max(moments)),
        "discount_total": "0.00",
        "shipping_total": "0.00",
        "shipping_tax": "0.00",
        "cart_tax": amount(tax, currency),
        "total": amount(order.total, currency),
        "total_tax": amount(tax, currency),
        "prices_include_tax": True,
        "customer_id": person.id or 0,
        "customer_note": "",
        "billing": {**_address(order), "email": person.email, "phone": person.phone},
        "shipping": _address(order),
        "payment_method": "stripe" if paid else "bacs",
        "transaction_id": f"ch_{order.index:012x}" if paid else "",
        **_times("date_paid", paid),
        **_times("date_completed", order.shipped_at if shipped else None),
        "meta_data": _meta(order, shipped=shipped),
        "line_items": [_line(order, line) for line in order.lines],
        "shipping_lines": [_shipping(order)],
        "fee_lines": [],
        "coupon_lines": [],
        "refunds": [
            {"id": refund.id, "reason": refund.reason, "total": amount(-refund.amount, currency)}
            for refund in refunds
        ],
    }


def _shipping(order: Order) -> dict[str, Any]:
    return {
        "id": 77_000 + order.index,
        "method_title": "Kostenlos",
        "method_id": "free_shipping",
        "total": "0.00",
        "total_tax": "0.00",
    }


def _status(order: Order, refunds: list[Refund], *, shipped: bool, cancelled: bool) -> str:
    if cancelled:
        return "cancelled"
    if refunds and sum(refund.amount for refund in refunds) >= order.total:
        return "refunded"
    if shipped:
        return "completed"
    return "on-hold" if order.cancelled_at else "processing"


def _times(name: str, at: datetime | None) -> dict[str, str | None]:
    if at is None:
        return {name: None, f"{name}_gmt": None}
    return {
        name: (at + timedelta(hours=_ZONE_HOURS)).strftime(_TIME),
        f"{name}_gmt": at.strftime(_TIME),
    }


def _tax(order: Order, gross: int) -> int:
    return gross - round(gross * 100 / (100 + order.market.vat))


def _address(order: Order) -> dict[str, str]:
    city, _, postcode = order.market.cities[order.index % len(order.market.cities)]
    return {
        "first_name": order.person.first,
        "last_name": order.person.last,
        "company": "",
        "address_1": f"Beispielweg {order.index % 90 + 1}",
        "address_2": "",
        "city": city,
        "state": "",
        "postcode": postcode,
        "country": order.market.country,
    }


def _meta(order: Order, *, shipped: bool) -> list[dict[str, Any]]:
    """Return what the plugins of the shop note at an order: language, newsletter, tracking."""
    found: list[dict[str, Any]] = [
        {"id": 900_000 + order.index * 4, "key": "wpml_language", "value": order.person.language},
        {
            "id": 900_001 + order.index * 4,
            "key": "mailchimp_woocommerce_is_subscribed",
            "value": "1" if order.person.consents else "0",
        },
    ]
    if shipped and order.parcel and order.shipped_at:
        tracking = {
            "tracking_provider": order.market.carrier[1],
            "tracking_number": order.parcel.number,
            "date_shipped": str(int(order.shipped_at.timestamp())),
        }
        found.append(
            {"id": 900_002 + order.index * 4, "key": "_wc_shipment_tracking_items", "value": [tracking]}
        )
    return found


def _line(order: Order, line: Line) -> dict[str, Any]:
    currency, gross = order.market.currency, line.price * line.quantity
    tax = _tax(order, gross)
    return {
        "id": line.id,
        "name": line.product.titles["de"],
        "product_id": line.product.woo_id,
        "variation_id": 0,
        "quantity": line.quantity,
        "tax_class": "",
        "subtotal": amount(gross - tax, currency),
        "subtotal_tax": amount(tax, currency),
        "total": amount(gross - tax, currency),
        "total_tax": amount(tax, currency),
        "taxes": [],
        "meta_data": [],
        "sku": line.product.sku,
        "price": (gross - tax) / line.quantity / 100,
    }


def refund_body(order: Order, refund: Refund) -> dict[str, Any]:
    """Return a refund as /orders/{id}/refunds answers it: it names neither its order nor its currency."""
    currency = order.market.currency
    return {
        "id": refund.id,
        **_times("date_created", refund.at),
        "amount": amount(refund.amount, currency),
        "reason": refund.reason,
        "refunded_by": 1,
        "refunded_payment": True,
        "meta_data": [],
        "line_items": [
            {
                "id": part.line.id + 300_000,
                "name": part.line.product.titles["de"],
                "product_id": part.line.product.woo_id,
                "variation_id": 0,
                "quantity": -part.quantity,
                "subtotal": amount(_tax(order, part.amount) - part.amount, currency),
                "total": amount(_tax(order, part.amount) - part.amount, currency),
                "total_tax": amount(-_tax(order, part.amount), currency),
                "sku": part.line.product.sku,
                "meta_data": [{"id": 1, "key": "_refunded_item_id", "value": str(part.line.id)}],
            }
            for part in refund.lines
        ],
    }


def observed_at(review: Review, place: int, world: World) -> datetime:
    """Return when state number `place` of a review became known: at once as posted, later ones when a poll found them."""
    at = review.states[place].at
    return polled_at(at, world) if place else at


def _reviews(review: Review, world: World) -> Iterator[RawDelivery]:
    for place, state in enumerate(review.states):
        headers = {"review-state": "changed"} if place else {}
        body = compact(review_body(review, state))
        yield delivery("woocommerce", WOO, "poll", "reviews", polled_at(state.at, world), body, headers)


def review_body(review: Review, state: Opinion) -> dict[str, Any]:
    """Return a review in one of its states; its words are HTML and it has no time of change."""
    last = state is review.states[-1] and len(review.states) > 1
    hidden = "trash" if last else "spam"
    return {
        "id": review.id,
        **_times("date_created", review.states[0].at),
        "product_id": review.product.woo_id,
        "status": "approved" if state.visible else hidden,
        "reviewer": review.person.first,
        "reviewer_email": review.person.email,
        "review": "".join(f"<p>{escape(sentence, quote=False)}</p>\n" for sentence in state.sentences),
        "rating": state.stars,
        "verified": review.verified,
    }
