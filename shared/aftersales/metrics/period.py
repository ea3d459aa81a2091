"""Half-open local days: a period is [start, end) in a reporting zone; weeks are ISO weeks, Monday first."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from aftersales.records.errors import RejectedError
from aftersales.records.record import Instant, Record

_LONGEST_DAYS = 731
_WEEK = re.compile(r"(\d{4})-W(\d{2})")


def midnight(day: date, zone: str) -> datetime:
    """Return the instant (UTC) at which `day` begins in `zone`; a day has 23 or 25 hours where clocks are changed."""
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)


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

    def earlier(self, days: int) -> Self:
        """Return the period of equal length that many days before."""
        shift = timedelta(days=days)
        return self.having(first=self.first - shift, last=self.last - shift, label=_label(self, -shift))

    @property
    def previous(self) -> Self:
        """The period of equal length just before."""
        return self.earlier(self.days)


def _label(period: Period, shift: timedelta) -> str:
    first, last = period.first + shift, period.last + shift
    if _WEEK.fullmatch(period.label) and first.weekday() == 0:
        return _week_label(first)
    return f"{first.isoformat()}..{(last - timedelta(days=1)).isoformat()}"


def _week_label(monday: date) -> str:
    year, number, _ = monday.isocalendar()
    return f"{year}-W{number:02}"


def week(text: str, zone: str) -> Period:
    """Read an ISO week such as '2026-W47'; RejectedError if there is no such week."""
    found = _WEEK.fullmatch(text)
    try:
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1) if found else None
    except ValueError:
        monday = None
    if monday is None:
        raise RejectedError("no_such_week", text[:10])
    return Period(first=monday, last=monday + timedelta(days=7), zone=zone, label=_week_label(monday))


def named(text: str, zone: str) -> Period:
    """Read a period's label: an ISO week, or days as '2026-08-18..2026-11-15' (both included); RejectedError otherwise."""
    first, dots, last = text.partition("..")
    if not dots:
        return week(text, zone)
    try:
        days = Period(
            first=date.fromisoformat(first),
            last=date.fromisoformat(last) + timedelta(days=1),
            zone=zone,
            label=text,
        )
    except (ValueError, OverflowError) as error:
        raise RejectedError("no_such_period", text[:24]) from error
    if not 0 < days.days <= _LONGEST_DAYS:
        raise RejectedError("no_such_period", text[:24])
    return days


def week_of(at: datetime, zone: str) -> Period:
    """Return the ISO week that holds an instant."""
    day = local_day(at, zone)
    return week(_week_label(day - timedelta(days=day.weekday())), zone)


def last_whole_week(now: datetime, zone: str) -> Period:
    """Return the newest ISO week that is over."""
    return week_of(now, zone).previous


def trailing(end: date, days: int, zone: str) -> Period:
    """Return the `days` local days that end with the beginning of `end`."""
    first = end - timedelta(days=days)
    label = f"{first.isoformat()}..{(end - timedelta(days=1)).isoformat()}"
    return Period(first=first, last=end, zone=zone, label=label)
