"""Working hours as people type them are read as they are meant, and written back the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftersales.desk.calendars import WEEKDAYS, read_calendar, shifts_as_typed
from aftersales.records.errors import RejectedError

BASE = {"since": "2026-01-05", "zone": "UTC"}
SPANS = st.lists(st.integers(0, 288), min_size=2, max_size=6, unique=True).map(sorted)


def clock(step: int) -> str:
    """A time of day on the grid of five minutes."""
    return f"{step // 12:02}:{step % 12 * 5:02}"


@given(st.dictionaries(st.sampled_from(list(WEEKDAYS)), SPANS, min_size=1))
@settings(max_examples=12)
def test_what_is_written_is_read_again(week: dict[int, list[int]]) -> None:
    """Any shifts of any weekdays survive the way through the form."""
    form = {
        f"shifts{day}": ", ".join(
            f"{clock(first)}-{clock(last)}" for first, last in zip(steps[::2], steps[1::2], strict=False)
        )
        for day, steps in week.items()
    }
    calendar = read_calendar(BASE | form)
    assert {f"shifts{day}": shifts_as_typed(calendar, day) for day in week} == form
    assert (
        read_calendar(BASE | {f"shifts{day}": shifts_as_typed(calendar, day) for day in WEEKDAYS}) == calendar
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9:00-18:00", "09:00-18:00"),
        ("09:00–12:00，13:00～18:00", "09:00-12:00, 13:00-18:00"),
        ("9.00 to 17.30", "09:00-17:30"),
        ("13:00至18:00、9：00到12：00", "09:00-12:00, 13:00-18:00"),
        ("09:00-24:00", "09:00-24:00"),
        ("09:00-00:00", "09:00-24:00"),
        ("", ""),
    ],
)
def test_hours_are_read_as_people_write_them(typed: str, meant: str) -> None:
    """Dashes, colons and commas of several keyboards; midnight at the end of a day."""
    calendar = read_calendar(BASE | {"shifts1": typed, "shifts2": "08:00-09:00"})
    assert shifts_as_typed(calendar, 1) == meant


@pytest.mark.parametrize("typed", ["9-18", "25:00-26:00", "09:00", "09:00-18:00 lunch", "09:00-09:60", "x"])
def test_what_is_no_shift_names_its_day(typed: str) -> None:
    """The reason carries the weekday, so that the page can say which line it is."""
    with pytest.raises(RejectedError) as refused:
        read_calendar(BASE | {"shifts3": typed})
    assert (refused.value.reason, refused.value.detail) == ("shifts_unclear", "3")
