"""When a product's return rate deserves an alarm, and when the alarm is over. Pure: figures in, alerts out."""

from collections.abc import Iterable, Sequence

from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.figure import Figure, Filters
from aftersales.metrics.period import Period, local_day
from aftersales.metrics.ranking import alert_window, product_figures, ranked_product
from aftersales.metrics.returns import RETURN_RATE
from aftersales.records.alert import Alert, Severity
from aftersales.records.record import Instant

_EVIDENCE = 50
"""Rows kept with an alert; the console opens all of them."""


def severity(figure: Figure, threshold: float) -> Severity | None:
    """Judge a return rate: CONFIRMED if the interval's lower bound is above, WATCH if only the value is, else nothing."""
    if figure.value is None or figure.interval is None or figure.value <= threshold:
        return None
    return Severity.CONFIRMED if figure.interval.low > threshold else Severity.WATCH


def watch(evaluator: Evaluator, open_alerts: Iterable[Alert]) -> list[Alert]:
    """Return every alert that is new, changed or over. An open alert of a product is carried on, never doubled."""
    period, threshold = alert_window(evaluator), evaluator.settings.return_rate_alert
    known = {alert.sku: alert for alert in open_alerts}
    changed: list[Alert] = []
    for figure in product_figures(evaluator, period):
        level = severity(figure, threshold)
        before = known.pop(figure.key or "", None)
        if level is not None:
            alert = _alert(evaluator, period, figure, level, before)
            changed += [alert] if before is None or _differs(alert, before) else []
        elif before is not None:
            changed.append(_closed(before, evaluator.as_of))
    # A product that is no longer judged (too few units in the window) keeps no alarm ringing.
    return changed + [_closed(alert, evaluator.as_of) for alert in known.values()]


def to_mail(alerts: Sequence[Alert]) -> list[Alert]:
    """Return the confirmed ones that nobody was told of yet."""
    return [
        alert
        for alert in alerts
        if alert.severity is Severity.CONFIRMED and alert.is_open and alert.mailed_at is None
    ]


def _closed(alert: Alert, now: Instant) -> Alert:
    return alert.having(closed_at=now, updated_at=now)


def _differs(alert: Alert, before: Alert) -> bool:
    return alert.having(updated_at=before.updated_at) != before


def _alert(
    evaluator: Evaluator, period: Period, figure: Figure, level: Severity, before: Alert | None
) -> Alert:
    product, now = ranked_product(evaluator, period, figure), evaluator.as_of
    assert figure.value is not None and figure.interval is not None  # noqa: S101, PT018 — `severity` has seen both
    # Once confirmed it stays so while it is open: a rate that wavers around the bound must not mail twice.
    was_confirmed = before is not None and before.severity is Severity.CONFIRMED
    return Alert(
        workspace=evaluator.settings.workspace,
        id=before.id if before else f"return_rate:{product.sku}:{local_day(now, period.zone).isoformat()}",
        metric=RETURN_RATE.name,
        sku=product.sku,
        title=product.title,
        severity=Severity.CONFIRMED if was_confirmed else level,
        value=figure.value,
        low=figure.interval.low,
        high=figure.interval.high,
        numerator=int(figure.numerator or 0),
        denominator=int(figure.denominator),
        threshold=evaluator.settings.return_rate_alert,
        first_day=period.first.isoformat(),
        last_day=period.last.isoformat(),
        cause=product.cause,
        cause_units=product.cause_units,
        evidence=_evidence(evaluator, period, product.sku),
        opened_at=before.opened_at if before else now,
        updated_at=now,
        mailed_at=before.mailed_at if before else None,
    )


def _evidence(evaluator: Evaluator, period: Period, sku: str) -> tuple[str, ...]:
    rows = evaluator.rows(RETURN_RATE.name, period, Filters(sku=sku), limit=500)
    return tuple(f"{row.entity} {row.home}" for row in rows if row.numerator)[:_EVIDENCE]
