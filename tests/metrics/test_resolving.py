"""Resolving, sessions, backlog and promises: small histories with figures reasoned by hand."""

from datetime import date

import pytest

from aftersales.metrics.figure import Filters
from aftersales.metrics.period import Period, named
from aftersales.records.cause import Cause
from aftersales.records.fact import Fact
from aftersales.records.message import Author
from aftersales.records.target import Promise, ServiceTarget
from tests.metrics.golden.telling import WEEK, Teller
from tests.metrics.history import SETTINGS, acted, at, message, order, read_as

BUYER, AGENT, ROBOT = Author.CUSTOMER, Author.AGENT, Author.MACHINE


def day(text: str) -> Period:
    """A local day in Shanghai."""
    return named(text, "Asia/Shanghai")


TWICE = (
    message("1", "2026-11-02T08:00", BUYER),
    message("2", "2026-11-02T10:00", AGENT),
    acted("resolved", "2026-11-02T12:00"),
    message("3", "2026-11-04T12:00", BUYER),
    message("4", "2026-11-04T13:00", AGENT),
    acted("resolved", "2026-11-05T12:00"),
)
"""Asked and resolved on Monday after 4 hours, back on Wednesday, resolved for good on Thursday noon."""


def test_first_and_last_resolution_are_two_figures(tell: Teller) -> None:
    """First: Monday 08:00 to 12:00. Full: to Thursday 12:00, 76 hours. Active: 2 h, then 1 h in which it was our turn."""
    assert tell.hours("first_resolution", *TWICE) == [4]
    assert tell.hours("full_resolution", *TWICE) == [76]
    assert tell.hours("active_resolution", *TWICE) == [3]


def test_clearance_counts_openings_and_resolutions(tell: Teller) -> None:
    """Opened, resolved, reopened, resolved: two of two. On Thursday alone one resolution and nothing opened: no ratio."""
    assert tell.sums("clearance", *TWICE) == (2, 2)
    thursday = tell.figure("clearance", TWICE, period=day("2026-11-05"))
    assert (thursday.numerator, thursday.value) == (1, None)


def test_contacts_per_case_are_counted_at_the_last_resolution(tell: Teller) -> None:
    """Two contacts in one case; as known on Tuesday it was one."""
    told = tell.told(TWICE)
    now, then = (one.figure("contacts_per_case", WEEK) for one in (told, told.at(at("2026-11-03T04:00"))))
    assert (now.value, now.denominator) == (2, 1)
    assert (then.value, then.denominator) == (1, 1)


def test_open_cases_grow_older(tell: Teller) -> None:
    """A case opened on Monday 2 November: under a day old that evening, 1–3 days on Wednesday, 3–7 on Friday, more a week on."""
    told = tell.told(TWICE[:2])
    ages = {
        "2026-11-02": "0-1",
        "2026-11-04": "1-3",
        "2026-11-06": "3-7",
        "2026-11-10": "7+",
    }
    for when, age in ages.items():
        parts = told.split("backlog", day(when))
        assert [(part.key, part.value) for part in parts] == [(age, 1)]
    closed = tell.told(TWICE)
    assert [closed.figure("backlog", day(f"2026-11-0{number}")).value for number in (2, 4, 5)] == [0, 1, 0]


def test_what_waits_is_due_soon_and_then_overdue(tell: Teller) -> None:
    """Promised within 24 hours, judged at midnight in Shanghai (16:00 UTC).

    Asked Monday 10:00 UTC: nothing yet on Monday, overdue on Tuesday, answered by Wednesday. Asked Monday 18:00: due within 4 hours
    on Tuesday, overdue on Wednesday.
    """
    early, late = (
        message("1", "2026-11-02T10:00", BUYER),
        message("2", "2026-11-02T18:00", BUYER, thread="t2"),
    )
    told = tell.told([early, late, message("3", "2026-11-04T02:00", AGENT)])
    monday, tuesday, wednesday = (day(f"2026-11-0{number}") for number in (2, 3, 4))
    assert [told.figure("overdue", one).value for one in (monday, tuesday, wednesday)] == [0, 1, 1]
    assert [told.figure("due_soon", one).value for one in (monday, tuesday, wednesday)] == [0, 1, 0]


def test_the_narrowest_target_counts(tell: Teller) -> None:
    """One hour for chat, a day for everything: a chat answered after two hours is late, a mail is not."""
    everything = ServiceTarget(since=at("2026-01-01"), promise=Promise.FIRST_RESPONSE, hours=24)
    settings = SETTINGS.having(targets=(everything.having(channel="chat", hours=1), everything))
    facts = [
        message(f"{channel}-{hour}", f"2026-11-03T{hour:02}:00", author, thread=channel, channel=channel)
        for channel in ("chat", "mail")
        for hour, author in ((8, BUYER), (10, AGENT))
    ]
    told = tell.told(facts, settings=settings)
    kept = {
        channel: told.figure("first_response_attainment", WEEK, Filters(channel=channel)).value
        for channel in ("chat", "mail")
    }
    assert kept == {"chat": 0, "mail": 1}


