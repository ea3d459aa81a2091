"""From what rules see to alerts: opened once, carried on, closed when the figure is safely back. Pure: figures in, alerts out."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from hashlib import sha256

from aftersales.metrics.alert_rules import watched
from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.growths import grown
from aftersales.metrics.period import local_day
from aftersales.metrics.terms import TermsOf, emerging
from aftersales.metrics.thresholds import passed
from aftersales.records.alert import Alert, Finding, Severity
from aftersales.records.alert_rule import AlertRule, Watch
from aftersales.records.record import Instant

BACK_FOR = timedelta(hours=20)
"""So long after the first look that found a figure back another one must find the same: two daily looks, give or take a delay."""


def watch(evaluator: Evaluator, known: Iterable[Alert], terms_of: TermsOf) -> list[Alert]:
    """Return every alert that is new, changed or over, of all rules that are active.

    `known` are the alerts that are open or muting. An open alert of a subject is carried on, never doubled; what a person closed
    stays closed until the figure was back once, unless a doubt has become certainty since.
    """
    now = evaluator.as_of
    rules = {rule.id: rule for rule in watched(evaluator.settings)}
    seen = [finding for rule in rules.values() for finding in findings(evaluator, rule, terms_of)]
    # Of two of one subject the open one is followed, else the newer.
    ranked = sorted(known, key=lambda alert: (alert.is_open, alert.opened_at))
    standing = {(alert.finding.rule, alert.finding.subject): alert for alert in ranked}
    changed: list[Alert] = []
    for finding in seen:
        before = standing.pop((finding.rule, finding.subject), None)
        if before is None or (before.is_muting and _is_worse(finding, before)):
            changed.append(_opened(evaluator, finding, rules[finding.rule]))
            # Its place is taken: left muting, it would be found again at the next look and open one more.
            changed += [before.having(back_since=now, updated_at=now)] if before else []
        elif before.is_open:
            after = _carried(before, finding, now)
            changed += [after] if after.having(updated_at=before.updated_at) != before else []
    for alert in standing.values():
        after = _back(alert, now, is_watched=alert.finding.rule in rules)
        changed += [after] if after != alert else []
    return changed


def findings(evaluator: Evaluator, rule: AlertRule, terms_of: TermsOf) -> list[Finding]:
    """Return what one rule sees."""
    if rule.watch is Watch.TERMS:
        return emerging(evaluator, rule, terms_of)
    return grown(evaluator, rule) if rule.watch is Watch.GROWTH else passed(evaluator, rule)


def to_mail(alerts: Sequence[Alert], now: Instant) -> list[Alert]:
    """Return the confirmed ones that nobody was told of yet, that are not on their way back and that nobody put off."""
    return [
        alert
        for alert in alerts
        if alert.severity is Severity.CONFIRMED
        and alert.is_open
        and alert.mailed_at is None
        and alert.back_since is None
        and not alert.is_snoozed(now)
    ]


def _opened(evaluator: Evaluator, finding: Finding, rule: AlertRule) -> Alert:
    now = evaluator.as_of
    # What customers wrote has no place in an id: ids are logged.
    subject = sha256(finding.subject.encode()).hexdigest()[:12] if finding.term else finding.subject
    day = local_day(now, evaluator.settings.zone).isoformat()
    return Alert(
        workspace=evaluator.settings.workspace,
        id=f"{rule.id}:{subject}:{day}",
        finding=finding,
        severity=finding.severity,
        owner=rule.owner,
        opened_at=now,
        updated_at=now,
    )


def _carried(alert: Alert, finding: Finding, now: Instant) -> Alert:
    # Once confirmed it stays so while it is open: a rate that wavers around the bound must not mail twice.
    was_confirmed = alert.severity is Severity.CONFIRMED
    return alert.having(
        finding=finding,
        severity=Severity.CONFIRMED if was_confirmed else finding.severity,
        updated_at=now,
        back_since=None,
    )


def _back(alert: Alert, now: Instant, *, is_watched: bool) -> Alert:
    """Follow a figure that is no longer seen: it is back, has too few units to be judged, or its rule is gone."""
    if alert.is_muting:
        return alert.having(back_since=now, updated_at=now)
    if not alert.is_open:
        return alert
    if not is_watched or (alert.back_since is not None and now - alert.back_since >= BACK_FOR):
        return alert.having(closed_at=now, updated_at=now)
    return alert if alert.back_since else alert.having(back_since=now, updated_at=now)


def _is_worse(finding: Finding, closed: Alert) -> bool:
    return finding.severity is Severity.CONFIRMED and closed.severity is not Severity.CONFIRMED
