"""Two clocks: working hours by the calendar in force at each instant, and a marketplace that never sleeps."""

from datetime import date
from itertools import pairwise

import pytest

from aftersales.metrics.period import week
from aftersales.records.calendar import Calendar, weekly
from aftersales.records.message import Author
from aftersales.records.target import Clock, Promise, ServiceTarget
from aftersales.records.workspace import Settings
from tests.metrics.golden.telling import Teller
from tests.metrics.history import SETTINGS, at, message

BUYER, AGENT = Author.CUSTOMER, Author.AGENT

OFFICE = Calendar(since=date(2026, 1, 1), zone="Asia/Shanghai", shifts=weekly("12345", "09:00", "18:00"))
"""Monday to Friday, nine to six in Shanghai (01:00 to 10:00 UTC)."""


def working(*calendars: Calendar, **changes: object) -> Settings:
    """The workspace with these calendars."""
    return SETTINGS.having(calendars=calendars, **changes)


@pytest.mark.golden(12)
def test_each_hour_counts_by_the_calendar_of_its_day(tell: Teller) -> None:
    """12 The schedule changes while a case waits: each day is counted by the calendar in force on it.

    Nine to six until Tuesday, nine to one from Wednesday 4 November on. Asked Tuesday 17:00, answered Thursday 10:00 Shanghai time:
    1 h + 4 h + 1 h = 6 working hours; by the clock 41.
    """
    short = OFFICE.having(since=date(2026, 11, 4), shifts=weekly("12345", "09:00", "13:00"))
    facts = (message("1", "2026-11-03T09:00", BUYER), message("2", "2026-11-05T02:00", AGENT))
    found = tell.figure("first_response", facts, settings=working(OFFICE, short))
    assert (found.value, found.business) == (41, 6)


@pytest.mark.golden(13)
def test_a_holiday_is_no_working_time(tell: Teller) -> None:
    """13 A public holiday lies in between: its hours do not count.

    Germany, 2026: asked Thursday 24 December 16:00, answered Monday 28 December 10:00 (nine to five, Berlin is UTC+1). The 25th is
    Christmas, the weekend is free: 1 h + 1 h = 2 working hours; without the holiday it would be 10. By the clock 90.
    """
    berlin = Calendar(since=date(2026, 1, 1), zone="Europe/Berlin", shifts=weekly("12345", "09:00", "17:00"))
    facts = (message("1", "2026-12-24T15:00", BUYER), message("2", "2026-12-28T09:00", AGENT))
    year_end = week("2026-W53", "Asia/Shanghai")
    keeping = working(berlin.having(holidays="DE"))
    found = tell.figure("first_response", facts, period=year_end, settings=keeping)
    assert (found.value, found.business) == (90, 2)
    without = tell.figure("first_response", facts, period=year_end, settings=working(berlin))
    assert without.business == 10


@pytest.mark.golden(14)
def test_days_on_which_clocks_change_have_23_or_25_hours(tell: Teller) -> None:
    """14 Spring and autumn: durations are UTC differences, shifts follow the wall clock.

    Berlin works from 01:00 to 05:00 every day. On 29 March 2026 clocks jump from 02:00 to 03:00: midnight to noon are 11 hours by the
    clock and 3 working hours. On 25 October 03:00 becomes 02:00: midnight to noon are 13 hours and 5 working hours. On 28 March
    it is 12 and 4.
    """
    night = Calendar(since=date(2026, 1, 1), zone="Europe/Berlin", shifts=weekly("1234567", "01:00", "05:00"))
    expected = {
        ("2026-03-28", "2026-03-27T23:00", "2026-03-28T11:00"): (12, 4),
        ("2026-03-29", "2026-03-28T23:00", "2026-03-29T10:00"): (11, 3),
        ("2026-10-25", "2026-10-24T22:00", "2026-10-25T11:00"): (13, 5),
    }
    for (day, asked, answered), (hours, worked) in expected.items():
        facts = (message("1", asked, BUYER), message("2", answered, AGENT))
        year, number, _ = date.fromisoformat(day).isocalendar()
        period = week(f"{year}-W{number:02}", "Europe/Berlin")
        found = tell.figure("response", facts, period=period, settings=working(night, zone="Europe/Berlin"))
        assert (found.value, found.business) == (hours, worked)


