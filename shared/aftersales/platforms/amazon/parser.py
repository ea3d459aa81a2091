"""The way in for everything of Amazon's: fetched orders and money, report files, notifications from the queue."""

from collections.abc import Callable, Iterable, Sequence

from aftersales.deliveries.parsed import Parsed
from aftersales.deliveries.raw import RawDelivery
from aftersales.platforms.amazon.finances import (
    EventBody,
    Transaction,
    observe_events,
    observe_transactions,
    transactions_in,
)
from aftersales.platforms.amazon.notifications import parse_notification
from aftersales.platforms.amazon.orders import WireOrder, observe_order, orders_in
from aftersales.platforms.amazon.reports import REPORTS, parse_report
from aftersales.platforms.amazon.wire import document, shaped
from aftersales.records.errors import RejectedError
from aftersales.records.fact import Observation


def parse(delivery: RawDelivery) -> Parsed:
    """Read a delivery by its name: `orders2026`, `finances2024`, `financesV0`, `notification`, or a report type."""
    if delivery.name in REPORTS:
        return parse_report(delivery)
    if delivery.name == "notification":
        return parse_notification(delivery.body, delivery.store)
    if delivery.name.startswith("GET_"):
        return Parsed(ignored=f"report_not_needed: {delivery.name[:80]}")
    body = document(delivery.body)
    if body.get("errors"):
        raise RejectedError("answer_is_an_error")
    if delivery.name == "orders2026":
        return _each(orders_in(body), lambda wild: observe_order(shaped(WireOrder, wild), delivery.store))
    if delivery.name == "finances2024":
        return _each(
            transactions_in(body),
            lambda wild: observe_transactions([shaped(Transaction, wild)], delivery.store),
        )
    if delivery.name == "financesV0":
        return _each([body], lambda wild: observe_events(shaped(EventBody, wild), delivery.store))
    raise RejectedError("unknown_operation", delivery.name[:80])


def _each(items: Sequence[object], observe: Callable[[object], Iterable[Observation]]) -> Parsed:
    """Read the items of a page one by one: an ill one is named with its place and hinders no other."""
    found: list[Observation] = []
    rejected: list[str] = []
    for place, item in enumerate(items, start=1):
        try:
            found += observe(item)
        except RejectedError as error:
            if len(items) == 1:
                raise
            rejected.append(f"row {place}: {error}")
    return Parsed(tuple(found), None if found or rejected else "nothing_for_us", tuple(rejected))
