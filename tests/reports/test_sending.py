"""What is due goes out: to each reader once, each report made once, and one reader's trouble is not the others'."""

from datetime import UTC, datetime, timedelta

from aftersales.metrics.evaluate import Evaluator
from aftersales.records.report import ReportKind, Subscription
from aftersales.reports.sending import Sent, send_due
from aftersales.reports.subscriptions import standing
from tests.reports.press import InMemoryPress

MONDAY = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)
"""Nine o'clock in Shanghai, the hour of the usual weekly report."""


def wish(name: str, **more: object) -> Subscription:
    """A weekly wish of a reader."""
    made = Subscription(
        workspace="demo",
        id=name,
        email=f"{name}@aurora.example",
        kind=ReportKind.WEEKLY,
        zone="Asia/Shanghai",
        since=MONDAY - timedelta(days=400),
    )
    return made.having(**more)


def run(quarter: Evaluator, press: InMemoryPress, *wishes: Subscription, at: datetime = MONDAY) -> Sent:
    """One hourly run."""
    return send_due(lambda: quarter, quarter.settings, wishes, now=at, press=press.press())


def test_two_readers_of_one_report_make_it_once(quarter: Evaluator) -> None:
    """Each has a letter, in their language; the files are written once."""
    press = InMemoryPress()
    sent = run(quarter, press, wish("ann", language="en"), wish("boss"))
    assert (len(sent.made), sent.letters, sent.failed) == (1, 2, [])
    assert press.writer.written == ["weekly 2026-W46 zh", "weekly 2026-W46 en"]


def test_a_reader_in_another_zone_gets_the_same_report_later(quarter: Evaluator) -> None:
    """At nine of Shanghai the boss, at nine of New York Ann: one report, two letters, each once, however often it runs."""
    press = InMemoryPress()
    wishes = (wish("boss"), wish("ann", zone="America/New_York", since=MONDAY - timedelta(days=2)))
    letters = [run(quarter, press, *wishes, at=MONDAY + timedelta(hours=hour)).letters for hour in range(30)]
    assert [hour for hour, count in enumerate(letters) if count] == [0, 13]
    assert sum(letters) == 2
    assert len(press.store.reports("demo")) == 1


def test_an_outage_of_a_day_is_made_up_for_once(quarter: Evaluator) -> None:
    """No run for a day, then many: what was missed comes, and comes once."""
    press = InMemoryPress()
    daily = wish("ann", kind=ReportKind.DAILY)
    first = run(quarter, press, daily).letters
    later = [run(quarter, press, daily, at=MONDAY + timedelta(hours=30 + hour)).letters for hour in range(5)]
    assert (first, later) == (2, [1, 0, 0, 0, 0])


def test_a_report_that_cannot_be_made_is_named_and_the_others_go_out(quarter: Evaluator) -> None:
    """A dossier without supplier fails by its code; the weekly report of the same run arrives."""
    press = InMemoryPress()
    broken = wish("sue", kind=ReportKind.SUPPLIER, day=16)
    sent = run(quarter, press, broken, wish("ann"))
    assert (sent.letters, sent.failed) == (1, ["report_needs_subject"])


def test_a_crash_between_two_letters_doubles_neither(quarter: Evaluator) -> None:
    """The first letter lies in the outbox when the run breaks off; the next run puts the second only."""
    press = InMemoryPress()
    run(quarter, press, wish("ann"))
    assert run(quarter, press, wish("ann"), wish("boss")).letters == 1
    assert len(press.outbox) == 2


def test_the_shelf_has_the_week_though_nobody_reads_mail(quarter: Evaluator) -> None:
    """Without readers the weekly report is made and kept all the same, once."""
    press = InMemoryPress()
    alone = standing(quarter.settings.having(report_readers=()), [], [])
    assert [len(run(quarter, press, *alone).made) for _ in range(2)] == [1, 0]
    assert len(press.outbox) == 0
