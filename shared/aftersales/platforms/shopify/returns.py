"""Returns (topics returns/*).

Their bodies carry neither a time nor an SKU: the time is that of the event (the same on every repetition), the line is named by the
order's line id. Only the first state of a return knows when it was asked for.
"""

from collections.abc import Mapping
from datetime import datetime

from aftersales.deliveries.prose import prose
from aftersales.deliveries.wild import Wild, maybe_instant, maybe_obj, maybe_text, number, objs, text, version
from aftersales.platforms.shopify.tables import RETURN, RETURN_CAUSE
from aftersales.records.after_sales import Resolution, Return, ReturnLine, ReturnStatus
from aftersales.records.fact import Actor, Observation


def read_return(body: Wild, store: str, happened_at: datetime) -> Observation:
    """Read a return as it stood at `happened_at`."""
    status = RETURN.get((maybe_text(body.get("status")) or "").lower(), ReturnStatus.UNKNOWN)
    record = Return(
        store=store,
        key=text(body.get("id"), "id"),
        order=maybe_text(maybe_obj(body.get("order")).get("id")),
        status=status,
        requested_at=maybe_instant(body.get("created_at")) or happened_at,
        updated_at=happened_at,
        lines=tuple(_line(line) for line in objs(body.get("return_line_items"))),
        resolution=_resolution(body, status),
    )
    actor = Actor.CUSTOMER if status is ReturnStatus.REQUESTED else Actor.AGENT
    return Observation(record=record, occurred_at=happened_at, version=version(happened_at), actor=actor)


def event_time(headers: Mapping[str, str], received_at: str) -> datetime:
    """Return when an event happened: as the platform says, and only otherwise when it came in."""
    for told in (headers.get("triggered-at"), received_at):
        moment = maybe_instant(told)
        if moment:
            return moment
    message = "a delivery has no time of arrival"
    raise ValueError(message)


def _resolution(body: Wild, status: ReturnStatus) -> Resolution:
    if number(body.get("total_exchange_line_items")) or objs(body.get("exchange_line_items")):
        return Resolution.EXCHANGE
    if status in {ReturnStatus.DECLINED, ReturnStatus.CANCELLED}:
        return Resolution.NOTHING
    # A refund for the return is a fact of its own and names the return.
    return Resolution.OPEN


def _line(line: Wild) -> ReturnLine:
    item = maybe_obj(maybe_obj(line.get("fulfillment_line_item")).get("line_item"))
    code = (maybe_text(line.get("return_reason")) or "").lower()
    notes = (prose(maybe_text(line.get(name))) for name in ("customer_note", "return_reason_note"))
    return ReturnLine(
        line=maybe_text(item.get("id")),
        sku=maybe_text(item.get("sku")),
        quantity=number(line.get("quantity")),
        code=code,
        cause=RETURN_CAUSE.get(code),
        comment=next((note for note in notes if note), ""),
    )
