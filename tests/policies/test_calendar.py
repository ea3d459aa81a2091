"""Working time against a fold by the wall clock, minute by minute."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from aftersales.policies.calendar import working_spans
from aftersales.records.calendar import Calendar, Shift, weekly
from aftersales.records.errors import RejectedError
from aftersales.records.message import Author
from aftersales.records.zones import midnight
from tests.lake.in_memory import lake_of
from tests.metrics.golden.telling import cases_of
from tests.metrics.history import SETTINGS, message

FIRST, LAST = date(2026, 10, 22), date(2026, 10, 29)
"""A week in which Berlin sets its clocks back, on the 25th."""

ZONES = st.sampled_from(
    ("Europe/Berlin", "America/New_York", "Asia/Shanghai", "Asia/Kathmandu", "Australia/Lord_Howe")
)
SHIFTS = st.lists(
    st.builds(
        lambda weekday, opens, length: Shift(
            weekday=weekday, opens=_clock(opens), closes=_clock(opens + length)
        ),
        st.integers(1, 7),
        st.integers(0, 12 * 18).map(lambda steps: steps * 5),
        st.integers(1, 12 * 6).map(lambda steps: steps * 5),
    ),
    max_size=8,
).map(tuple)
CALENDARS = st.lists(
    st.builds(
        Calendar,
        since=st.integers(-3, 5).map(lambda days: FIRST + timedelta(days=days)),
        zone=ZONES,
        shifts=SHIFTS,
        closed=st.lists(st.integers(0, 6).map(lambda days: FIRST + timedelta(days=days)), max_size=2).map(
            tuple
        ),
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda calendar: calendar.since,
)
INSTANTS = st.integers(0, 5 * 24 * 3600).map(
    lambda seconds: datetime(2026, 10, 23, tzinfo=UTC) + timedelta(seconds=seconds)
)
BERLIN = Calendar(since=FIRST, zone="Europe/Berlin", shifts=weekly("1234567", "01:00", "03:30"))


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def in_force(calendars: list[Calendar], at: datetime) -> Calendar | None:
    """The last calendar that has begun."""
    begun = [one for one in calendars if midnight(one.since, one.zone) <= at]
    return max(begun, key=lambda one: one.since, default=None)


def is_worked(calendars: list[Calendar], at: datetime) -> bool:
    """Whether people work at an instant, read off the wall clock of the calendar in force."""
    calendar = in_force(calendars, at)
    if calendar is None:
        return False
    wall = at.astimezone(ZoneInfo(calendar.zone))
    minute = wall.hour * 60 + wall.minute
    return wall.date() not in calendar.closed and any(
        shift.weekday == wall.isoweekday() and shift.first_minute <= minute < shift.last_minute
        for shift in calendar.shifts
    )


def worked_seconds(calendars: list[Calendar], start: datetime, end: datetime) -> int | None:
    """Count second by second, in steps of whole slots where nothing can change; None where no calendar is in force."""
    if in_force(calendars, start) is None:
        return None
    seconds, at = 0, start
    while at < end:
        following = min(end, datetime.fromtimestamp((int(at.timestamp()) // 300 + 1) * 300, UTC))
        seconds += int((following - at).total_seconds()) if is_worked(calendars, at) else 0
        at = following
    return seconds


@given(CALENDARS)
@example([BERLIN])
@settings(max_examples=40)
def test_spans_are_what_the_wall_clock_says(calendars: list[Calendar]) -> None:
    """Every five minutes of a week in which clocks change: inside a span if and only if the calendar in force says so."""
    # Zones differ by less than a day, so that calendars may overlap only at their edges.
    spans = working_spans(calendars, FIRST - timedelta(days=2), LAST + timedelta(days=2))
    at = datetime(2026, 10, 22, tzinfo=UTC)
    while at < datetime(2026, 10, 29, tzinfo=UTC):
        inside = any(opens <= at < closes for opens, closes in spans)
        assert inside == is_worked(sorted(calendars, key=lambda one: one.since), at), at
        at += timedelta(minutes=5)


@given(CALENDARS, INSTANTS, INSTANTS)
@example([BERLIN], datetime(2026, 10, 24, 22, 0, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, 7, 3, tzinfo=UTC))
@settings(max_examples=8)
def test_business_hours_are_the_worked_seconds_between_two_instants(
    calendars: list[Calendar], one: datetime, other: datetime
) -> None:
    """The lake's two equality joins give what counting by hand gives; no calendar in force gives null."""
    asked, answered = sorted((one, other))
    facts = [
        message(f"{place}", f"{when:%Y-%m-%dT%H:%M:%S}", author)
        for place, (when, author) in enumerate(((asked, Author.CUSTOMER), (answered, Author.AGENT)))
    ]
    told = SETTINGS.having(calendars=tuple(calendars))
    with TemporaryDirectory() as folder:
        lake = lake_of(Path(folder), facts, cases_of(facts, told), told)
        rows = lake.query(
            """SELECT ended.seconds - begun.seconds AS seconds FROM case_contacts LEFT JOIN worked begun ON begun.instant = asked_at
            LEFT JOIN worked ended ON ended.instant = ended_at""",
            {},
        )
    assert rows[0]["seconds"] == worked_seconds(calendars, asked, answered)


def test_shifts_lie_on_the_grid_of_slots() -> None:
    """A shift that begins at 09:03 is refused with a clear word, as is one that ends before it begins."""
    with pytest.raises(ValidationError, match="multiple of 5 minutes"):
        Shift(weekday=1, opens="09:03", closes="17:00")
    with pytest.raises(ValidationError, match="ends after it begins"):
        Shift(weekday=1, opens="17:00", closes="09:00")
    with pytest.raises(ValidationError, match="no such IANA time zone"):
        Calendar(since=FIRST, zone="Europe/Springfield", shifts=())


def test_weekends_worked_for_a_long_holiday_count_like_a_monday() -> None:
    """China, 2026: Friday 25 September is Mid-Autumn; Sunday 20 September is worked in exchange for National Day."""
    office = Calendar(
        since=date(2026, 1, 1), zone="Asia/Shanghai", shifts=weekly("12345", "09:00", "18:00"), holidays="CN"
    )
    days = {
        opens.astimezone(ZoneInfo("Asia/Shanghai")).date()
        for opens, _ in working_spans([office], date(2026, 9, 18), date(2026, 9, 28))
    }
    assert date(2026, 9, 20) in days
    assert date(2026, 9, 25) not in days
    assert date(2026, 9, 26) not in days


def test_an_unknown_place_has_no_holidays() -> None:
    """A place that the library does not know is the seller's mistake, said once and clearly."""
    nowhere = BERLIN.having(holidays="XX")
    with pytest.raises(RejectedError, match="no_such_holidays: XX"):
        working_spans([nowhere], FIRST, LAST)