def test_no_answer_needed_counts_as_kept_only_in_time(tell: Teller) -> None:
    """Pressed after an hour: kept, and in no average. Pressed after two days: broken since the first."""
    asked = message("1", "2026-11-03T08:00", BUYER)
    soon, late = acted("waived", "2026-11-03T09:00"), acted("waived", "2026-11-05T09:00")
    assert tell.sums("sla_attainment", asked, soon) == (1, 1)
    assert tell.sums("sla_attainment", asked, late) == (0, 1)
    assert tell.hours("response", asked, soon) == []
    assert tell.sums("unanswered_at_resolve", asked, soon) == (0, 0)


def test_what_still_waits_past_due_is_not_kept(tell: Teller) -> None:
    """Nobody answers at all: broken one day after; silence cannot improve the figure."""
    asked = message("1", "2026-11-03T08:00", BUYER)
    assert tell.sums("first_response_attainment", asked) == (0, 1)
    assert tell.sums("first_response_attainment", asked, as_of="2026-11-03T10:00") == (0, 0)


def test_sessions_end_with_silence_and_with_the_resolution(tell: Teller) -> None:
    """Chat: 10 minutes' talk, an hour of silence, a lone message → one session of 10 minutes. Mail: a day may pass in between."""
    chat = [
        message(f"c{minute}", f"2026-11-03T{8 + minute // 60:02}:{minute % 60:02}", author, channel="chat")
        for minute, author in ((0, BUYER), (2, ROBOT), (10, AGENT), (75, BUYER))
    ]
    assert tell.hours("session_duration", *chat) == [pytest.approx(1 / 6)]
    mail = (message("1", "2026-11-03T08:00", BUYER), message("2", "2026-11-04T06:00", AGENT))
    assert tell.hours("session_duration", *mail) == [22]
    parted = (*mail[:1], acted("resolved", "2026-11-03T20:00"), *mail[1:])
    assert tell.hours("session_duration", *parted) == []


def test_a_customer_who_writes_again_elsewhere_was_not_helped_at_once(tell: Teller) -> None:
    """The same customer opens another case for the same branch of causes within 7 days; for another branch it is unrelated."""

    def story(cause: Cause, when: str) -> list[Fact]:
        first = message("1", "2026-11-02T08:00", BUYER, customer="x")
        again = message("9", when, BUYER, thread="t2", customer="x")
        return [
            first,
            read_as(first, cause=Cause.QUALITY_PILLING),
            *TWICE[1:3],
            again,
            read_as(again, cause=cause),
        ]

    for cause, when, expected in (
        (Cause.QUALITY_BATTERY, "2026-11-06T08:00", (0, 1)),
        (Cause.SIZE_FIT, "2026-11-06T08:00", (1, 1)),
        (Cause.QUALITY_BATTERY, "2026-11-10T08:00", (1, 1)),
    ):
        names = ("fcr.by_resolved", "repeat_contact.by_resolved")
        found = [tell.sums(name, *story(cause, when)) for name in names]
        assert found == [expected, (1 - expected[0], 1)]


def test_a_case_without_a_reply_is_outside_first_contact_resolution(tell: Teller) -> None:
    """Resolved without any reply: neither solved at the first contact nor not."""
    facts = (message("1", "2026-11-02T08:00", BUYER), acted("resolved", "2026-11-02T12:00"))
    assert tell.sums("fcr.by_resolved", *facts) == (0, 0)
    assert tell.sums("repeat_contact.by_resolved", *facts) == (0, 1)


def test_contacts_are_set_against_orders_of_the_same_days(tell: Teller) -> None:
    """Two orders of the week, one of them asked about twice: 100 contacts per 100 orders, dated by the order."""
    facts = (
        order("1", "2026-11-03"),
        order("2", "2026-11-03"),
        message("1", "2026-11-10T08:00", BUYER, number="#1"),
        message("2", "2026-11-10T09:00", AGENT, number="#1"),
        message("3", "2026-11-11T08:00", BUYER, number="#1"),
    )
    found = tell.figure("contact_rate.by_order", facts)
    assert (found.value, found.numerator, found.denominator) == (100, 2, 2)


def test_messages_have_an_hour_of_the_week_in_the_teams_zone(tell: Teller) -> None:
    """Monday 01:30 UTC is Monday nine to ten in Shanghai; machines are in no hour."""
    facts = (
        message("1", "2026-11-02T01:30", BUYER),
        message("2", "2026-11-02T01:31", ROBOT, automation="rule"),
        message("3", "2026-11-03T17:00", BUYER),
        message("4", "2026-11-03T17:30", AGENT),
    )
    told = tell.told(facts)
    parts = told.split("customer_messages", WEEK)
    assert {part.key: part.value for part in parts} == {"1-09": 1, "3-01": 1}
    assert told.figure("agent_messages", WEEK).value == 1
    assert told.figure("conversations_started", WEEK).value == 1


def test_weekdays_need_no_calendar() -> None:
    """The week of these tests begins on a Monday."""
    assert WEEK.first == date(2026, 11, 2)
