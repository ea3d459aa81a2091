"""Shopify's orders with their fulfilments and refunds, in the shape of the REST API."""

from datetime import datetime
from typing import Any

from infra.local.seller.formats.wire import amount, local
from infra.local.seller.shapes import Line, Order, Refund

ZONE = "America/New_York"
_COUNTRY = {"US": "United States", "CA": "Canada", "AU": "Australia", "MX": "Mexico"}


def order_body(order: Order, at: datetime) -> dict[str, Any]:
    """Return the order as it stood at `at`."""
    currency, person = order.market.currency, order.person
    shipped = order.shipped_at is not None and order.shipped_at <= at
    cancelled = order.cancelled_at is not None and order.cancelled_at <= at
    refunds = [refund for refund in order.refunds if refund.at <= at]
    moments = [order.placed_at, *(refund.at for refund in refunds)]
    moments += [order.shipped_at] if shipped and order.shipped_at else []
    moments += [order.cancelled_at] if cancelled and order.cancelled_at else []
    total = amount(order.total, currency)
    return {
        "id": int(order.id),
        "admin_graphql_api_id": f"gid://shopify/Order/{order.id}",
        "buyer_accepts_marketing": person.consents,
        "cancel_reason": "customer" if cancelled else None,
        "cancelled_at": local(order.cancelled_at, ZONE) if cancelled and order.cancelled_at else None,
        "contact_email": person.email,
        "created_at": local(order.placed_at, ZONE),
        "currency": currency,
        "customer_locale": f"{person.language}-{order.market.country}",
        "email": person.email,
        "financial_status": _payment(order, refunds, cancelled=cancelled),
        "fulfillment_status": _fulfilment_status(order) if shipped else None,
        "name": f"#{order.number}",
        "note": None,
        "note_attributes": [{"name": "replaces", "value": f"#{order.replaces}"}] if order.replaces else [],
        "number": int(order.number) - 1000,
        "order_number": int(order.number),
        "phone": person.phone,
        "presentment_currency": currency,
        "processed_at": local(order.placed_at, ZONE),
        "source_name": "web",
        "subtotal_price": total,
        "tags": "replacement" if order.replaces else "",
        "taxes_included": True,
        "test": order.is_test,
        "total_discounts": "0.00",
        "total_line_items_price": total,
        "total_price": total,
        "total_price_set": _both(order.total, currency),
        "total_tax": "0.00",
        "updated_at": local(max(moments), ZONE),
        "customer": _customer(order),
        "fulfillments": [fulfilment_body(order)] if shipped else [],
        "line_items": [
            _line(order, line, refunds, shipped=shipped, cancelled=cancelled) for line in order.lines
        ],
        "refunds": [refund_body(order, refund, with_return=False) for refund in refunds],
        "billing_address": _address(order),
        "shipping_address": _address(order),
        "shipping_lines": [
            {"id": int(order.id) + 7, "code": "Free Shipping", "price": "0.00", "title": "Free Shipping"}
        ],
    }


def _payment(order: Order, refunds: list[Refund], *, cancelled: bool) -> str:
    if cancelled:
        return "voided"
    if order.cancelled_at:
        return "authorized"
    back = sum(refund.amount for refund in refunds if refund.settled)
    if not back:
        return "paid"
    return "refunded" if back >= order.total else "partially_refunded"


def _fulfilment_status(order: Order) -> str:
    return "fulfilled" if all(line.shipped for line in order.lines) else "partial"


def _both(minor: int, currency: str) -> dict[str, Any]:
    money = {"amount": amount(minor, currency), "currency_code": currency}
    return {"shop_money": money, "presentment_money": money}


def _customer(order: Order) -> dict[str, Any] | None:
    person = order.person
    if person.id is None:
        return None
    return {
        "id": person.id,
        "email": person.email,
        "first_name": person.first,
        "last_name": person.last,
        "phone": person.phone,
        "state": "enabled",
        "verified_email": True,
        "currency": order.market.currency,
        "email_marketing_consent": {
            "state": "subscribed" if person.consents else "not_subscribed",
            "opt_in_level": "single_opt_in",
            "consent_updated_at": None,
        },
        "admin_graphql_api_id": f"gid://shopify/Customer/{person.id}",
    }


def _address(order: Order) -> dict[str, Any]:
    city, province, postcode = order.market.cities[order.index % len(order.market.cities)]
    return {
        "first_name": order.person.first,
        "last_name": order.person.last,
        "name": order.person.name,
        "address1": f"{order.index % 90 + 1} Example Street",
        "address2": "",
        "city": city,
        "province": province,
        "province_code": province,
        "zip": postcode,
        "country": _COUNTRY[order.market.country],
        "country_code": order.market.country,
        "phone": order.person.phone,
        "company": None,
    }


