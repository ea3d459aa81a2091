"""Watches the figures: alerts are kept, and whoever a rule names is told once of each that is confirmed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from aftersales.language.key_phrases import terms
from aftersales.metrics.alert_rules import rules_of
from aftersales.metrics.alerts import to_mail, watch
from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.terms import TermsOf
from aftersales.records.alert import Alert, Severity
from aftersales.records.dispatch import Dispatch
from aftersales.records.workspace import Settings
from aftersales.reports.making import Outbox
from aftersales.reports.stores import AlertStore

AlertLetter = Callable[[Alert, str], dict[str, Any]]
"""Returns the values of the letter `alert` in a language."""

_MOST = 5000
"""Alerts read at most: each that is open must be among them, or it would be opened twice."""


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
    letter: AlertLetter,
    terms_of: TermsOf = terms,
) -> Watched:
    """Bring a workspace's alerts up to date. A crash between letter and alert is healed by the letter's id."""
    settings, now = evaluator.settings, evaluator.as_of
    known = [alert for alert in alerts.alerts(settings.workspace, _MOST) if alert.is_open or alert.is_muting]
    changed = watch(evaluator, known, terms_of)
    # An alert that was confirmed before anyone was named is told as soon as there is somebody; so is one whose snooze is over.
    standing = [alert for alert in known if alert.id not in {other.id for other in changed}]
    due = [alert for alert in to_mail([*changed, *standing], now) if readers(alert, settings)]
    letters = sum(
        outbox.put(_dispatch(evaluator, alert, reader, letter))
        for alert in due
        for reader in readers(alert, settings)
    )
    told = {alert.id for alert in due}
    for alert in [*changed, *(alert for alert in standing if alert.id in told)]:
        # What a person did in the meantime stands; the next look finds it and goes on from there.
        alerts.save_alert(alert.having(mailed_at=now) if alert.id in told else alert)
    return Watched(
        confirmed=sum(alert.is_open and alert.severity is Severity.CONFIRMED for alert in changed),
        watching=sum(alert.is_open and alert.severity is Severity.WATCH for alert in changed),
        closed=sum(alert.closed_at == now for alert in changed),
        letters=letters,
    )


def readers(alert: Alert, settings: Settings) -> Sequence[str]:
    """Return who is told of an alert: those its rule names, else the rule's audience; and its owner in any case."""
    rule = next((rule for rule in rules_of(settings) if rule.id == alert.finding.rule), None)
    audience = settings.report_readers if rule and rule.audience == "readers" else settings.product_team
    named = rule.told if rule and rule.told else audience
    return list(dict.fromkeys([*named, *([alert.owner] if alert.owner else [])]))


def _dispatch(evaluator: Evaluator, alert: Alert, reader: str, letter: AlertLetter) -> Dispatch:
    """A letter to one reader: were it one to all, a failure halfway would send it to the first of them again."""
    settings = evaluator.settings
    again = f"{alert.snoozes}/" if alert.snoozes else ""
    return Dispatch(
        workspace=alert.workspace,
        id=f"alert/{alert.id}/{again}{reader}",
        kind="alert",
        channel="mail",
        to=(reader,),
        letter="alert",
        language=settings.language,
        data=letter(alert, settings.language),
        created_at=evaluator.as_of,
    )
