"""The product team hears of each confirmed alert once."""

from typing import Any

from aftersales.metrics.evaluate import Evaluator
from aftersales.records.alert import Alert
from aftersales.reports.watching import Watched, watch_workspace
from tests.outreach.in_memory import InMemoryOutbox
from tests.reports.in_memory import InMemoryReportStore


def words(alert: Alert, language: str) -> dict[str, Any]:
    """The values of a letter."""
    return {"sku": alert.sku, "language": language}


def with_team(evaluator: Evaluator, *team: str) -> Evaluator:
    """The same quarter with a product team."""
    return type(evaluator)(
        lake=evaluator.lake,
        settings=evaluator.settings.having(product_team=team),
        as_of=evaluator.as_of,
        draw=evaluator.draw,
    )


def look(evaluator: Evaluator, alerts: InMemoryReportStore, outbox: InMemoryOutbox) -> Watched:
    """Watch once."""
    return watch_workspace(evaluator, alerts=alerts, outbox=outbox, letter=words)


def test_confirmed_alerts_are_mailed_once(quarter: Evaluator) -> None:
    """A second look finds everything told and writes nothing."""
    alerts, outbox = InMemoryReportStore(), InMemoryOutbox()
    evaluator = with_team(quarter, "product@aurora.example")
    first = look(evaluator, alerts, outbox)
    assert first.confirmed == first.letters == len(outbox) > 2
    kept = [alert for alert in alerts.alerts("demo") if alert.mailed_at]
    assert len(kept) == first.confirmed
    assert look(evaluator, alerts, outbox) == Watched(0, 0, 0, 0)
    sent = outbox.get("demo", f"alert/{kept[0].id}/product@aurora.example")
    assert sent is not None
    assert (sent.to, sent.kind, sent.letter, sent.language) == (
        ("product@aurora.example",),
        "alert",
        "return_rate_alert",
        "zh",
    )


def test_a_crash_between_letter_and_alert_doubles_nothing(quarter: Evaluator) -> None:
    """The letter is in the outbox, the alert was not saved: the next look saves it and the outbox knows the letter."""
    outbox = InMemoryOutbox()
    evaluator = with_team(quarter, "product@aurora.example")
    letters = look(evaluator, InMemoryReportStore(), outbox).letters
    again = look(evaluator, InMemoryReportStore(), outbox)
    assert (again.letters, len(outbox)) == (0, letters)


def test_a_team_named_later_hears_of_open_alerts(quarter: Evaluator) -> None:
    """Without a team the alert waits in the console, and is told when there is somebody to tell."""
    alerts, outbox = InMemoryReportStore(), InMemoryOutbox()
    confirmed = look(quarter, alerts, outbox).confirmed
    assert (len(outbox), alerts.alerts("demo")[0].mailed_at) == (0, None)
    assert look(with_team(quarter, "product@aurora.example"), alerts, outbox).letters == confirmed


def test_each_of_the_team_has_a_letter_of_their_own(quarter: Evaluator) -> None:
    """A letter that fails for one is sent again to that one alone: each recipient has a dedupe key of their own."""
    outbox = InMemoryOutbox()
    evaluator = with_team(quarter, "ann@aurora.example", "bob@aurora.example")
    seen = look(evaluator, InMemoryReportStore(), outbox)
    letters = [outbox.get("demo", name) for name in outbox.queued]
    assert seen.letters == len(letters) == 2 * seen.confirmed
    assert {letter.to for letter in letters if letter} == {("ann@aurora.example",), ("bob@aurora.example",)}
