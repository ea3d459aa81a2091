"""Business calendars as spans of working time: the calendar in force at each instant decides, by the clock on its wall."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from aftersales.policies.holiday_days import free_days
from aftersales.records.calendar import STEP_MINUTES, Calendar
from aftersales.records.zones import midnight

Span = tuple[datetime, datetime]
"""Half-open, in UTC."""

_DAY = timedelta(days=1)
_STEP = timedelta(minutes=STEP_MINUTES)
_MONDAY = 1


def in_force_since(calendars: Sequence[Calendar]) -> datetime | None:
    """Return the instant from which on there is a calendar; None without any."""
    return min((midnight(one.since, one.zone) for one in calendars), default=None)


def working_spans(calendars: Sequence[Calendar], first: date, last: date) -> list[Span]:
    """Return the working time of the local days [first, last), as ordered spans that do not touch.

    Each calendar holds from the midnight that begins `since` in its own zone until the next one's. A day on which clocks change
    is worked by the wall clock: a shift over the lost hour is shorter, over the repeated one longer. Source of public holidays:
    the library `holidays`.
    """
    ordered = sorted(calendars, key=lambda one: one.since)
    found: list[Span] = []
    for calendar, following in pairwise([*ordered, None]):
        assert calendar is not None  # noqa: S101 — only the end of the list is None
        ends = None if following is None else midnight(following.since, following.zone)
        # A day more than wanted: the next calendar may lie in a zone where that day begins later.
        until = last if following is None else min(last, following.since + _DAY)
        found += _clipped(_worked(calendar, max(first, calendar.since), until), ends)
    return _joined(sorted(found))


def in_force(calendars: Sequence[Calendar], day: date) -> Calendar | None:
    """Return the calendar whose days hold `day`; None before the first."""
    begun = [one for one in calendars if one.since <= day]
    return max(begun, key=lambda one: one.since, default=None)


def _worked(calendar: Calendar, first: date, last: date) -> Iterator[Span]:
    weekday_of = _weekdays(calendar, first, last)
    for ordinal in range(first.toordinal(), last.toordinal()):
        day = date.fromordinal(ordinal)
        weekday = weekday_of(day)
        shifts = [
            (shift.first_minute, shift.last_minute) for shift in calendar.shifts if shift.weekday == weekday
        ]
        if shifts:
            yield from _spans_of(day, calendar.zone, shifts)


def _spans_of(day: date, zone: str, shifts: Sequence[tuple[int, int]]) -> Iterator[Span]:
    begins, ends = midnight(day, zone), midnight(day + _DAY, zone)
    if ends - begins == _DAY:
        yield from (
            (begins + timedelta(minutes=opens), begins + timedelta(minutes=closes))
            for opens, closes in shifts
        )
        return
    place = ZoneInfo(zone)
    at = begins
    while at < ends:
        wall = at.astimezone(place)
        if any(opens <= wall.hour * 60 + wall.minute < closes for opens, closes in shifts):
            yield at, at + _STEP
        at += _STEP


def _clipped(spans: Iterator[Span], ends: datetime | None) -> Iterator[Span]:
    for opens, closes in spans:
        if ends is None or closes <= ends:
            yield opens, closes
        elif opens < ends:
            yield opens, ends


def _joined(spans: Sequence[Span]) -> list[Span]:
    found: list[Span] = []
    for opens, closes in spans:
        if found and opens <= found[-1][1]:
            found[-1] = found[-1][0], max(closes, found[-1][1])
        else:
            found.append((opens, closes))
    return found


def _weekdays(calendar: Calendar, first: date, last: date) -> Callable[[date], int]:
    """Return which weekday's shifts are worked on a day; 0 on a free day."""
    free, swapped = free_days(calendar.holidays, first, last) if calendar.holidays else ((), ())

    def weekday_of(day: date) -> int:
        if day in calendar.closed or day in free:
            return 0
        # Where a long holiday is paid for with a weekend, that weekend is worked like a Monday.
        return _MONDAY if day in swapped else day.isoweekday()

    return weekday_of


def days_around(first: datetime, last: datetime) -> tuple[date, date]:
    """Return local days [first, last) that hold both instants in every zone."""
    return (first - _DAY).date(), (last + 2 * _DAY).date()
