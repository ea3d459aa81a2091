"""What a preview says of one moment is what the lake says of a message of that moment."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from aftersales.policies.promising import comes_due, due, target_of
from aftersales.records.calendar import Calendar, weekly
from aftersales.records.message import Author
from aftersales.records.target import Clock, Promise, ServiceTarget
from tests.lake.in_memory import lake_of
from tests.metrics.golden.telling import cases_of
from tests.metrics.history import SETTINGS, at, message

OFFICE = Calendar(
    since=date(2026, 10, 1), zone="Europe/Berlin", shifts=weekly("12345", "09:00", "18:00"), holidays="DE"
)
SHORT = OFFICE.having(
    since=date(2026, 11, 20), shifts=(*weekly("123", "09:00", "12:00"), *weekly("123", "13:00", "15:00"))
)
DAY = ServiceTarget(since=at("2026-10-05"), promise=Promise.FIRST_RESPONSE, hours=24)
TARGETS = (
    DAY,
    DAY.having(hours=9, clock=Clock.BUSINESS, channel="chat"),
    DAY.having(hours=2.5, clock=Clock.BUSINESS, channel="chat", since=at("2026-11-15")),
    DAY.having(hours=5, market="DE", channel="mail"),
)
TOLD = SETTINGS.having(calendars=(OFFICE, SHORT), targets=TARGETS)


def test_a_preview_says_what_the_lake_says(tmp_path: Path) -> None:
    """Both clocks, two calendars, clocks set back, a target that changes: equal for 60 moments, also before any target is in force."""
    draw = Random(4)
    moments = [at("2026-09-25") + timedelta(minutes=5 * draw.randrange(12 * 24 * 80)) for _ in range(58)]
    # What fills a working day exactly is due when the next begins.
    moments += [datetime(2026, 11, 6, 8, 0, tzinfo=UTC), datetime(2026, 11, 6, 17, 0, tzinfo=UTC)]
    facts = [
        message(f"m{place}", f"{when:%Y-%m-%dT%H:%M}", Author.CUSTOMER, thread=f"t{place}", channel=channel)
        for place, when in enumerate(moments)
        for channel in ("chat" if place % 2 or place > 57 else "mail",)
    ]
    cases = cases_of(facts, TOLD)
    lake = lake_of(tmp_path, facts, cases, TOLD)
    rows = lake.query("SELECT channel, begun_at, due_at FROM promises WHERE promise = 'first_response'", {})
    said = {
        (row["channel"], row["begun_at"].replace(tzinfo=UTC)): row["due_at"].replace(tzinfo=UTC)
        for row in rows
    }
    for (channel, begun), due_at in said.items():
        found = due(TOLD, Promise.FIRST_RESPONSE, begun, channel=channel)
        assert found is not None
        assert found.at == due_at, (channel, begun)
    assert len(said) >= 50
    asked = {(case.contacts[0].channel, case.contacts[0].asked_at): case.due_at for case in cases}
    assert {key: asked[key] for key in said} == said


def test_the_narrowest_target_counts_and_a_market_narrows() -> None:
    """Mail from Germany has a target of its own; without a word about the market the general one holds."""
    begun = at("2026-11-03T08:00")
    german = target_of(TOLD, Promise.FIRST_RESPONSE, begun, channel="mail", market="DE")
    assert (
        german and german.hours,
        (one := target_of(TOLD, Promise.FIRST_RESPONSE, begun)) and one.hours,
    ) == (5, 24)


def test_what_is_not_promised_is_not_due() -> None:
    """No target for resolutions: nothing; answers fall back on the plain setting; no calendar in force: no moment."""
    begun = at("2026-09-25T08:00")
    assert due(TOLD, Promise.RESOLUTION, begun) is None
    plain = due(TOLD, Promise.NEXT_RESPONSE, begun)
    assert plain is not None
    assert plain.at == begun + timedelta(hours=24)
    working = DAY.having(since=at("2026-01-01"), clock=Clock.BUSINESS)
    found = due(TOLD.having(targets=(working,)), Promise.FIRST_RESPONSE, begun)
    assert found is not None
    assert found.at is None


def test_a_promise_that_no_calendar_keeps_in_time_is_told_apart() -> None:
    """Forty-five hours a week fill a year; 6,000 hours do not, nor does the year by a calendar of Monday mornings that begins later."""
    year = DAY.having(hours=45 * 50, clock=Clock.BUSINESS)
    mornings = OFFICE.having(since=date(2027, 1, 1), shifts=weekly("1", "09:00", "12:00"))
    assert comes_due((OFFICE,), year)
    assert not comes_due((OFFICE,), year.having(hours=6000))
    assert not comes_due((OFFICE, mornings), year)
    assert comes_due((OFFICE, mornings), year.having(clock=Clock.MARKETPLACE))
    assert comes_due((), year)


def test_a_promise_may_end_after_a_long_holiday() -> None:
    """A shop that closes for a month counts on when it opens again; what is never worked off is never due."""
    closed = tuple(date(2026, 11, 2) + timedelta(days=day) for day in range(30))
    rare = OFFICE.having(holidays=None, closed=closed)
    target = DAY.having(hours=1, clock=Clock.BUSINESS)
    told = TOLD.having(calendars=(rare,), targets=(target,))
    found = due(told, Promise.FIRST_RESPONSE, at("2026-10-31T08:00"))
    assert found is not None
    assert found.at == datetime(2026, 12, 2, 9, tzinfo=UTC)
    never = due(
        told.having(targets=(target.having(hours=8760),)), Promise.FIRST_RESPONSE, at("2026-10-31T08:00")
    )
    assert never is not None
    assert never.at is None
