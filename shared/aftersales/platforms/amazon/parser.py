"""The way in for everything of Amazon's: fetched orders and money, report files, notifications from the queue."""

from collections.abc import Iterable

from aftersales.deliveries.parsed import Parsed
from aftersales.deliveries.raw import RawDelivery
from aftersales.platforms.amazon.finances import (
    EventBody,
    TransactionBody,
    observe_events,
    observe_transactions,
)
from aftersales.platforms.amazon.notifications import parse_notification
from aftersales.platforms.amazon.orders import OrderBody, observe_orders
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
        return _parsed(observe_orders(shaped(OrderBody, body), delivery.store))
    if delivery.name == "finances2024":
        transactions = shaped(TransactionBody, body).payload.transactions
        return _parsed(observe_transactions(transactions, delivery.store))
    if delivery.name == "financesV0":
        return _parsed(observe_events(shaped(EventBody, body), delivery.store))
    raise RejectedError("unknown_operation", delivery.name[:80])


def _parsed(found: Iterable[Observation]) -> Parsed:
    observations = tuple(found)
    return Parsed(observations, None if observations else "nothing_for_us")
