"""Figures that have passed a value: each combination of a rule's dimensions is judged by its own interval."""

from collections.abc import Iterator

from aftersales.metrics.catalogue import contract as contract_of
from aftersales.metrics.closing import Remedy, remedy_of_counts, remedy_of_state, remedy_of_values
from aftersales.metrics.contract import Form
from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.figure import Figure, Filters, RecordRow
from aftersales.metrics.period import Period, local_day, trailing
from aftersales.metrics.returns import RETURN_CAUSES, RETURN_RATE
from aftersales.records.alert import Finding, Severity
from aftersales.records.alert_rule import AlertRule

_EVIDENCE = 50
"""Records kept with an alert; the console opens all of them."""
_LOOKED_THROUGH = 500
_COUNTED = frozenset({Form.PROPORTION, Form.SHARE})
_PLAIN = frozenset({Form.COUNT, Form.TOTAL})
"""Numbers that are what they are: nothing is divided, nothing is estimated."""


def passed(evaluator: Evaluator, rule: AlertRule) -> list[Finding]:
    """Return what lies beyond the threshold, with at least the rule's minimum of units."""
    period = window(evaluator, rule)
    return [
        finding(evaluator, rule, period, figure, filters, level)
        for filters, figure in _subjects(evaluator, rule, period)
        if (level := severity(figure, rule)) is not None
    ]


def window(evaluator: Evaluator, rule: AlertRule) -> Period:
    """Return the whole local days over which a rule judges."""
    zone = evaluator.settings.zone
    return trailing(local_day(evaluator.as_of, zone), rule.window_days, zone)


def severity(figure: Figure, rule: AlertRule) -> Severity | None:
    """Judge a figure: CONFIRMED if its interval has passed the threshold whole, WATCH if only the value has, else nothing.

    A state that is counted, such as a backlog, has no interval and needs none; a ratio of money without one is never sure.
    """
    form, line = contract_of(figure.metric).form, rule.threshold
    if line is None or figure.value is None or (form not in _PLAIN and figure.denominator < rule.minimum):
        return None
    if not (figure.value > line if rule.above else figure.value < line):
        return None
    if figure.interval is None:
        return Severity.CONFIRMED if form in _PLAIN else Severity.WATCH
    is_sure = figure.interval.low > line if rule.above else figure.interval.high < line
    return Severity.CONFIRMED if is_sure else Severity.WATCH


def finding(
    evaluator: Evaluator, rule: AlertRule, period: Period, figure: Figure, filters: Filters, level: Severity
) -> Finding:
    """Tell what was seen, why it comes about where that is known, which records it rests on, and what would end it."""
    cause, units = _cause(evaluator, rule.metric, period, filters)
    remedy = _remedy(evaluator, rule, period, figure, filters)
    return Finding(
        rule=rule.id,
        watch=rule.watch,
        severity=level,
        metric=rule.metric,
        subject=" / ".join(filters.given.values()),
        filters=filters.given,
        title=evaluator.titles([filters.sku]).get(filters.sku) if filters.sku else None,
        unit=figure.unit,
        above=rule.above,
        value=figure.value or 0.0,
        low=figure.interval.low if figure.interval else None,
        high=figure.interval.high if figure.interval else None,
        numerator=figure.numerator,
        denominator=figure.denominator,
        threshold=rule.threshold,
        to_close=remedy.to_close,
        to_ease=remedy.to_ease if level is Severity.CONFIRMED else None,
        first_day=period.first.isoformat(),
        last_day=period.last.isoformat(),
        cause=cause,
        cause_units=units,
        evidence=_evidence(evaluator, rule, period, filters),
    )


def _subjects(
    evaluator: Evaluator, rule: AlertRule, period: Period, within: Filters | None = None, depth: int = 0
) -> Iterator[tuple[Filters, Figure]]:
    within = within or Filters()
    if not rule.by:
        yield within, evaluator.figure(rule.metric, period, within)
        return
    name, is_last = rule.by[depth], depth == len(rule.by) - 1
    for figure in evaluator.split(rule.metric, period, name, within):
        if figure.key is None:
            continue
        here = within.having(**{name: figure.key})
        if is_last:
            yield here, figure
        else:
            yield from _subjects(evaluator, rule, period, here, depth + 1)


def _remedy(
    evaluator: Evaluator, rule: AlertRule, period: Period, figure: Figure, filters: Filters
) -> Remedy:
    contract, line = contract_of(rule.metric), rule.threshold
    if line is None or figure.value is None:
        return Remedy()
    if contract.form in _COUNTED:
        return remedy_of_counts(figure, line, contract.scale, above=rule.above)
    if contract.form is Form.DURATION:
        hours = evaluator.durations(rule.metric, period, filters)
        return remedy_of_values(hours, line, above=rule.above)
    if contract.form in _PLAIN:
        return remedy_of_state(figure.value, line, above=rule.above)
    return Remedy()


def _cause(evaluator: Evaluator, metric: str, period: Period, filters: Filters) -> tuple[str | None, int]:
    if metric != RETURN_RATE.name:
        return None, 0
    causes = evaluator.split(RETURN_CAUSES.name, period, filters=filters)
    first = next((cause for cause in causes if cause.key), None)
    return (first.key, int(first.numerator or 0)) if first else (None, 0)


def _evidence(evaluator: Evaluator, rule: AlertRule, period: Period, filters: Filters) -> tuple[str, ...]:
    rows = evaluator.rows(rule.metric, period, filters, limit=_LOOKED_THROUGH)
    return tuple(f"{row.entity} {row.home}" for row in rows if _speaks(row, rule))[:_EVIDENCE]


def _speaks(row: RecordRow, rule: AlertRule) -> bool:
    """Whether a record is one of those that make the figure bad."""
    if contract_of(rule.metric).form is Form.DURATION and rule.threshold is not None:
        return row.numerator > rule.threshold if rule.above else row.numerator < rule.threshold
    return row.numerator > 0 if rule.above else row.numerator < row.denominator
