"""Refunds: in full as polled, or as an order's snapshot mentions them.

A refund names neither its order nor its currency; the poll that asked for it knows both and says so in the delivery's headers.
A snapshot knows no time. It counts with the lowest version, and among snapshots the earliest, which came nearest to the refund.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from aftersales.deliveries.refund_notes import purpose_of
from aftersales.deliveries.wild import (
    Wild,
    instant,
    maybe_money,
    maybe_text,
    number,
    objs,
    text,
    total,
    version,
)
from aftersales.records.after_sales import Refund, RefundLine, RefundStatus
from aftersales.records.errors import RejectedError
from aftersales.records.fact import Actor, Observation
from aftersales.records.money import Money

END_OF_TIME = 253402300799


def read_refund(body: Wild, store: str, headers: Mapping[str, str]) -> Observation:
    """Read a polled refund. WooCommerce writes it only once the money went out, by the gateway or by the seller's hand."""
    currency = text(headers.get("currency"), "currency header").upper()
    created_at = instant(body.get("date_created_gmt"), "date_created_gmt")
    lines = objs(body.get("line_items"))
    record = Refund(
        store=store,
        key=text(body.get("id"), "id"),
        order=text(headers.get("order") or body.get("parent_id"), "order header"),
        status=RefundStatus.SETTLED,
        created_at=created_at,
        settled_at=created_at,
        total=_amount(body.get("amount"), currency),
        goods=total((_line_amount(line, currency) for line in lines), currency) if lines else None,
        lines=tuple(_line(line, currency) for line in lines),
        reason=maybe_text(body.get("reason")) or "",
        purpose=purpose_of(maybe_text(body.get("reason")) or ""),
    )
    return _observed(record, created_at, f"1/{version(created_at)}")


def refunds_in_order(order: Wild, store: str) -> Iterator[Observation]:
    """Read what an order says about its refunds: id, reason and a negative total."""
    currency = text(order.get("currency"), "currency").upper()
    seen_at = instant(order.get("date_modified_gmt"), "date_modified_gmt")
    for mention in objs(order.get("refunds")):
        record = Refund(
            store=store,
            key=text(mention.get("id"), "refunds.id"),
            order=text(order.get("id"), "id"),
            status=RefundStatus.SETTLED,
            created_at=seen_at,
            settled_at=seen_at,
            total=_amount(mention.get("total"), currency),
            reason=maybe_text(mention.get("reason")) or "",
            purpose=purpose_of(maybe_text(mention.get("reason")) or ""),
        )
        yield _observed(record, seen_at, f"0/{END_OF_TIME - int(seen_at.timestamp()):012}")


def _observed(record: Refund, at: datetime, state: str) -> Observation:
    return Observation(record=record, occurred_at=at, version=state, actor=Actor.AGENT)


def _line(line: Wild, currency: str) -> RefundLine:
    original = next(
        (
            maybe_text(entry.get("value"))
            for entry in objs(line.get("meta_data"))
            if entry.get("key") == "_refunded_item_id"
        ),
        None,
    )
    return RefundLine(
        line=original,
        sku=maybe_text(line.get("sku")),
        quantity=abs(number(line.get("quantity"))),
        amount=_line_amount(line, currency),
    )


def _line_amount(line: Wild, currency: str) -> Money:
    parts = (maybe_money(line.get("total"), currency), maybe_money(line.get("total_tax"), currency))
    return _positive(total(parts, currency))


def _amount(value: object, currency: str) -> Money:
    money = maybe_money(value, currency)
    if money is None:
        raise RejectedError("field_is_missing", "refund amount")
    return _positive(money)


def _positive(money: Money) -> Money:
    # "10.00" where a refund is asked for itself, "-10.00" where its order mentions it, and lines are negative too.
    return Money(minor=abs(money.minor), currency=money.currency)
