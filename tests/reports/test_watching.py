"""Whoever a rule names hears of each confirmed alert once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from aftersales.metrics.alert_rules import rules_of
from aftersales.metrics.evaluate import Evaluator
from aftersales.records.alert import Alert
from aftersales.records.alert_rule import AlertRule
from aftersales.records.workspace import Member, Role
from aftersales.reports.minding import Minder
from aftersales.reports.watching import Watched, dispatches, readers, watch_workspace
from tests.metrics.history import SETTINGS
from tests.outreach.in_memory import InMemoryOutbox
from tests.reports.in_memory import InMemoryReportStore
from tests.reports.store_contract import alert, finding

TEAM = "product@aurora.example"
MEMBERS = [
    Member(workspace="demo", email=email, name=email, role=Role.ANALYST)
    for email in (
        TEAM,
        "kim@x",
        "boss@x",
        "team@x",
        "reader@x",
        "chief@x",
        "ann@x",
        "ann@aurora.example",
        "bob@aurora.example",
    )
]


class Letters:
    """Writes what they are about."""

    def alert(self, alert: Alert, language: str) -> dict[str, Any]:
        return {"subject": alert.finding.subject, "language": language}

    def alerts(self, alerts: Sequence[Alert], language: str) -> dict[str, Any]:
        return {"count": len(alerts), "language": language}


def with_team(evaluator: Evaluator, *team: str, **settings: object) -> Evaluator:
    """The same quarter with a product team."""
    return replace(evaluator, settings=evaluator.settings.having(product_team=team, **settings))


def look(evaluator: Evaluator, alerts: InMemoryReportStore, outbox: InMemoryOutbox) -> Watched:
    """Watch once."""
    return watch_workspace(evaluator, alerts=alerts, outbox=outbox, letters=Letters(), members=MEMBERS)


def test_confirmed_alerts_are_mailed_once(quarter: Evaluator) -> None:
    """A second look finds everything told and writes nothing."""
    alerts, outbox = InMemoryReportStore(), InMemoryOutbox()
    evaluator = with_team(quarter, TEAM)
    first = look(evaluator, alerts, outbox)
    assert first.confirmed >= first.letters == len(outbox) > 2
    kept = [alert for alert in alerts.alerts("demo") if alert.mailed_at]
    assert len(kept) == first.letters
    assert look(evaluator, alerts, outbox) == Watched(0, 0, 0, 0)
    sent = outbox.get("demo", f"alert/{kept[0].id}/{TEAM}")
    assert sent is not None
    assert (sent.to, sent.kind, sent.letter, sent.language) == ((TEAM,), "alert", "alert", "zh")


def test_a_crash_between_letter_and_alert_doubles_nothing(quarter: Evaluator) -> None:
    """The letter is in the outbox, the alert was not saved: the next look saves it and the outbox knows the letter."""
    outbox = InMemoryOutbox()
    evaluator = with_team(quarter, TEAM)
    letters = look(evaluator, InMemoryReportStore(), outbox).letters
    again = look(evaluator, InMemoryReportStore(), outbox)
    assert (again.letters, len(outbox)) == (0, letters)


def test_a_team_named_later_hears_of_open_alerts(quarter: Evaluator) -> None:
    """Without readers an alert waits in the console, and is told when there is somebody to tell."""
    alerts, outbox = InMemoryReportStore(), InMemoryOutbox()
    confirmed = look(quarter, alerts, outbox).confirmed
    assert (len(outbox), alerts.alerts("demo")[0].mailed_at) == (0, None)
    later = with_team(quarter, TEAM, report_readers=(TEAM,))
    assert look(later, alerts, outbox).letters == confirmed


def test_each_reader_has_a_letter_of_their_own(quarter: Evaluator) -> None:
    """A letter that fails for one is sent again to that one alone: each recipient has a dedupe key of their own."""
    outbox = InMemoryOutbox()
    evaluator = with_team(quarter, "ann@aurora.example", "bob@aurora.example")
    seen = look(evaluator, InMemoryReportStore(), outbox)
    letters = [outbox.get("demo", name) for name in outbox.queued]
    assert seen.letters == len(letters)
    assert {letter.to for letter in letters if letter} == {("ann@aurora.example",), ("bob@aurora.example",)}


def test_a_flood_is_one_letter(quarter: Evaluator) -> None:
    """With more than twenty alerts at one look a reader gets a list of them, and no second one at the next look."""
    rules = tuple(
        AlertRule(
            id=f"own_{number}",
            metric="return_rate.units.by_order",
            by=("sku",),
            threshold=0.01,
            window_days=90,
        )
        for number in range(5)
    )
    alerts, outbox = InMemoryReportStore(), InMemoryOutbox()
    evaluator = with_team(quarter, TEAM, alert_rules=rules)
    seen = look(evaluator, alerts, outbox)
    assert seen.confirmed > 20
    assert (seen.letters, len(outbox)) == (1, 1)
    letter = outbox.get("demo", outbox.queued[0])
    assert letter is not None
    assert (letter.letter, letter.to) == ("alerts", (TEAM,))
    assert look(evaluator, alerts, outbox).letters == 0


def test_after_a_snooze_it_is_told_once_more(quarter: Evaluator) -> None:
    """While it is put off nobody is told anything; when that is over and it still stands, once."""
    alerts, outbox = InMemoryReportStore(), InMemoryOutbox()
    evaluator = with_team(quarter, TEAM)
    first = look(evaluator, alerts, outbox).letters
    (told, *_) = [alert for alert in alerts.alerts("demo") if alert.mailed_at]
    Minder(alerts, "demo", "ann@example.com", evaluator.as_of).snooze(told.id, 1)
    assert look(evaluator, alerts, outbox).letters == 0
    later = replace(evaluator, as_of=evaluator.as_of + timedelta(days=1))
    look(later, alerts, outbox)
    assert outbox.get("demo", f"alert/{told.id}/1/{TEAM}") is not None
    assert first < len(outbox)


def test_what_a_person_did_meanwhile_is_not_undone(quarter: Evaluator) -> None:
    """A click between reading and keeping wins; the next look goes on from there."""

    class Clicked(InMemoryReportStore):
        """Somebody takes charge just after the alerts were read."""

        def alerts(self, workspace: str, limit: int = 200) -> list[Alert]:
            found = list(super().alerts(workspace, limit))
            for one in found:
                self.save_alert(one.having(owner="ann@example.com"))
            return found

    alerts, outbox = Clicked(), InMemoryOutbox()
    look(quarter, alerts, outbox)
    look(with_team(quarter, TEAM), alerts, outbox)
    kept = InMemoryReportStore.alerts(alerts, "demo")
    assert kept
    assert {alert.owner for alert in kept} == {"ann@example.com"}
    letters = len(outbox)
    look(with_team(quarter, TEAM), alerts, outbox)
    assert len(outbox) >= letters


@pytest.mark.parametrize(
    ("rule", "owner", "told"),
    [
        ("return_rate", None, ["team@x"]),
        ("first_response", None, ["reader@x"]),
        ("return_rate", "ann@x", ["team@x", "ann@x"]),
        ("refunds", "ann@x", ["chief@x", "ann@x"]),
        ("gone", None, ["team@x"]),
    ],
)
def test_who_is_told(rule: str, owner: str | None, told: list[str]) -> None:
    """Those whom the rule names, else its audience; the owner in any case; nobody twice."""
    refunds = next(one for one in rules_of(SETTINGS) if one.id == "refunds").having(told=("chief@x",))
    settings = SETTINGS.having(product_team=("team@x",), report_readers=("reader@x",), alert_rules=(refunds,))
    assert readers(alert(finding=finding(rule=rule), owner=owner), settings, MEMBERS) == told


def test_a_letter_about_a_colleague_says_so(quarter: Evaluator) -> None:
    """Its readers are looked at when it leaves: it says whom it is about, except to that person and to who is in charge."""
    one = alert(finding=finding(filters={"agent": "Kim@x"}, subject="kim"), owner="boss@x")
    settings = SETTINGS.having(product_team=("kim@x", "boss@x", "team@x"), alert_rules=())
    letters = dispatches(replace(quarter, settings=settings), [one], Letters(), MEMBERS)
    assert {letter.to: letter.about for letter in letters} == {
        ("kim@x",): (),
        ("boss@x",): (),
        ("team@x",): ("Kim@x",),
    }


def test_an_alert_waits_until_there_is_a_member_to_tell(quarter: Evaluator) -> None:
    """An address that belongs to nobody here is told nothing, and what it missed is told to a member who is named later."""
    alerts, outbox = InMemoryReportStore(), InMemoryOutbox()
    confirmed = look(with_team(quarter, "gone@x"), alerts, outbox).confirmed
    assert (len(outbox), confirmed > 2) == (0, True)
    assert look(with_team(quarter, TEAM), alerts, outbox).letters == confirmed
