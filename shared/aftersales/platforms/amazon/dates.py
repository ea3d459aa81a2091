"""Dates of report files: ISO with offset, `24-Sep-2026`, or local forms such as 10/20/23 whose order depends on the marketplace."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone

from aftersales.platforms.amazon.marketplaces import DateOrder
from aftersales.records.errors import RejectedError

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
_NAMED = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3})[a-z]*[ -](\d{4}|\d{2})")
_NUMBERS = re.compile(r"(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})(?: .*)?")
_OFFSETS = {
    "UTC": 0,
    "GMT": 0,
    "PST": -8,
    "PDT": -7,
    "MST": -7,
    "EST": -5,
    "EDT": -4,
    "BST": 1,
    "MET": 1,
    "CET": 1,
    "MEST": 2,
    "CEST": 2,
    "JST": 9,
}
_LAST_MONTH = 12
_YEAR_DIGITS = 4


def order_of(texts: Iterable[str]) -> DateOrder | None:
    """Tell day from month by the dates of a whole file: one number above 12 gives it away. None if none does."""
    for text in texts:
        match = _NUMBERS.fullmatch(text.strip())
        if match is None or len(match[1]) == _YEAR_DIGITS:
            continue
        if int(match[1]) > _LAST_MONTH:
            return "dmy"
        if int(match[2]) > _LAST_MONTH:
            return "mdy"
    return None


def read_date(text: str, order: DateOrder | None) -> datetime:
    """Return an aware UTC moment; a date without time is its midnight in UTC. RejectedError if it is none, or ambiguous."""
    text = text.strip()
    try:
        return _iso(text) or _named(text) or _numbers(text, order)
    except (ValueError, OverflowError) as error:
        raise RejectedError("date_is_not_readable") from error


def _iso(text: str) -> datetime | None:
    head, _, zone = text.rpartition(" ")
    offset = _OFFSETS.get(zone.upper())
    if offset is not None and head:
        moment = datetime.fromisoformat(head)
        return moment.replace(tzinfo=timezone(timedelta(hours=offset))).astimezone(UTC)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def _named(text: str) -> datetime | None:
    match = _NAMED.match(text)
    month = _MONTHS.get(match[2].lower()) if match else None
    if match is None or month is None:
        return None
    return datetime(_year(match[3]), month, int(match[1]), tzinfo=UTC)


def _numbers(text: str, order: DateOrder | None) -> datetime:
    match = _NUMBERS.fullmatch(text)
    if match is None:
        raise ValueError("no date")
    first, second, third = match[1], match[2], match[3]
    if len(first) == _YEAR_DIGITS or (order == "ymd" and len(third) != _YEAR_DIGITS):
        return datetime(_year(first), int(second), int(third), tzinfo=UTC)
    if int(first) > _LAST_MONTH:
        order = "dmy"
    elif int(second) > _LAST_MONTH:
        order = "mdy"
    elif first == second:
        order = "dmy"
    if order not in {"mdy", "dmy"}:
        # 03/04/26 may be March or April; a guess would date somebody's opinion wrongly.
        raise RejectedError("date_is_ambiguous")
    day, month = (second, first) if order == "mdy" else (first, second)
    return datetime(_year(third), int(month), int(day), tzinfo=UTC)


def _year(digits: str) -> int:
    return int(digits) if len(digits) == _YEAR_DIGITS else 2000 + int(digits)
