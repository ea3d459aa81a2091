"""The course of a poll: changed orders page by page, then money, then one report after the other. Pure; the calls are passed in.

Every step gives what it found and the cursor of the next one, so a run may stop anywhere. Windows overlap: what is fetched twice is
known already, what is missed is lost.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from pydantic import Field

from aftersales.deliveries.wild import version as stamp
from aftersales.platforms.amazon.reports import REPORTS
from aftersales.platforms.amazon.wire import document
from aftersales.records.errors import RejectedError
from aftersales.records.record import Instant, Record

FIRST_LOOK_BACK = timedelta(days=30)
SETTLING = timedelta(minutes=2)
"""searchOrders refuses an end nearer to now than this."""
OVERLAP = timedelta(minutes=10)
MONEY_OVERLAP = timedelta(hours=48)
"""Transactions of the last two days may still be missing from an answer."""
MONEY_EVERY = timedelta(hours=1)
REPORT_OVERLAP = timedelta(days=3)
REPORT_EVERY = timedelta(hours=4)
"""Amazon makes these reports anew every four hours at most."""
REPORT_LONGEST = timedelta(days=60)
INCLUDED = "BUYER,RECIPIENT,PROCEEDS,CANCELLATION,FULFILLMENT,PACKAGES"
"""No address line is read, but the country is, and it comes with RECIPIENT."""


class Window(Record):
    """A span that is being read; `token` points at its next page. A token needs the very parameters it was given for."""

    after: Instant
    before: Instant
    token: str | None = None


_FORGOTTEN = "FORGOTTEN"


class Asked(Record):
    """A report of one marketplace: read until when, and the report that Amazon is making, if any."""

    until: Instant
    pending: str | None = None
    end: Instant | None = None
    asked_at: Instant | None = None


class Position(Record):
    """Where a poll stands. `turn` says what comes next within a run."""

    turn: str = "orders"
    orders_until: Instant
    orders: Window | None = None
    money_until: Instant
    money: Window | None = None
    money_at: Instant | None = None
    reports: dict[str, Asked] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Download:
    """A report's text, unpacked, and the content type that tells its charset."""

    body: bytes
    content_type: str


class Calls(Protocol):
    """Amazon's operations, as far as a poll needs them."""

    def get(self, path: str, query: Mapping[str, str]) -> bytes:
        """Return the body of a good answer."""

    def post(self, path: str, content: Mapping[str, Any]) -> bytes:
        """Send JSON and return the body of a good answer."""

    def download(self, url: str, *, zipped: bool) -> Download:
        """Fetch a document from its presigned address, without our token."""


@dataclass(frozen=True, slots=True)
class Found:
    """A body to deliver: its name and the headers that its parser needs."""

    name: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """What one step found, where the next begins, and whether that may be taken at once."""

    found: tuple[Found, ...]
    position: Position
    more: bool


def start(cursor: str | None, now: datetime) -> Position:
    """Read a cursor, or begin a month back."""
    if cursor:
        return Position.model_validate_json(cursor)
    return Position(orders_until=now - FIRST_LOOK_BACK, money_until=now - FIRST_LOOK_BACK)


def step(position: Position, calls: Calls, marketplaces: tuple[str, ...], now: datetime) -> Step:
    """Take the next step of a run; after the last one `turn` is back at orders."""
    if position.turn == "orders":
        return _orders(position, calls, marketplaces, now)
    if position.turn == "money":
        return _money(position, calls, now)
    return _report(position, calls, marketplaces, now)


def _orders(position: Position, calls: Calls, marketplaces: tuple[str, ...], now: datetime) -> Step:
    window = position.orders or Window(after=position.orders_until - OVERLAP, before=now - SETTLING)
    query = {
        "lastUpdatedAfter": stamp(window.after),
        "lastUpdatedBefore": stamp(window.before),
        "marketplaceIds": ",".join(marketplaces),
        "includedData": INCLUDED,
        "maxResultsPerPage": "100",
    }
    body = _page(calls, "/orders/2026-01-01/orders", query, "paginationToken", window)
    if body is None:
        return Step((), position.having(orders=None), more=True)
    pagination = document(body).get("pagination")
    token = pagination.get("next_token") if isinstance(pagination, dict) else None
    if token:
        here = position.having(orders=window.having(token=str(token)))
    else:
        here = position.having(orders=None, orders_until=window.before, turn="money")
    return Step((Found("orders2026", body),), here, more=True)


