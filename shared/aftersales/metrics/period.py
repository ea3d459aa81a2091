"""Half-open local days: a period is [start, end) in a reporting zone; weeks are ISO weeks, Monday first."""

import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Self
from zoneinfo import ZoneInfo

from aftersales.records.errors import RejectedError
from aftersales.records.record import Instant, Record
from aftersales.records.zones import midnight

_LONGEST_DAYS = 731
_YEARS = range(1990, 2200)
"""Years that can be asked for: the calendar ends at both sides, and every period needs its neighbours."""
_SAME_WEEKDAY = timedelta(weeks=52)
"""A year for days and weeks: Mondays are compared with Mondays."""


class Kind(StrEnum):
    """What sort of period a label names; SPAN is any other run of days."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SPAN = "span"


_LABELS = {
    Kind.DAY: re.compile(r"\d{4}-\d{2}-\d{2}"),
    Kind.WEEK: re.compile(r"(\d{4})-W(\d{2})"),
    Kind.MONTH: re.compile(r"(\d{4})-(\d{2})"),
    Kind.QUARTER: re.compile(r"(\d{4})-Q([1-4])"),
}


def local_day(at: datetime, zone: str) -> date:
    """Return the calendar day of an instant in `zone`."""
    return at.astimezone(ZoneInfo(zone)).date()


class Period(Record):
    """Whole local days from `first` up to, not including, `last`; `label` is how a page and a file name call it."""

    first: date
    last: date
    zone: str
    label: str

    @property
    def start(self) -> Instant:
        """First instant of the period."""
        return midnight(self.first, self.zone)

    @property
    def end(self) -> Instant:
        """First instant after the period."""
        return midnight(self.last, self.zone)

    @property
    def days(self) -> int:
        """Length in local days."""
        return (self.last - self.first).days

    @property
    def kind(self) -> Kind:
        """What sort of period this is, by its label."""
        return _kind(self.label)

    def earlier(self, days: int) -> Self:
        """Return the period of equal length that many days before."""
        return self._moved(-timedelta(days=days))

    @property
    def previous(self) -> Self:
        """The period just before: the month before a month, else as many days as this one has."""
        return self._stepped(-1)

    @property
    def following(self) -> Self:
        """The period just after."""
        return self._stepped(1)

    @property
    def year_before(self) -> Self:
        """The same month or quarter a year ago; days and weeks go back 52 weeks, so that weekdays stay aligned."""
        months = {Kind.MONTH: 12, Kind.QUARTER: 4}
        return self._stepped(-months[self.kind]) if self.kind in months else self._moved(-_SAME_WEEKDAY)

    def run(self, count: int) -> list[Self]:
        """Return the `count` periods of this sort that end with this one, oldest first."""
        found = [self]
        while len(found) < count:
            found.append(found[-1].previous)
        return found[::-1]

    def _stepped(self, steps: int) -> Self:
        if self.kind in {Kind.MONTH, Kind.QUARTER}:
            length = 1 if self.kind is Kind.MONTH else 3
            first = _months_on(self.first, steps * length)
            return self._between(first, _months_on(first, length))
        return self._moved(timedelta(days=steps * self.days))

    def _moved(self, shift: timedelta) -> Self:
        return self._between(self.first + shift, self.last + shift)

    def _between(self, first: date, last: date) -> Self:
        # A week that does not begin on a Monday is a run of seven days like any other.
        kind = self.kind if self.kind is not Kind.WEEK or first.weekday() == 0 else Kind.SPAN
        return self.having(first=first, last=last, label=_label(kind, first, last))


def _kind(label: str) -> Kind:
    return next((kind for kind, shape in _LABELS.items() if shape.fullmatch(label)), Kind.SPAN)


def _label(kind: Kind, first: date, last: date) -> str:
    year, number, _ = first.isocalendar()
    return {
        Kind.DAY: first.isoformat(),
        Kind.WEEK: f"{year}-W{number:02}",
        Kind.MONTH: f"{first:%Y-%m}",
        Kind.QUARTER: f"{first.year}-Q{first.month // 3 + 1}",
        Kind.SPAN: f"{first.isoformat()}..{(last - timedelta(days=1)).isoformat()}",
    }[kind]


def _months_on(first: date, months: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1)


def _made(kind: Kind, first: date, last: date, zone: str) -> Period:
    return Period(first=first, last=last, zone=zone, label=_label(kind, first, last))


def containing(kind: Kind, day: date, zone: str) -> Period:
    """Return the day, week, month or quarter that holds a day; a SPAN is the day alone."""
    if kind is Kind.WEEK:
        first = day - timedelta(days=day.weekday())
        return _made(kind, first, first + timedelta(days=7), zone)
    if kind is Kind.MONTH:
        first = day.replace(day=1)
        return _made(kind, first, first + timedelta(days=monthrange(day.year, day.month)[1]), zone)
    if kind is Kind.QUARTER:
        first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
        return _made(kind, first, _months_on(first, 3), zone)
    return _made(Kind.DAY, day, day + timedelta(days=1), zone)


def last_whole(kind: Kind, now: datetime, zone: str) -> Period:
    """Return the newest period of a sort that is over."""
    return containing(kind, local_day(now, zone), zone).previous


def week(text: str, zone: str) -> Period:
    """Read an ISO week such as '2026-W47'; RejectedError if there is no such week."""
    found = _LABELS[Kind.WEEK].fullmatch(text)
    try:
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1) if found else None
    except ValueError:
        monday = None
    if monday is None or monday.year not in _YEARS:
        raise RejectedError("no_such_week", text[:10])
    return containing(Kind.WEEK, monday, zone)


def named(text: str, zone: str) -> Period:
    """Read a period's label; RejectedError if there is no such period.

    A day '2026-11-20', an ISO week '2026-W47', a month '2026-11', a quarter '2026-Q4', or days '2026-08-18..2026-11-15' (both
    included).
    """
    kind = _kind(text)
    if kind is Kind.WEEK or (".." not in text and kind is Kind.SPAN):
        return week(text, zone)
    try:
        period = _read(kind, text, zone)
    except (ValueError, OverflowError) as error:
        raise RejectedError("no_such_period", text[:24]) from error
    if (
        not 0 < period.days <= _LONGEST_DAYS
        or period.first.year not in _YEARS
        or period.last.year not in _YEARS
    ):
        raise RejectedError("no_such_period", text[:24])
    return period


def _read(kind: Kind, text: str, zone: str) -> Period:
    if kind is Kind.DAY:
        return containing(kind, date.fromisoformat(text), zone)
    if kind is Kind.MONTH:
        return containing(kind, date.fromisoformat(f"{text}-01"), zone)
    if kind is Kind.QUARTER:
        return containing(kind, date(int(text[:4]), int(text[-1]) * 3, 1), zone)
    first, _, last = text.partition("..")
    return span(date.fromisoformat(first), date.fromisoformat(last), zone)


def span(first: date, last: date, zone: str) -> Period:
    """Return the days from `first` to `last`, both included."""
    return _made(Kind.SPAN, first, last + timedelta(days=1), zone)


def last_whole_week(now: datetime, zone: str) -> Period:
    """Return the newest ISO week that is over."""
    return last_whole(Kind.WEEK, now, zone)


def trailing(end: date, days: int, zone: str) -> Period:
    """Return the `days` local days that end with the beginning of `end`."""
    return _made(Kind.SPAN, end - timedelta(days=days), end, zone)
