"""An order of WooCommerce's REST shape, as webhooks and polls give it alike."""

from collections.abc import Iterator
from html import unescape

from aftersales.customers.identity import customer_key
from aftersales.deliveries.wild import (
    Wild,
    decimal,
    instant,
    maybe_instant,
    maybe_money,
    maybe_obj,
    maybe_text,
    number,
    objs,
    text,
    version,
)
from aftersales.platforms.woocommerce.tables import (
    CONSENT,
    CONSENT_KEY,
    LANGUAGE,
    PAID,
    REPLACES,
    STATUS,
    TRACKING_LIST,
    TRACKING_ONE,
)
from aftersales.records.fact import Actor, Observation
from aftersales.records.money import Money
from aftersales.records.order import Consent, Customer, Order, OrderLine, OrderStatus


def read_order(body: Wild, store: str) -> Observation:
    """Read an order. Only the `_gmt` times are used: the others are the shop's local time and do not say so."""
    updated_at = instant(body.get("date_modified_gmt"), "date_modified_gmt")
    currency = text(body.get("currency"), "currency").upper()
    status = STATUS.get(text(body.get("status"), "status"), OrderStatus.UNKNOWN)
    has_left = status is OrderStatus.SHIPPED or maybe_instant(body.get("date_completed_gmt")) is not None
    order = Order(
        store=store,
        key=text(body.get("id"), "id"),
        # Plugins give numbers of their own, and those are what buyers quote.
        number=maybe_text(body.get("number")) or text(body.get("id"), "id"),
        placed_at=instant(body.get("date_created_gmt"), "date_created_gmt"),
        updated_at=updated_at,
        status=status,
        paid=maybe_text(body.get("status")) in PAID or maybe_instant(body.get("date_paid_gmt")) is not None,
        currency=currency,
        total=maybe_money(body.get("total"), currency),
        market=_market(body),
        channel=maybe_text(body.get("created_via")) or "unknown",
        customer=_customer(body, store),
        lines=tuple(
            _line(line, status, currency, has_left=has_left) for line in objs(body.get("line_items"))
        ),
        tracking_numbers=tuple(dict.fromkeys(_tracking_numbers(body))),
        replaces=_meta(body, {REPLACES}),
    )
    return Observation(
        record=order, occurred_at=updated_at, version=version(updated_at), actor=Actor.PLATFORM
    )


def _market(body: Wild) -> str | None:
    for address in ("shipping", "billing"):
        country = maybe_text(maybe_obj(body.get(address)).get("country"))
        if country:
            return country.upper()
    return None


def _customer(body: Wild, store: str) -> Customer | None:
    billing = maybe_obj(body.get("billing"))
    email = maybe_text(billing.get("email"))
    # Customer 0 is every guest there is, so it must never join two of them.
    platform_id = maybe_text(body.get("customer_id")) if number(body.get("customer_id")) else None
    key = customer_key(store, email=email, platform_id=platform_id)
    if key is None:
        return None
    names = (maybe_text(billing.get("first_name")), maybe_text(billing.get("last_name")))
    return Customer(
        key=key,
        platform_id=platform_id,
        name=" ".join(name for name in names if name) or None,
        email=email,
        phone=maybe_text(billing.get("phone")),
        locale=_meta(body, LANGUAGE),
        consent=CONSENT.get(_meta(body, {CONSENT_KEY}) or "", Consent.UNKNOWN),
    )


def _line(line: Wild, status: OrderStatus, currency: str, *, has_left: bool) -> OrderLine:
    ordered = number(line.get("quantity"))
    return OrderLine(
        key=text(line.get("id"), "line_items.id"),
        sku=maybe_text(line.get("sku")),
        product=maybe_text(line.get("product_id")),
        title=unescape(maybe_text(line.get("name")) or "") or None,
        ordered=ordered,
        shipped=ordered if has_left else 0,
        cancelled=ordered if status is OrderStatus.CANCELLED and not has_left else 0,
        price=_unit_price(line, ordered, currency),
    )


def _unit_price(line: Wild, ordered: int, currency: str) -> Money | None:
    # `price` is a JSON number and has neither tax nor the currency's rounding; the line's texts have both.
    total, tax = decimal(line.get("total")), decimal(line.get("total_tax"))
    if total is None or not ordered:
        return maybe_money(line.get("price"), currency)
    return Money.parse((total + (tax or 0)) / ordered, currency)


def _tracking_numbers(body: Wild) -> Iterator[str]:
    for entry in objs(body.get("meta_data")):
        if entry.get("key") == TRACKING_LIST:
            found = [maybe_text(item.get("tracking_number")) for item in objs(entry.get("value"))]
        elif entry.get("key") in TRACKING_ONE:
            found = [maybe_text(entry.get("value"))]
        else:
            continue
        yield from ("".join(one.split()) for one in found if one)


def _meta(body: Wild, keys: frozenset[str] | set[str]) -> str | None:
    for entry in objs(body.get("meta_data")):
        if entry.get("key") in keys:
            return maybe_text(entry.get("value"))
    return None
