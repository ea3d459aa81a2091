"""Periods are half-open local days."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales.metrics.period import (
    Kind,
    containing,
    last_whole,
    last_whole_week,
    local_day,
    named,
    trailing,
    week,
)
from aftersales.records.errors import RejectedError

ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Auckland")


@given(
    st.integers(1_420_070_400, 2_051_222_400).map(lambda second: datetime.fromtimestamp(second, UTC)),
    st.sampled_from(ZONES),
)
def test_each_moment_lies_in_one_week(at: datetime, zone: str) -> None:
    """A moment lies in its week, and in neither neighbour; weeks meet without a gap."""
    period = containing(Kind.WEEK, local_day(at, zone), zone)
    assert period.start <= at < period.end
    assert period.previous.end == period.start
    assert week(period.label, zone) == period


@pytest.mark.parametrize(("label", "hours"), [("2026-W13", 167), ("2026-W43", 169), ("2026-W30", 168)])
def test_a_week_with_a_clock_change_has_an_hour_less_or_more(label: str, hours: int) -> None:
    """In Berlin the week of 29 March 2026 has 167 hours, that of 25 October 169."""
    period = week(label, "Europe/Berlin")
    assert period.end - period.start == timedelta(hours=hours)


def test_a_year_may_have_a_week_53() -> None:
    """2026 has one, it ends in January 2027, and W01 follows it."""
    period = week("2026-W53", "UTC")
    assert (period.first, period.last) == (date(2026, 12, 28), date(2027, 1, 4))
    assert week("2027-W01", "UTC").previous == period


def test_the_last_whole_week_is_over() -> None:
    """On Monday 01:00 UTC the Shanghai week that ended nine hours before is the last whole one."""
    found = last_whole_week(datetime(2026, 11, 16, 1, tzinfo=UTC), "Asia/Shanghai")
    assert found.label == "2026-W46"


def test_days_have_a_label_that_can_be_read_back() -> None:
    """The label of trailing days names the first and the last of them."""
    period = trailing(date(2026, 11, 16), 90, "Asia/Shanghai")
    assert (period.label, period.days) == ("2026-08-18..2026-11-15", 90)
    assert named(period.label, "Asia/Shanghai") == period
    assert period.previous.label == "2026-05-20..2026-08-17"


@pytest.mark.parametrize(
    "text",
    [
        "2025-W53",
        "2026-W00",
        "2026-46",
        "2026-13",
        "2026-Q5",
        "2026-02-30",
        "",
        "x" * 50,
        "2026-11-15..2026-11-01",
        "2020-01-01..2026-01-01",
        "..",
        "a..b",
    ],
)
def test_other_texts_are_refused(text: str) -> None:
    """What names no period is the asker's fault."""
    with pytest.raises(RejectedError):
        named(text, "UTC")


@pytest.mark.parametrize(
    ("label", "before", "year_before"),
    [
        ("2026-03-09", "2026-03-08", "2025-03-10"),
        ("2026-W10", "2026-W09", "2025-W10"),
        ("2026-01", "2025-12", "2025-01"),
        ("2024-03", "2024-02", "2023-03"),
        ("2026-Q1", "2025-Q4", "2025-Q1"),
        ("2026-03-03..2026-03-09", "2026-02-24..2026-03-02", "2025-03-04..2025-03-10"),
    ],
)
def test_every_sort_of_period_knows_its_neighbours(label: str, before: str, year_before: str) -> None:
    """A month is followed by a month however long it is; days and weeks meet their weekday of a year before."""
    period = named(label, "Europe/Berlin")
    assert (period.label, period.previous.label, period.year_before.label) == (label, before, year_before)
    assert period.previous.last == period.first
    assert period.previous.following == period
    assert [one.label for one in period.run(2)] == [before, label]


@given(st.dates(date(2001, 1, 1), date(2090, 1, 1)), st.sampled_from(list(Kind)))
def test_each_day_lies_in_one_period_of_each_sort(day: date, kind: Kind) -> None:
    """The period that holds a day can be read back from its label, and the newest whole one is over."""
    period = containing(kind, day, "Asia/Shanghai")
    assert period.first <= day < period.last
    assert named(period.label, "Asia/Shanghai") == period
    assert last_whole(kind, period.start, "Asia/Shanghai").last == period.first