@pytest.mark.golden(15)
def test_without_a_calendar_there_are_no_working_hours(tell: Teller) -> None:
    """15 No calendar, or none in force yet: null, never nought.

    Asked 08:00, answered 11:00: three hours by the clock and no figure for working hours. The same where the first calendar begins
    the day after.
    """
    facts = (message("1", "2026-11-03T08:00", BUYER), message("2", "2026-11-03T11:00", AGENT))
    for settings in (SETTINGS, working(OFFICE.having(since=date(2026, 11, 4)))):
        found = tell.figure("first_response", facts, settings=settings)
        assert (found.value, found.business) == (3, None)
    assert tell.figure("first_response", facts, settings=working(OFFICE)).business == 2


@pytest.mark.golden(16)
def test_a_marketplaces_deadline_runs_through_the_weekend(tell: Teller) -> None:
    """16 24 hours on a marketplace include Saturday and Sunday, whatever the calendar says.

    Asked Friday 6 November 17:00 Shanghai time, answered Monday 10:00: 65 hours by the clock, 2 working hours (one each day).
    A promise of 24 marketplace hours is broken on Saturday 17:00; one of 4 working hours is kept.
    """
    facts = (message("1", "2026-11-06T09:00", BUYER), message("2", "2026-11-09T02:00", AGENT))
    day = ServiceTarget(since=at("2026-01-01"), promise=Promise.FIRST_RESPONSE, hours=24)
    market = working(OFFICE, targets=(day,))
    assert tell.sums("first_response_attainment", *facts, settings=market) == (0, 1)
    assert tell.figure("overdue", facts, settings=market).value == 1
    office = working(OFFICE, targets=(day.having(hours=4, clock=Clock.BUSINESS),))
    following = week("2026-W46", "Asia/Shanghai")
    assert tell.sums("first_response_attainment", *facts, settings=office, period=following) == (1, 1)
    assert tell.figure("overdue", facts, settings=office).value == 0
    found = tell.figure("first_response", facts, settings=office, period=following)
    assert (found.value, found.business) == (65, 2)


@pytest.mark.golden(44)
def test_a_new_policy_does_not_rewrite_the_past(tell: Teller) -> None:
    """44 A service target is edited after a breach: the breach stays, new questions have the new target.

    Two hours are promised until 5 November, then eight. Asked on the 3rd and answered after four hours: broken for good. Asked on
    the 6th and answered after four hours: kept. Without the edit the second would be broken too.
    """
    strict = ServiceTarget(since=at("2026-01-01"), promise=Promise.FIRST_RESPONSE, hours=2)
    eased = strict.having(since=at("2026-11-05"), hours=8)
    facts = [
        message(f"{day}-{hour}", f"2026-11-0{day}T{hour:02}:00", author, thread=f"t{day}")
        for day in (3, 6)
        for hour, author in ((8, BUYER), (12, AGENT))
    ]
    before = tell.sums("sla_attainment", *facts, settings=SETTINGS.having(targets=(strict,)))
    after = tell.sums("sla_attainment", *facts, settings=SETTINGS.having(targets=(strict, eased)))
    assert (before, after) == ((0, 2), (1, 2))


def test_the_two_clocks_differ_only_by_free_time(tell: Teller) -> None:
    """An office that never closes has the same hours on both clocks."""
    always = OFFICE.having(shifts=weekly("1234567", "00:00", "24:00"))
    days = [f"2026-11-0{day}T08:00" for day in range(3, 7)]
    facts = [
        one
        for place, (asked, answered) in enumerate(pairwise(days))
        for one in (
            message(f"q{place}", asked, BUYER, thread=f"t{place}"),
            message(f"a{place}", answered, AGENT, thread=f"t{place}"),
        )
    ]
    found = tell.figure("response", facts, settings=working(always))
    assert (found.value, found.business) == (24, 24)
