"""An order of Shopify's REST shape, as webhooks and polls give it alike."""

from aftersales.customers.identity import customer_key
from aftersales.deliveries.wild import (
    Wild,
    instant,
    maybe_instant,
    maybe_obj,
    maybe_text,
    number,
    objs,
    text,
    version,
)
from aftersales.platforms.shopify.money import paid
from aftersales.platforms.shopify.parcels import in_flight, tracking_numbers
from aftersales.platforms.shopify.tables import CONSENT, FULFILMENT, NOT_SHIPPED, PAYMENT
from aftersales.records.fact import Actor, Observation
from aftersales.records.order import Consent, Customer, Order, OrderLine, OrderStatus

PAID = frozenset({"paid", "partially_refunded", "refunded"})
FULFILLED = "fulfilled"
REPLACES = "replaces"
"""Note attribute, or beginning of a tag, by which a seller marks a replacement order: Shopify has no field for it."""


def read_order(body: Wild, store: str) -> Observation:
    """Read an order. Absent customers and addresses are normal: drafts, counter sales, redacted people."""
    updated_at = instant(body.get("updated_at"), "updated_at")
    placed_at = maybe_instant(body.get("processed_at")) or instant(body.get("created_at"), "created_at")
    currency = currency_of(body)
    fulfilments = objs(body.get("fulfillments"))
    status = _status(body)
    order = Order(
        store=store,
        key=text(body.get("id"), "id"),
        number=_number(body),
        placed_at=placed_at,
        updated_at=updated_at,
        status=status,
        paid=maybe_text(body.get("financial_status")) in PAID,
        currency=currency,
        total=paid(body, "total_price", maybe_text(body.get("currency"))),
        market=_market(body),
        channel=maybe_text(body.get("source_name")) or "unknown",
        customer=_customer(body, store),
        lines=tuple(_line(line, body, fulfilments) for line in objs(body.get("line_items"))),
        tracking_numbers=tuple(
            dict.fromkeys(
                number
                for one in fulfilments
                if one.get("status") not in NOT_SHIPPED
                for number in tracking_numbers(one)
            )
        ),
        replaces=_replaces(body),
        is_test=body.get("test") is True,
    )
    return Observation(
        record=order, occurred_at=updated_at, version=version(updated_at), actor=Actor.PLATFORM
    )


def currency_of(body: Wild) -> str | None:
    """Return the currency that the buyer paid in."""
    return maybe_text(body.get("presentment_currency")) or maybe_text(body.get("currency"))


def _number(body: Wild) -> str:
    # Buyers quote the name, which has the shop's own prefix and suffix; the order number has neither.
    name = (maybe_text(body.get("name")) or "").lstrip("#")
    return name or text(body.get("order_number"), "order_number")


def _status(body: Wild) -> OrderStatus:
    if maybe_text(body.get("cancelled_at")):
        return OrderStatus.CANCELLED
    shipped = FULFILMENT.get(maybe_text(body.get("fulfillment_status")) or "")
    return shipped or PAYMENT.get(maybe_text(body.get("financial_status")) or "", OrderStatus.UNKNOWN)


def _market(body: Wild) -> str | None:
    for address in ("shipping_address", "billing_address"):
        country = maybe_text(maybe_obj(body.get(address)).get("country_code"))
        if country:
            return country.upper()
    return None


def _customer(body: Wild, store: str) -> Customer | None:
    person = maybe_obj(body.get("customer"))
    email = (
        maybe_text(body.get("email"))
        or maybe_text(body.get("contact_email"))
        or maybe_text(person.get("email"))
    )
    platform_id = maybe_text(person.get("id"))
    key = customer_key(store, email=email, platform_id=platform_id)
    if key is None:
        return None
    addressed = maybe_obj(body.get("shipping_address")) or maybe_obj(body.get("billing_address"))
    consent = maybe_text(maybe_obj(person.get("email_marketing_consent")).get("state")) or ""
    return Customer(
        key=key,
        platform_id=platform_id,
        name=_name(person) or maybe_text(addressed.get("name")) or _name(addressed),
        email=email,
        phone=maybe_text(body.get("phone")) or maybe_text(person.get("phone")),
        locale=maybe_text(body.get("customer_locale")),
        # `buyer_accepts_marketing` is the tick at checkout, not what the person wants today.
        consent=CONSENT.get(consent.lower(), Consent.UNKNOWN),
    )


def _name(person: Wild) -> str | None:
    parts = (maybe_text(person.get("first_name")), maybe_text(person.get("last_name")))
    return " ".join(part for part in parts if part) or None


def _line(line: Wild, body: Wild, fulfilments: list[Wild]) -> OrderLine:
    key = text(line.get("id"), "line_items.id")
    ordered = number(line.get("quantity"))
    shipped, under_way = in_flight(key, fulfilments)
    if not fulfilments and FULFILLED in (body.get("fulfillment_status"), line.get("fulfillment_status")):
        # Imported orders, and webhooks that leave the fulfilments out.
        shipped = number(line.get("current_quantity", ordered))
    return OrderLine(
        key=key,
        sku=maybe_text(line.get("sku")),
        product=maybe_text(line.get("product_id")),
        title=maybe_text(line.get("title")),
        ordered=ordered,
        shipped=shipped,
        cancelled=_cancelled(line, ordered - shipped - under_way),
        price=paid(line, "price", maybe_text(body.get("currency"))),
    )


def _cancelled(line: Wild, unsent: int) -> int:
    # Lines are never taken off the list: what is neither sent nor can be sent any more was removed or refunded.
    if "fulfillable_quantity" not in line:
        return 0
    return max(0, unsent - number(line.get("fulfillable_quantity")))


def _replaces(body: Wild) -> str | None:
    for attribute in objs(body.get("note_attributes")):
        if (maybe_text(attribute.get("name")) or "").lower() == REPLACES:
            return (maybe_text(attribute.get("value")) or "").lstrip("#") or None
    # Tags are one text with commas.
    for tag in (maybe_text(body.get("tags")) or "").split(","):
        name, _, original = tag.strip().partition(":")
        if name.lower() == REPLACES and original.strip():
            return original.strip().lstrip("#")
    return None
