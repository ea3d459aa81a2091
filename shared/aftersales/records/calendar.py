"""When people work: business calendars, each in force from a day on, so that past hours are never counted by today's hours."""

import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from aftersales.records.record import Record
from aftersales.records.zones import zone_names

STEP_MINUTES = 5
"""Shifts begin and end on multiples of this, so that working time can be held as a table of slots of that length."""

_CLOCK = re.compile(r"(\d\d):(\d\d)")
_DAY_MINUTES = 24 * 60


def _on_a_step(text: str) -> str:
    found = _CLOCK.fullmatch(text)
    if found is None or not 0 <= _minutes(text) <= _DAY_MINUTES or int(found[2]) >= 60:  # noqa: PLR2004 — minutes of an hour
        raise ValueError("a time of day reads HH:MM, from 00:00 to 24:00")
    if _minutes(text) % STEP_MINUTES:
        raise ValueError(f"a shift begins and ends on a multiple of {STEP_MINUTES} minutes")
    return text


def _minutes(text: str) -> int:
    return int(text[:2]) * 60 + int(text[3:])


def _known_zone(name: str) -> str:
    if name not in zone_names():
        raise ValueError("no such IANA time zone")
    return name


TimeOfDay = Annotated[str, AfterValidator(_on_a_step)]
"""'09:00' … '24:00', wall-clock time."""


class Shift(Record):
    """Working hours on one weekday (1 Monday … 7 Sunday). A night shift is two: until 24:00, and from 00:00 the next day."""

    weekday: Annotated[int, Field(ge=1, le=7)]
    opens: TimeOfDay
    closes: TimeOfDay

    @model_validator(mode="after")
    def _runs_forward(self) -> "Shift":
        if self.first_minute >= self.last_minute:
            raise ValueError("a shift ends after it begins")
        return self

    @property
    def first_minute(self) -> int:
        """Minutes from midnight to the beginning."""
        return _minutes(self.opens)

    @property
    def last_minute(self) -> int:
        """Minutes from midnight to the end."""
        return _minutes(self.closes)


class Calendar(Record):
    """Working hours in force from the local day `since` until the next calendar's.

    `holidays` is an ISO 3166 country ('DE') or subdivision ('DE-BY') whose public holidays are free; so are the days `closed`.
    """

    since: date
    zone: Annotated[str, AfterValidator(_known_zone)]
    shifts: tuple[Shift, ...]
    holidays: str | None = None
    closed: tuple[date, ...] = ()


def weekly(days: str, opens: str, closes: str) -> tuple[Shift, ...]:
    """Return a shift for each of these weekdays: '12345' from '09:00' to '18:00' are office hours."""
    return tuple(Shift(weekday=int(day), opens=opens, closes=closes) for day in days)
