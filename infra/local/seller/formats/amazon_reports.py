"""Amazon's report files: tab-separated, each with its own dates, overlapping as scheduled reports do."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType

from aftersales.deliveries.raw import RawDelivery
from infra.local.seller.formats.wire import amount, delivery
from infra.local.seller.markets import AMAZON, MARKETS, Market
from infra.local.seller.shapes import Order, Return, World

FBA = "GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA"
MFN = "GET_FLAT_FILE_RETURNS_DATA_BY_RETURN_DATE"
FEEDBACK = "GET_SELLER_FEEDBACK_DATA"
REPLACEMENTS = "GET_FBA_FULFILLMENT_CUSTOMER_SHIPMENT_REPLACEMENT_DATA"

_FBA_COLUMNS = (
    "return-date", "order-id", "sku", "asin", "fnsku", "product-name", "quantity", "fulfillment-center-id",
    "detailed-disposition", "reason", "status", "license-plate-number", "customer-comments",
)  # fmt: skip
_MFN_COLUMNS = (
    "Order ID", "Order date", "Return request date", "Return request status", "Amazon RMA ID", "Merchant RMA ID",
    "Label type", "Label cost", "Currency code", "Return carrier", "Tracking ID", "Label to be paid by", "A-to-Z Claim",
    "Is prime", "ASIN", "Merchant SKU", "Item Name", "Return quantity", "Return Reason", "In policy", "Return type",
    "Resolution", "Invoice number", "Return delivery date", "Order Amount", "Order quantity", "SafeT Action reason",
    "SafeT claim id", "SafeT claim state", "SafeT claim creation time", "SafeT claim reimbursement amount",
    "Refunded Amount", "Order Item ID",
)  # fmt: skip
_FEEDBACK_COLUMNS = ("Date", "Rating", "Comments", "Your Response", "Order ID", "Rater Email")
_REPLACEMENT_COLUMNS = (
    "shipment-date", "sku", "asin", "fulfillment-center-id", "original-fulfillment-center-id", "quantity",
    "replacement-reason-code", "replacement-amazon-order-id", "original-amazon-order-id",
)  # fmt: skip
_LOCAL_DATE = {"US": "%m/%d/%y", "GB": "%d/%m/%y", "JP": "%Y/%m/%d"}
_STATUS = {
    "requested": "Pending",
    "approved": "Approved",
    "declined": "Declined",
    "cancelled": "Cancelled",
    "received": "Completed",
}
_WEEK, _OVERLAP = timedelta(days=7), timedelta(days=3)
_LONGEST = timedelta(days=60)


def reports(world: World, orders: Sequence[Order]) -> Iterator[RawDelivery]:
    """Yield the files of half a year: a report each week of each marketplace, the last one at the world's end."""
    for market in MARKETS:
        if market.store == AMAZON:
            own = [order for order in orders if order.market is market]
            for at in _dates(world):
                yield from _week(market, own, at)


def _dates(world: World) -> Iterator[datetime]:
    at = world.start + _WEEK
    while at < world.end:
        yield at
        at += _WEEK
    yield world.end


def _week(market: Market, orders: Sequence[Order], at: datetime) -> Iterator[RawDelivery]:
    begin = at - _WEEK - _OVERLAP
    for name, (columns, rows) in SHAPES.items():
        body = file(columns, rows(orders, at - _LONGEST if name == MFN else begin, at))
        if body:
            headers = {
                "content-type": "text/tab-separated-values; charset=UTF-8",
                "marketplace": market.marketplace.id if market.marketplace else "",
            }
            yield delivery("amazon", AMAZON, "poll", name, at, body, headers)


