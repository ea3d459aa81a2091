"""Returns in report files: goods that came back to a fulfilment centre (FBA), and requests to the seller (seller-fulfilled)."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from aftersales.deliveries.prose import prose
from aftersales.deliveries.wild import version as stamp
from aftersales.platforms.amazon.cells import decimal_number, whole_number
from aftersales.platforms.amazon.dates import read_date
from aftersales.platforms.amazon.marketplaces import DateOrder
from aftersales.platforms.amazon.reasons import cause_of
from aftersales.platforms.amazon.tabular import Row
from aftersales.records.after_sales import Claim, ClaimStatus, Resolution, Return, ReturnLine, ReturnStatus
from aftersales.records.cause import Cause
from aftersales.records.errors import RejectedError
from aftersales.records.fact import Actor, Observation

# What the fulfilment centre saw, used only where the buyer's reason says nothing.
DISPOSITION = {"CARRIER_DAMAGED": Cause.DAMAGED_IN_TRANSIT, "DEFECTIVE": Cause.QUALITY_DEFECTIVE}
REQUEST_STATUS = {
    "pending": ReturnStatus.REQUESTED,
    "pendingapproval": ReturnStatus.REQUESTED,
    "requested": ReturnStatus.REQUESTED,
    "approved": ReturnStatus.APPROVED,
    "authorized": ReturnStatus.APPROVED,
    "received": ReturnStatus.RECEIVED,
    "completed": ReturnStatus.CLOSED,
    "closed": ReturnStatus.CLOSED,
    "refunded": ReturnStatus.CLOSED,
    "denied": ReturnStatus.DECLINED,
    "declined": ReturnStatus.DECLINED,
    "rejected": ReturnStatus.DECLINED,
    "cancelled": ReturnStatus.CANCELLED,
    "canceled": ReturnStatus.CANCELLED,
}
# The report has no time of change. A return only moves forward, so its stage orders its states.
STAGE = {
    ReturnStatus.UNKNOWN: 0,
    ReturnStatus.REQUESTED: 1,
    ReturnStatus.APPROVED: 2,
    ReturnStatus.RECEIVED: 3,
    ReturnStatus.DECLINED: 4,
    ReturnStatus.CANCELLED: 4,
    ReturnStatus.CLOSED: 5,
}
_DONE = frozenset({ReturnStatus.CLOSED, ReturnStatus.RECEIVED})
_YES = frozenset({"y", "yes", "true", "1"})


def fba_returns(
    rows: Sequence[Row], store: str, dates: DateOrder | None, market: str | None
) -> Sequence[Observation]:
    """Read units that a fulfilment centre took back, one row each.

    `return-date` is the reception; the request is not told. Amazon has dealt with the buyer already, so the return is closed.
    """
    del market
    twins: Counter[str] = Counter()
    return [_fba(row, store, dates, twins) for row in rows]


def _fba(row: Row, store: str, dates: DateOrder | None, twins: Counter[str]) -> Observation:
    at = read_date(row.get("returndate"), dates)
    plate = row.get("licenseplatenumber")
    key = plate or "/".join((row.get("orderid"), row.get("sku"), stamp(at)))
    if not plate:
        # Two equal units without a plate are two units: rows of one order always come together in one file.
        twins[key] += 1
        key = f"{key}/{twins[key]}"
    code, seen = row.get("reason"), row.get("detaileddisposition")
    quantity = whole_number(row.get("quantity") or "1")
    line = ReturnLine(
        sku=row.get("sku") or None,
        asin=row.get("asin") or None,
        quantity=quantity,
        received=quantity,
        code=code or seen,
        cause=cause_of(code) or DISPOSITION.get(seen.upper()),
        comment=prose(row.get("customercomments")),
    )
    back = Return(
        store=store,
        key=key,
        order=row.get("orderid") or None,
        status=ReturnStatus.CLOSED,
        requested_at=at,
        updated_at=at,
        received_at=at,
        lines=(line,),
    )
    return Observation(record=back, occurred_at=at, version=stamp(at), actor=Actor.CUSTOMER)


def seller_returns(
    rows: Sequence[Row], store: str, dates: DateOrder | None, market: str | None
) -> Sequence[Observation]:
    """Read return requests to the seller: the rows of one RMA are one return; an A-to-z claim on it is a claim of its own."""
    del market
    requests: dict[str, list[Row]] = {}
    for row in rows:
        rma = row.get("amazonrmaid") or row.get("merchantrmaid", "sellerrmaid")
        requests.setdefault(rma or f"{row.get('orderid')}/{row.get('returnrequestdate')}", []).append(row)
    found: list[Observation] = []
    for key, parts in requests.items():
        found.append(_request(key, parts, store, dates))
        if any(row.get("atozclaim").lower() in _YES for row in parts):
            found.append(_claim(parts[0], store, dates))
    return found


def _request(key: str, parts: Sequence[Row], store: str, dates: DateOrder | None) -> Observation:
    first = parts[0]
    requested_at = read_date(first.get("returnrequestdate"), dates)
    delivered = first.get("returndeliverydate")
    received_at = read_date(delivered, dates) if delivered else None
    status = REQUEST_STATUS.get(
        first.get("returnrequeststatus").lower().replace(" ", ""), ReturnStatus.UNKNOWN
    )
    if received_at and STAGE[status] < STAGE[ReturnStatus.RECEIVED]:
        status = ReturnStatus.RECEIVED
    back = sum((_amount(row.get("refundedamount")) for row in parts), Decimal(0))
    changed_at = max(requested_at, received_at or requested_at)
    return Observation(
        record=Return(
            store=store,
            key=key,
            order=first.get("orderid") or None,
            status=status,
            requested_at=requested_at,
            updated_at=changed_at,
            received_at=received_at,
            lines=tuple(_line(row, received_at) for row in parts),
            resolution=_resolution(first.get("resolution"), status, back),
            tracking_number=first.get("trackingid") or None,
        ),
        occurred_at=changed_at,
        version=f"{stamp(requested_at)}~{STAGE[status]}~{stamp(changed_at)}~{int(back * 100):012d}",
        actor=Actor.CUSTOMER,
    )


def _line(row: Row, received_at: datetime | None) -> ReturnLine:
    quantity = whole_number(row.get("returnquantity") or "1")
    code = row.get("returnreason")
    return ReturnLine(
        line=row.get("orderitemid") or None,
        sku=row.get("merchantsku") or None,
        asin=row.get("asin") or None,
        quantity=quantity,
        received=quantity if received_at else 0,
        code=code[:200],
        cause=cause_of(code),
    )


def _resolution(word: str, status: ReturnStatus, back: Decimal) -> Resolution:
    """`Resolution` is what the buyer asked for; it counts as given once money went back or the return came to its end."""
    word = word.lower()
    if back > 0:
        return Resolution.REFUND
    if status is ReturnStatus.DECLINED:
        return Resolution.NOTHING
    if status in _DONE and ("exchange" in word or "replacement" in word):
        return Resolution.EXCHANGE
    if status is ReturnStatus.CLOSED and "refund" in word:
        return Resolution.REFUND
    return Resolution.OPEN


def _claim(row: Row, store: str, dates: DateOrder | None) -> Observation:
    at = read_date(row.get("returnrequestdate"), dates)
    order = row.get("orderid")
    if not order:
        raise RejectedError("order_is_missing")
    return Observation(
        record=Claim(
            store=store,
            key=f"a-to-z-{order}",
            order=order,
            form="a_to_z",
            status=ClaimStatus.UNKNOWN,  # the report only says that there is one
            opened_at=at,
            updated_at=at,
            code=row.get("returnreason")[:200],
            cause=cause_of(row.get("returnreason")),
        ),
        occurred_at=at,
        version=stamp(at),
        actor=Actor.CUSTOMER,
    )


def _amount(text: str) -> Decimal:
    return decimal_number(text) if text else Decimal(0)
