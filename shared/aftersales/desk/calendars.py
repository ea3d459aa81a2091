"""Business calendars as people type them: read from a form, put among those that there are."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from pydantic import ValidationError

from aftersales.desk.listed import Listed
from aftersales.policies.holiday_days import check_place
from aftersales.records.calendar import Calendar, Shift
from aftersales.records.errors import RejectedError

WEEKDAYS = range(1, 8)
"""ISO: 1 is Monday."""
MOST_CLOSED = 200
_LONGEST_LINE = 120
_SHIFT = re.compile(r"(\d{1,2})[:：.]([0-5]\d)\s*(?:[-–—~\uff5e至到]|to)\s*(\d{1,2})[:：.]([0-5]\d)")
_BETWEEN = re.compile(r"[\s,;，；、+&]*")
_DAY = 24 * 60
_YEARS = range(1990, 2200)
"""Those of the figures."""


def read_calendar(form: Mapping[str, str]) -> Calendar:
    """Read the fields `since`, `zone`, `shifts1` … `shifts7`, `country`, `part`, `closed`.

    RejectedError `since_unknown`, `zone_unknown`, `shifts_unclear` (its detail is the weekday), `no_shifts`,
    `no_such_holidays`, `closed_unclear`.
    """
    shifts = tuple(
        shift for weekday in WEEKDAYS for shift in _shifts(weekday, form.get(f"shifts{weekday}", ""))
    )
    if not shifts:
        raise RejectedError("no_shifts")
    country, part = form.get("country", "").strip().upper(), form.get("part", "").strip()
    place = f"{country}-{part}" if country and part else country
    if place:
        check_place(place)
    try:
        return Calendar(
            since=read_day(form.get("since", ""), "since_unknown"),
            zone=form.get("zone", "").strip(),
            shifts=tuple(sorted(set(shifts), key=lambda one: (one.weekday, one.opens))),
            holidays=place or None,
            closed=_closed(form.get("closed", "")),
        )
    except ValidationError as error:
        raise RejectedError("zone_unknown") from error


def read_day(text: str, reason: str) -> date:
    """Read 2026-11-20; RejectedError with `reason` for anything else."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError as error:
        raise RejectedError(reason) from error
    if day.year not in _YEARS:
        raise RejectedError(reason)
    return day


def shifts_as_typed(calendar: Calendar, weekday: int) -> str:
    """Write a weekday's shifts the way they are read."""
    return ", ".join(f"{one.opens}-{one.closes}" for one in calendar.shifts if one.weekday == weekday)


CALENDARS = Listed[Calendar](
    field="calendars",
    kind="calendar",
    most=20,
    name_of=lambda one: one.since.isoformat(),
    order=lambda one: one.since,
)
"""A calendar is called by the day on which it begins."""


def _shifts(weekday: int, text: str) -> Iterator[Shift]:
    line = text.strip()[:_LONGEST_LINE]
    place = 0
    while place < len(line):
        found = _SHIFT.match(line, place)
        if found is None:
            raise RejectedError("shifts_unclear", str(weekday))
        yield from _over_midnight(weekday, *(int(number) for number in found.groups()))
        between = _BETWEEN.match(line, found.end())
        place = between.end() if between else found.end()


def _over_midnight(weekday: int, hour: int, minute: int, last_hour: int, last_minute: int) -> Iterator[Shift]:
    """A shift that ends on the next day is two."""
    opens, closes = hour * 60 + minute, last_hour * 60 + last_minute
    spans = [(weekday, opens, closes)]
    if closes <= opens:
        following = weekday % 7 + 1
        spans = [(weekday, opens, _DAY), *([(following, 0, closes)] if closes else [])]
    try:
        for day, first, last in spans:
            yield Shift(weekday=day, opens=_clock(first), closes=_clock(last))
    except ValidationError as error:
        raise RejectedError("shifts_unclear", str(weekday)) from error


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _closed(text: str) -> tuple[date, ...]:
    days = {read_day(one, "closed_unclear") for one in re.split(r"[\s,;，；、]+", text.strip()) if one}
    if len(days) > MOST_CLOSED:
        raise RejectedError("closed_unclear")
    return tuple(sorted(days))