def _line(
    order: Order, line: Line, refunds: list[Refund], *, shipped: bool, cancelled: bool
) -> dict[str, Any]:
    currency = order.market.currency
    gone = sum(part.quantity for refund in refunds for part in refund.lines if part.line.id == line.id)
    sent = line.shipped if shipped else 0
    left = 0 if cancelled or (not line.shipped and gone) else line.quantity - sent
    return {
        "id": line.id,
        "admin_graphql_api_id": f"gid://shopify/LineItem/{line.id}",
        "current_quantity": line.quantity - gone,
        "fulfillable_quantity": left,
        "fulfillment_service": "manual",
        "fulfillment_status": "fulfilled" if sent else None,
        "gift_card": False,
        "name": line.product.titles["en"],
        "price": amount(0 if order.replaces else line.price, currency),
        "price_set": _both(0 if order.replaces else line.price, currency),
        "product_exists": True,
        "product_id": line.product.shopify_id,
        "properties": [],
        "quantity": line.quantity,
        "requires_shipping": True,
        "sku": line.product.sku,
        "taxable": True,
        "title": line.product.titles["en"],
        "total_discount": "0.00",
        "variant_id": line.product.shopify_id + 70_000_000,
        "variant_title": None,
        "tax_lines": [],
        "discount_allocations": [],
    }


def fulfilment_body(order: Order) -> dict[str, Any]:
    """Return the one fulfilment of a shipped order."""
    if order.shipped_at is None or order.parcel is None:
        raise ValueError(order.id)
    at = local(order.shipped_at, ZONE)
    return {
        "id": int(order.id) // 1000 + 4,
        "admin_graphql_api_id": f"gid://shopify/Fulfillment/{int(order.id) // 1000 + 4}",
        "created_at": at,
        "location_id": 655441491,
        "name": f"#{order.number}.1",
        "order_id": int(order.id),
        "service": "manual",
        "shipment_status": None,
        "status": "success",
        "tracking_company": order.market.carrier[1],
        "tracking_number": order.parcel.number,
        "tracking_numbers": [order.parcel.number],
        "tracking_url": None,
        "tracking_urls": [],
        "updated_at": at,
        "line_items": [
            {
                "id": line.id,
                "sku": line.product.sku,
                "title": line.product.titles["en"],
                "quantity": line.shipped,
                "price": amount(0 if order.replaces else line.price, order.market.currency),
                "product_id": line.product.shopify_id,
            }
            for line in order.lines
            if line.shipped
        ],
    }


def refund_body(order: Order, refund: Refund, *, with_return: bool) -> dict[str, Any]:
    """Return a refund; amounts of its lines are JSON numbers, that of its transaction is a text, as Shopify does it."""
    at = local(refund.at, ZONE)
    body: dict[str, Any] = {
        "id": refund.id,
        "admin_graphql_api_id": f"gid://shopify/Refund/{refund.id}",
        "order_id": int(order.id),
        "created_at": at,
        "processed_at": at,
        "note": refund.reason,
        "restock": bool(refund.lines),
        "user_id": 548380009,
        "order_adjustments": [],
        "duties": [],
        "refund_line_items": [
            _refunded(order, part.line, part.quantity, part.amount) for part in refund.lines
        ],
        "transactions": [_transaction(order, refund)],
    }
    if with_return:
        back = refund.returned
        body["return"] = (
            {"id": back, "admin_graphql_api_id": f"gid://shopify/Return/{back}"} if back else None
        )
    return body


def _refunded(order: Order, line: Line, quantity: int, minor: int) -> dict[str, Any]:
    currency = order.market.currency
    return {
        "id": line.id + 500,
        "line_item_id": line.id,
        "location_id": 655441491,
        "quantity": quantity,
        "restock_type": "return" if line.shipped else "cancel",
        "subtotal": float(amount(minor, currency)),
        "subtotal_set": _both(minor, currency),
        "total_tax": 0.0,
        "total_tax_set": _both(0, currency),
        "line_item": {"id": line.id, "sku": line.product.sku, "title": line.product.titles["en"]},
    }


def _transaction(order: Order, refund: Refund) -> dict[str, Any]:
    at = local(refund.at, ZONE)
    return {
        "id": refund.id + 7_000_000_000,
        "admin_graphql_api_id": f"gid://shopify/OrderTransaction/{refund.id + 7_000_000_000}",
        "amount": amount(refund.amount, order.market.currency),
        "created_at": at,
        "currency": order.market.currency,
        "gateway": "shopify_payments",
        "kind": "refund",
        "order_id": int(order.id),
        "parent_id": int(order.id) + 11,
        "processed_at": at,
        "status": "success" if refund.settled else "pending",
        "test": False,
    }