def _money(position: Position, calls: Calls, now: datetime) -> Step:
    if position.money is None and position.money_at and now - position.money_at < MONEY_EVERY:
        return Step((), position.having(turn="reports"), more=True)
    window = position.money or Window(after=position.money_until - MONEY_OVERLAP, before=now - SETTLING)
    query = {"postedAfter": stamp(window.after), "postedBefore": stamp(window.before)}
    body = _page(calls, "/finances/2024-06-19/transactions", query, "nextToken", window)
    if body is None:
        return Step((), position.having(money=None), more=True)
    payload = document(body).get("payload")
    token = payload.get("next_token") if isinstance(payload, dict) else None
    if token:
        here = position.having(money=window.having(token=str(token)))
    else:
        here = position.having(money=None, money_until=window.before, money_at=now, turn="reports")
    return Step((Found("finances2024", body),), here, more=True)


def _page(calls: Calls, path: str, query: Mapping[str, str], token_name: str, window: Window) -> bytes | None:
    """Get a page; None where its token has aged (they live for a day), for then the window begins anew."""
    try:
        return calls.get(path, {**query, token_name: window.token} if window.token else query)
    except RejectedError as error:
        if window.token and error.reason == "platform_answered_400":
            return None
        raise


def _report(position: Position, calls: Calls, marketplaces: tuple[str, ...], now: datetime) -> Step:
    """Look after the report that is due first. One a step: its calls are scarce (one a minute)."""
    due = min(_due(position, marketplaces, now), default=None)
    if due is None:
        return Step((), position.having(turn="orders"), more=False)
    _, name = due
    asked = position.reports.get(name) or Asked(until=now - FIRST_LOOK_BACK)
    kind, _, place = name.partition("@")
    if asked.pending is None:
        asked = _ask(asked, kind, place, calls, now)
        return Step((), _with(position, name, asked), more=True)
    return _collect(position, name, asked.having(asked_at=now), calls)


def _due(position: Position, marketplaces: tuple[str, ...], now: datetime) -> Iterator[tuple[datetime, str]]:
    """Yield the reports to look after in this run, with the time since which each waits."""
    for kind in REPORTS:
        for place in marketplaces:
            name = f"{kind}@{place}"
            asked = position.reports.get(name)
            if asked is None:
                yield now - FIRST_LOOK_BACK, name
            elif asked.pending:
                if asked.asked_at != now:
                    yield asked.asked_at or now, name
            elif now - asked.until >= REPORT_EVERY:
                yield asked.until, name


def _ask(asked: Asked, kind: str, place: str, calls: Calls, now: datetime) -> Asked:
    begin = max(asked.until - REPORT_OVERLAP, now - REPORT_LONGEST)
    body = calls.post(
        "/reports/2021-06-30/reports",
        {
            "reportType": kind,
            "dataStartTime": stamp(begin),
            "dataEndTime": stamp(now),
            "marketplaceIds": [place],
        },
    )
    return asked.having(pending=_text(document(body), "report_id"), end=now, asked_at=now)


def _collect(position: Position, name: str, asked: Asked, calls: Calls) -> Step:
    kind, _, place = name.partition("@")
    report = _made(asked, calls)
    status = report.get("processing_status")
    if status == "DONE":
        document_id = _text(report, "report_document_id")
        link = document(calls.get(f"/reports/2021-06-30/documents/{document_id}", {}))
        file = calls.download(_text(link, "url"), zipped=link.get("compression_algorithm") == "GZIP")
        headers = {"content-type": file.content_type, "marketplace": place}
        over = asked.having(until=asked.end, pending=None, end=None)
        return Step((Found(kind, file.body, headers),), _with(position, name, over), more=True)
    if status == "CANCELLED":  # Amazon's word for: there was nothing to report
        asked = asked.having(until=asked.end, pending=None, end=None)
    elif status in {"FATAL", _FORGOTTEN}:  # the same span is asked for again
        asked = asked.having(pending=None, end=None)
    return Step((), _with(position, name, asked), more=True)


def _made(asked: Asked, calls: Calls) -> Mapping[str, Any]:
    """Look how far a report is. Amazon keeps reports for 90 days; one that it knows no more must not hold up the poll for ever."""
    try:
        return document(calls.get(f"/reports/2021-06-30/reports/{asked.pending}", {}))
    except RejectedError as error:
        if error.reason == "platform_answered_404":
            return {"processing_status": _FORGOTTEN}
        raise


def _with(position: Position, name: str, asked: Asked) -> Position:
    return position.having(reports={**position.reports, name: asked})


def _text(values: Mapping[str, Any], key: str) -> str:
    value = values.get(key)
    if not isinstance(value, str) or not value:
        raise RejectedError("unexpected_shape", key)
    return value
