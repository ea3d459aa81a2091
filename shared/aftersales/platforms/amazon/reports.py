"""Report files of the Reports API: which ones we read, and the way from a file to observations with every bad row named."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from aftersales.deliveries.parsed import Parsed
from aftersales.deliveries.raw import RawDelivery
from aftersales.platforms.amazon.dates import order_of
from aftersales.platforms.amazon.feedback_report import feedback
from aftersales.platforms.amazon.marketplaces import DateOrder, marketplace
from aftersales.platforms.amazon.replacement_report import replacements
from aftersales.platforms.amazon.return_reports import fba_returns, seller_returns
from aftersales.platforms.amazon.tabular import Row, decoded, rows
from aftersales.records.errors import RejectedError
from aftersales.records.fact import Observation

Read = Callable[[Sequence[Row], str, DateOrder | None, str | None], Sequence[Observation]]
"""`read(rows of one order, store, date order, market)`; raises RejectedError for rows that cannot be used."""


@dataclass(frozen=True, slots=True)
class Report:
    """How a report type is read: the columns with the order's id and with the date (plain names), and the reader."""

    order: str
    date: str
    read: Read


REPORTS: Mapping[str, Report] = MappingProxyType(
    {
        "GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA": Report("orderid", "returndate", fba_returns),
        "GET_FLAT_FILE_RETURNS_DATA_BY_RETURN_DATE": Report("orderid", "returnrequestdate", seller_returns),
        "GET_SELLER_FEEDBACK_DATA": Report("orderid", "date", feedback),
        "GET_FBA_FULFILLMENT_CUSTOMER_SHIPMENT_REPLACEMENT_DATA": Report(
            "originalamazonorderid", "shipmentdate", replacements
        ),
    }
)
"""Report type → reader. All are text with tabs; their columns are found by name because Amazon adds some at will."""


def parse_report(delivery: RawDelivery) -> Parsed:
    """Read a report file; what is good comes out, each bad row is named with its number and reason."""
    report = REPORTS[delivery.name]
    text = decoded(delivery.body, delivery.headers.get("content-type", ""))
    place = marketplace(delivery.headers.get("marketplace"))
    order = stated_order(delivery.headers.get("date-order"))
    groups = grouped(rows(text, report.order, report.date), report.order)
    dates = order or order_of(row.get(report.date) for group in groups for row in group)
    dates = dates or (place.dates if place else None)
    found: list[Observation] = []
    rejected: list[str] = []
    for group in groups:
        good, bad = _read(report, group, delivery.store, dates, place.country if place else None)
        found += good
        rejected += bad
    empty = None if found or rejected else "report_is_empty"
    return Parsed(tuple(found), empty, tuple(rejected))


def grouped(found: Iterator[Row], order: str) -> list[list[Row]]:
    """Put the rows of one order together, in the order of their first row: one return can have several rows."""
    groups: dict[str, list[Row]] = {}
    for row in found:
        # A row without an order concerns nobody else's rows.
        groups.setdefault(row.get(order) or f"row {row.number}", []).append(row)
    return list(groups.values())


def stated_order(text: str | None) -> DateOrder | None:
    """Read the order of day and month that a delivery states in its headers, if it does."""
    return next((order for order in ("mdy", "dmy", "ymd") if order == text), None)


def _read(
    report: Report, group: Sequence[Row], store: str, dates: DateOrder | None, market: str | None
) -> tuple[list[Observation], list[str]]:
    good = [row for row in group if row.complete]
    bad = [f"row {row.number}: row_is_too_short" for row in group if not row.complete]
    try:
        return list(report.read(good, store, dates, market)) if good else [], bad
    except RejectedError as error:
        if len(good) == 1:
            return [], [*bad, f"row {good[0].number}: {error}"]
    found: list[Observation] = []
    for row in good:
        some, more = _read(report, [row], store, dates, market)
        found += some
        bad += more
    return found, bad
