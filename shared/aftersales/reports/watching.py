"""Watches the figures: alerts are kept, and whoever a rule names is told once of each that is confirmed."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Protocol

from aftersales.language.key_phrases import terms
from aftersales.metrics.alert_rules import rules_of
from aftersales.metrics.alerts import to_mail, watch
from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.terms import TermsOf
from aftersales.records.alert import Alert, Severity
from aftersales.records.dispatch import Dispatch
from aftersales.records.workspace import Member, Settings
from aftersales.reports.making import Outbox
from aftersales.reports.stores import AlertStore

MOST_LETTERS = 20
"""With more alerts than that at one look, a reader gets one letter with all of them: a flood is read by nobody."""

_MOST = 5000
"""Alerts read at most: each that is open must be among them, or it would be opened twice."""


class AlertLetters(Protocol):
    """Writes about alerts."""

    def alert(self, alert: Alert, language: str) -> dict[str, Any]:
        """Return the values of the letter `alert`."""

    def alerts(self, alerts: Sequence[Alert], language: str) -> dict[str, Any]:
        """Return the values of the letter `alerts`, a list of many."""


@dataclass(frozen=True, slots=True)
class Watched:
    """What a look at the figures changed."""

    confirmed: int
    watching: int
    closed: int
    letters: int


def watch_workspace(
    evaluator: Evaluator,
    *,
    alerts: AlertStore,
    outbox: Outbox,
    letters: AlertLetters,
    members: Sequence[Member],
    terms_of: TermsOf = terms,
) -> Watched:
    """Bring a workspace's alerts up to date. A crash between letter and alert is healed by the letter's id.

    An alert whose readers are no `members` waits in the console, as one without readers does, until there is somebody to tell.
    """
    settings, now = evaluator.settings, evaluator.as_of
    known = [alert for alert in alerts.alerts(settings.workspace, _MOST) if alert.is_open or alert.is_muting]
    changed = watch(evaluator, known, terms_of)
    # An alert that was confirmed before anyone was named is told as soon as there is somebody; so is one whose snooze is over.
    standing = [alert for alert in known if alert.id not in {other.id for other in changed}]
    due = [alert for alert in to_mail([*changed, *standing], now) if readers(alert, settings, members)]
    sent = sum(outbox.put(dispatch) for dispatch in dispatches(evaluator, due, letters, members))
    told = {alert.id for alert in due}
    for alert in [*changed, *(alert for alert in standing if alert.id in told)]:
        # What a person did in the meantime stands; the next look finds it and goes on from there.
        alerts.save_alert(alert.having(mailed_at=now) if alert.id in told else alert)
    return Watched(
        confirmed=sum(alert.is_open and alert.severity is Severity.CONFIRMED for alert in changed),
        watching=sum(alert.is_open and alert.severity is Severity.WATCH for alert in changed),
        closed=sum(alert.closed_at == now for alert in changed),
        letters=sent,
    )


def readers(alert: Alert, settings: Settings, members: Sequence[Member]) -> Sequence[str]:
    """Return which members are told of an alert: those its rule names, else the rule's audience; and its owner in any case."""
    rule = next((rule for rule in rules_of(settings) if rule.id == alert.finding.rule), None)
    audience = settings.report_readers if rule and rule.audience == "readers" else settings.product_team
    named = rule.told if rule and rule.told else audience
    known = {member.email.lower() for member in members}
    wanted = dict.fromkeys([*named, *([alert.owner] if alert.owner else [])])
    return [one for one in wanted if one.lower() in known]


def dispatches(
    evaluator: Evaluator, due: Sequence[Alert], letters: AlertLetters, members: Sequence[Member]
) -> Iterator[Dispatch]:
    """Yield a letter per alert and reader: were it one to all, a failure halfway would send it to the first of them again."""
    settings = evaluator.settings
    by_reader: dict[tuple[str, tuple[str, ...]], list[Alert]] = defaultdict(list)
    for alert in due:
        for reader in readers(alert, settings, members):
            by_reader[reader, _about(alert, reader)].append(alert)
    for (reader, about), mine in by_reader.items():
        if len(mine) > MOST_LETTERS:
            named = sha256("\n".join(_round(alert) for alert in mine).encode()).hexdigest()[:16]
            many = letters.alerts(mine, settings.language)
            yield _dispatch(evaluator, f"alerts/{named}/{reader}", (reader, about), "alerts", many)
        else:
            for alert in mine:
                one = letters.alert(alert, settings.language)
                yield _dispatch(evaluator, f"alert/{_round(alert)}/{reader}", (reader, about), "alert", one)


def _about(alert: Alert, reader: str) -> tuple[str, ...]:
    """The colleague whose figure it is, unless that is the reader, or the reader has been put in charge of it."""
    agent = alert.finding.filters.get("agent")
    return (agent,) if agent and reader.lower() not in {agent.lower(), (alert.owner or "").lower()} else ()


def _round(alert: Alert) -> str:
    """The alert and how often it was put off: after each time it is told once more."""
    return f"{alert.id}/{alert.snoozes}" if alert.snoozes else alert.id


def _dispatch(
    evaluator: Evaluator, name: str, to: tuple[str, tuple[str, ...]], letter: str, data: dict[str, Any]
) -> Dispatch:
    settings, (reader, about) = evaluator.settings, to
    return Dispatch(
        workspace=settings.workspace,
        id=name,
        kind="alert",
        channel="mail",
        to=(reader,),
        about=about,
        letter=letter,
        language=settings.language,
        data=data,
        created_at=evaluator.as_of,
    )
