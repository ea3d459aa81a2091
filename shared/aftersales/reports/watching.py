"""Watches return rates: alerts are kept, and the product team is told once of each that is confirmed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aftersales.metrics.alerts import to_mail, watch
from aftersales.metrics.evaluate import Evaluator
from aftersales.records.alert import Alert, Severity
from aftersales.records.dispatch import Dispatch
from aftersales.reports.making import Outbox
from aftersales.reports.stores import AlertStore

AlertLetter = Callable[[Alert, str], dict[str, Any]]
"""Returns the values of the letter `return_rate_alert` in a language."""


@dataclass(frozen=True, slots=True)
class Watched:
    """What a look at the figures changed."""

    confirmed: int
    watching: int
    closed: int
    letters: int


def watch_workspace(
    evaluator: Evaluator, *, alerts: AlertStore, outbox: Outbox, letter: AlertLetter
) -> Watched:
    """Bring a workspace's alerts up to date. A crash between letter and alert is healed by the letter's id."""
    settings = evaluator.settings
    known = [alert for alert in alerts.alerts(settings.workspace) if alert.is_open]
    changed = watch(evaluator, known)
    # An alert that was confirmed before anyone was named as product team is told as soon as there is somebody.
    standing = [alert for alert in known if alert.id not in {other.id for other in changed}]
    due = to_mail([*changed, *standing]) if settings.product_team else []
    letters = 0
    for alert in due:
        letters += sum(
            outbox.put(_dispatch(evaluator, alert, reader, letter)) for reader in settings.product_team
        )
    told = {alert.id for alert in due}
    for alert in [*changed, *(alert for alert in standing if alert.id in told)]:
        is_told = alert.id in told
        alerts.save_alert(alert.having(mailed_at=evaluator.as_of) if is_told else alert)
    return Watched(
        confirmed=sum(alert.is_open and alert.severity is Severity.CONFIRMED for alert in changed),
        watching=sum(alert.is_open and alert.severity is Severity.WATCH for alert in changed),
        closed=sum(not alert.is_open for alert in changed),
        letters=letters,
    )


def _dispatch(evaluator: Evaluator, alert: Alert, reader: str, letter: AlertLetter) -> Dispatch:
    """A letter to one reader: were it one to all, a failure halfway would send it to the first of them again."""
    settings = evaluator.settings
    return Dispatch(
        workspace=alert.workspace,
        id=f"alert/{alert.id}/{reader}",
        kind="alert",
        channel="mail",
        to=(reader,),
        letter="return_rate_alert",
        language=settings.language,
        data=letter(alert, settings.language),
        created_at=evaluator.as_of,
    )
