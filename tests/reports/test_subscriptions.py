"""Who is due what, and when: each period once, at the reader's own hour, through clock changes and outages."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftersales.metrics.period import Kind, last_whole, named
from aftersales.records.report import ReportKind, Subscription
from aftersales.records.workspace import Member, Role, Settings
from aftersales.reports.subscriptions import due, grain, send_at, standing, usual_subscription

ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "UTC")
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


def wish(kind: ReportKind = ReportKind.DAILY, **more: object) -> Subscription:
    """A subscription of a reader in Berlin."""
    made = Subscription(
        workspace="demo", id="s", email="a@b.example", kind=kind, zone="Europe/Berlin", since=LONG_AGO
    )
    return made.having(**more)


@settings(max_examples=60, deadline=None)
@given(
    start=st.integers(1_735_689_600, 1_811_808_000).map(lambda at: datetime.fromtimestamp(at, UTC)),
    kind=st.sampled_from([ReportKind.DAILY, ReportKind.WEEKLY, ReportKind.MONTHLY]),
    zone=st.sampled_from(ZONES),
    house=st.sampled_from(ZONES),
    hour=st.integers(0, 23),
    weekday=st.integers(1, 7),
    day=st.integers(1, 28),
    gaps=st.lists(st.integers(1, 30), min_size=1, max_size=10),
)
def test_every_period_is_sent_once_at_the_hour(
    start: datetime,
    kind: ReportKind,
    zone: str,
    house: str,
    hour: int,
    weekday: int,
    day: int,
    gaps: list[int],
) -> None:
    """Hourly runs, some left out, over months with clock changes: no period is missing, none comes twice, none comes early."""
    wanted = wish(kind, zone=zone, hour=hour, weekday=weekday, day=day, since=start)
    now, sent, moments = start, [], []
    for step in range(24 * (70 if grain(kind) is Kind.MONTH else 20) // 6):
        now += timedelta(hours=gaps[step % len(gaps)] if step % 7 == 0 else 6)
        for period in due(wanted, now, house):
            if period.label not in sent:
                sent.append(period.label)
                moments.append((send_at(wanted, period), now, period))
    first, last = sent[0] if sent else None, sent[-1] if sent else None
    if first and last:
        run = [named(first, house)]
        while run[-1].label != last:
            run.append(run[-1].following)
        assert sent == [period.label for period in run]
    for moment, at, period in moments:
        assert period.end <= moment <= at
        local = moment.astimezone(ZoneInfo(zone))
        # Clocks that are put forward over the hour show the next one; Lord Howe moves by half an hour.
        assert local.hour == hour or (
            local.hour == (hour + 1) % 24 and local.utcoffset() != (local - HOUR * 2).utcoffset()
        )
        assert grain(kind) is not Kind.WEEK or local.isoweekday() == weekday
        assert grain(kind) is not Kind.MONTH or local.day == day


def test_an_hour_that_is_left_out_is_the_next_one() -> None:
    """In Berlin 29 March 2026 has no half past two: the digest of the 28th comes when the clock has moved on."""
    moment = send_at(wish(hour=2), named("2026-03-28", "Europe/Berlin"))
    assert moment == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_an_hour_that_comes_twice_sends_once() -> None:
    """On 25 October 2026 two o'clock comes twice; the first counts, an hour later nothing new is due."""
    wanted, period = wish(hour=2), named("2026-10-24", "Europe/Berlin")
    assert send_at(wanted, period) == datetime(2026, 10, 25, 0, tzinfo=UTC)


def test_the_reader_far_away_gets_the_sellers_day() -> None:
    """Figures follow the seller's calendar, the hour the reader's: at 9 in New York the Shanghai day is long over."""
    wanted = wish(zone="America/New_York", hour=9)
    *_, period = due(wanted, datetime(2026, 11, 20, 14, tzinfo=UTC), "Asia/Shanghai")
    assert period.label == "2026-11-19"


@pytest.mark.parametrize(
    ("days", "expected"), [(1, ["2026-11-18", "2026-11-19"]), (30, ["2026-12-17", "2026-12-18"])]
)
def test_an_outage_is_made_up_for_while_it_is_news(days: int, expected: list[str]) -> None:
    """Two days of digests are sent late, older ones are not: their days stand in the console."""
    at = datetime(2026, 11, 19, 9, tzinfo=UTC) + timedelta(days=days)
    assert [period.label for period in due(wish(), at, "Europe/Berlin")] == expected


def test_nothing_is_due_from_before_the_wish_or_after_the_stop() -> None:
    """Whoever subscribes today gets tomorrow's first; who stopped gets none."""
    now = datetime(2026, 11, 20, 9, tzinfo=UTC)
    assert list(due(wish(since=now), now, "Europe/Berlin")) == []
    assert list(due(wish(stopped_at=now), now, "Europe/Berlin")) == []


def test_report_readers_have_the_weekly_report_until_they_choose() -> None:
    """Nobody has to subscribe to what they had; a stored choice, also to stop, stands in its place."""
    ann = Member(
        workspace="demo",
        email="ann@x.example",
        name="Ann",
        role=Role.ANALYST,
        language="en",
        zone="Europe/Paris",
    )
    house = Settings(
        workspace="demo", name="D", zone="Asia/Shanghai", report_readers=("Ann@x.example", "boss@x.example")
    )
    shelf, usual, boss = standing(house, [ann], [])
    assert (shelf.email, usual.language, usual.zone, boss.zone) == ("", "en", "Europe/Paris", "Asia/Shanghai")
    assert usual.id == usual_subscription(house, "ann@x.example", ann).id
    stopped = usual.having(stopped_at=LONG_AGO)
    assert stopped in standing(house, [ann], [stopped])
    assert usual not in standing(house, [ann], [stopped])


def test_who_has_left_gets_no_more_reports() -> None:
    """A stored wish holds while its reader is a member or is named as a reader of reports."""
    house = Settings(workspace="demo", name="Demo")
    kim = Member(workspace="demo", email="A@b.example", name="Kim", role=Role.AGENT)
    assert wish() in standing(house, [kim], [wish()])
    assert wish() in standing(house.having(report_readers=("A@B.example",)), [], [wish()])
    assert wish() not in standing(house, [], [wish()])


def test_a_report_of_a_month_waits_for_its_day() -> None:
    """The dossier of October comes on the day of November that its reader wants."""
    wanted = wish(ReportKind.SUPPLIER, subject="S", day=5, hour=7)
    october = last_whole(Kind.MONTH, datetime(2026, 11, 3, tzinfo=UTC), "Europe/Berlin")
    assert send_at(wanted, october) == datetime(2026, 11, 5, 6, tzinfo=UTC)
