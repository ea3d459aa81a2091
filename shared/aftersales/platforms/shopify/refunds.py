"""Refunds, as sent for themselves or inside their order.

A refund has no `updated_at`. Its version says first whether its money has moved, then whether the return behind it was told (an
order's snapshot leaves that out), so that the fuller knowledge wins whatever the order of arrival.
"""

from datetime import datetime
from typing import Literal

from aftersales.deliveries.refund_notes import purpose_of
from aftersales.deliveries.wild import (
    Wild,
    instant,
    maybe_instant,
    maybe_money,
    maybe_obj,
    maybe_text,
    number,
    objs,
    text,
    total,
)
from aftersales.platforms.shopify.money import paid
from aftersales.records.after_sales import Refund, RefundLine, RefundStatus
from aftersales.records.fact import Actor, Observation
from aftersales.records.money import Money

Purpose = Literal["goodwill", "cancellation", "stock_out", "claim"]
WAITING = frozenset({"pending", "awaiting_response", "unknown"})


def read_refund(body: Wild, store: str, cancelled_for: str | None = None) -> Observation | None:
    """Read a refund; None where it names neither money nor goods (an unpaid order's cancellation).

    Without a transaction it was granted but no money has moved: it stays pending. Without lines it is freight or goodwill.
    `cancelled_for` is why its order was cancelled, where that is known.
    """
    transactions = [one for one in objs(body.get("transactions")) if maybe_text(one.get("kind")) == "refund"]
    status = _status(transactions)
    created_at = instant(body.get("created_at"), "created_at")
    # Imported transactions keep the time of the old system, which may lie years before the refund.
    settled_at = max([created_at, *_times(transactions)]) if status is RefundStatus.SETTLED else None
    lines = objs(body.get("refund_line_items"))
    currency = _currency(transactions, lines)
    if currency is None:
        return None
    goods = total((_goods(line, currency) for line in lines), currency)
    money = _total(transactions, status, currency) or goods
    record = Refund(
        store=store,
        key=text(body.get("id"), "id"),
        order=maybe_text(body.get("order_id")),
        status=status,
        created_at=created_at,
        settled_at=settled_at,
        total=money,
        # A restocking fee makes less of the goods' money go out than the lines add up to.
        goods=min(goods, money, key=lambda amount: amount.minor),
        shipping=_freight(body, currency),
        lines=tuple(_line(line, currency) for line in lines),
        returned=maybe_text(maybe_obj(body.get("return")).get("id")),
        reason=maybe_text(body.get("note")) or "",
        purpose=_purpose(body, lines, cancelled_for),
    )
    rank = "0" if status is RefundStatus.PENDING else "1"
    detail = "1" if "return" in body else "0"
    return Observation(
        record=record, occurred_at=settled_at or created_at, version=rank + detail, actor=Actor.AGENT
    )


def _purpose(body: Wild, lines: list[Wild], cancelled_for: str | None) -> Purpose | None:
    if cancelled_for == "inventory":
        return "stock_out"
    noted = purpose_of(maybe_text(body.get("note")) or "")
    # Units that are taken off an order before they leave.
    unsent = bool(lines) and all(maybe_text(line.get("restock_type")) == "cancel" for line in lines)
    return noted or ("cancellation" if unsent else None)


def _freight(body: Wild, currency: str) -> Money | None:
    found = [one for one in objs(body.get("order_adjustments")) if one.get("kind") == "shipping_refund"]
    amounts = [maybe_money(one.get(name), currency) for one in found for name in ("amount", "tax_amount")]
    # Adjustments are written as what leaves the shop: negative.
    told = total((amount for amount in amounts if amount), currency)
    return Money(minor=abs(told.minor), currency=currency) if found else None


def _status(transactions: list[Wild]) -> RefundStatus:
    states = [maybe_text(one.get("status")) for one in transactions]
    if "success" in states:
        return RefundStatus.SETTLED
    if not states or WAITING & set(states):
        return RefundStatus.PENDING
    return RefundStatus.FAILED


def _times(transactions: list[Wild]) -> list[datetime]:
    moved = [one for one in transactions if maybe_text(one.get("status")) == "success"]
    return [time for time in (maybe_instant(one.get("processed_at")) for one in moved) if time]


def _currency(transactions: list[Wild], lines: list[Wild]) -> str | None:
    for holder in transactions:
        told = maybe_text(holder.get("currency"))
        if told:
            return told.upper()
    for line in lines:
        amount = paid(line, "subtotal", None)
        if amount:
            return amount.currency
    return None


def _total(transactions: list[Wild], status: RefundStatus, currency: str) -> Money | None:
    counted = [
        one
        for one in transactions
        if status is not RefundStatus.SETTLED or maybe_text(one.get("status")) == "success"
    ]
    if not counted:
        return None
    return total((maybe_money(one.get("amount"), currency) for one in counted), currency)


def _goods(line: Wild, currency: str) -> Money:
    # `subtotal` and `total_tax` are JSON numbers although every other amount is a text.
    amounts = (paid(line, "subtotal", currency), paid(line, "total_tax", currency))
    return total((amount for amount in amounts if amount and amount.currency == currency), currency)


def _line(line: Wild, currency: str) -> RefundLine:
    item = maybe_obj(line.get("line_item"))
    return RefundLine(
        line=maybe_text(line.get("line_item_id")),
        sku=maybe_text(item.get("sku")),
        quantity=number(line.get("quantity")),
        amount=_goods(line, currency),
    )