def file(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return the file, or nothing if it has no rows: Amazon then cancels the report."""
    lines = ["\t".join(row) for row in rows]
    return "\r\n".join(["\t".join(columns), *lines, ""]).encode() if lines else b""


def fba_rows(orders: Iterable[Order], begin: datetime, end: datetime) -> Iterator[Sequence[str]]:
    """Yield units that a fulfilment centre took back; it tells the reception, never the request."""
    for order in orders:
        for back in order.returns:
            if back.by_amazon and begin <= back.requested_at < end:
                (part,) = back.lines
                yield (
                    back.requested_at.strftime("%Y-%m-%dT%H:%M:%S+00:00"), order.id, part.line.product.sku,
                    part.line.product.asin, f"X00{part.line.product.index:07d}", part.line.product.titles["en"], "1",
                    "ONT8", "CUSTOMER_DAMAGED" if part.cause == "damaged_in_transit" else "SELLABLE", part.code,
                    "Unit returned to inventory", f"LPN{back.id}", part.comment,
                )  # fmt: skip


def mfn_rows(orders: Iterable[Order], begin: datetime, end: datetime) -> Iterator[Sequence[str]]:
    """Yield return requests to the seller as they stood at `end`; days have no time."""
    for order in orders:
        for back in order.returns:
            if not back.by_amazon and begin <= back.requested_at < end:
                yield from _mfn(order, back, end)


def _mfn(order: Order, back: Return, at: datetime) -> Iterator[Sequence[str]]:
    fate = [fate for moment, fate in back.steps if moment <= at][-1]
    done = fate == "received"
    refund = next((one for one in order.refunds if one.returned == back.id and one.at <= at), None)
    currency = order.market.currency
    resolution = {"refund": "StandardRefund", "exchange": "Exchange", None: ""}[
        back.outcome if done else None
    ]
    for part in back.lines:
        money = [line.amount for line in refund.lines if line.line is part.line] if refund else []
        yield (
            order.id, _day(order.placed_at), _day(back.requested_at), _STATUS[fate], f"DRMA{back.id}", "",
            "AmazonUnPaidLabel", "0.00", currency, order.market.carrier[1], back.tracking, "Customer", "N", "N",
            part.line.product.asin, part.line.product.sku, part.line.product.titles["en"], str(part.quantity), part.code,
            "Y", "C-Returns", resolution, "", _day(back.steps[-1][0]) if done else "", amount(order.total, currency),
            str(sum(line.quantity for line in order.lines)), "", "", "", "", "",
            amount(sum(money), currency) if money else "", str(part.line.id),
        )  # fmt: skip


def _day(at: datetime) -> str:
    return at.strftime("%d-%b-%Y")


def feedback_rows(orders: Iterable[Order], begin: datetime, end: datetime) -> Iterator[Sequence[str]]:
    """Yield neutral and negative feedback, dated as people of the marketplace write a day."""
    for order in orders:
        found = order.feedback
        if found and begin <= found.at < end:
            day = found.at.strftime(_LOCAL_DATE[order.market.country])
            yield (day, str(found.rating), found.comment, "", order.id, order.person.email)


def replacement_rows(orders: Iterable[Order], begin: datetime, end: datetime) -> Iterator[Sequence[str]]:
    """Yield second parcels that Amazon sent for free."""
    for order in orders:
        if order.replaces and order.by_amazon and order.shipped_at and begin <= order.shipped_at < end:
            product = order.lines[0].product
            yield (
                order.shipped_at.strftime("%Y-%m-%dT%H:%M:%S+00:00"), product.sku, product.asin, "ONT8", "ONT8", "1",
                order.replacement_code, order.id, order.replaces,
            )  # fmt: skip


Rows = Callable[[Iterable[Order], datetime, datetime], Iterator[Sequence[str]]]

SHAPES: Mapping[str, tuple[Sequence[str], Rows]] = MappingProxyType(
    {
        FBA: (_FBA_COLUMNS, fba_rows),
        MFN: (_MFN_COLUMNS, mfn_rows),
        FEEDBACK: (_FEEDBACK_COLUMNS, feedback_rows),
        REPLACEMENTS: (_REPLACEMENT_COLUMNS, replacement_rows),
    }
)
"""Report type → its columns, and `rows(orders, begin, end)`."""
