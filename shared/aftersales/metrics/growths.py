"""Figures that grew beyond chance since the period before, tested together with all of their kind."""

from aftersales.metrics.catalogue import contract as contract_of
from aftersales.metrics.closing import Remedy, least
from aftersales.metrics.contract import Form
from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.figure import Figure, Filters
from aftersales.metrics.movers import movers
from aftersales.metrics.period import Period
from aftersales.metrics.ranking import problem_types
from aftersales.metrics.significance import FALSE_SHARE, Tested, proportions_p
from aftersales.metrics.thresholds import finding, window
from aftersales.records.alert import Finding, Severity
from aftersales.records.alert_rule import AlertRule

_MOST = 50


def grown(evaluator: Evaluator, rule: AlertRule) -> list[Finding]:
    """Return what grew with an adjusted p below 0.1: products by their return rate, or causes by their share of cases."""
    period, by = window(evaluator, rule), rule.by[0] if rule.by else "sku"
    if contract_of(rule.metric).form is Form.SHARE:
        found = problem_types(evaluator, period, _MOST).by_growth
        return [
            _finding(
                evaluator, rule, period, Filters(cause=one.cause), one.figure, one.change.before, one.tested
            )
            for one in found
            if one.tested and (one.figure.numerator or 0) >= rule.minimum
        ]
    seen = movers(evaluator, period, metric=rule.metric, by=by, minimum=rule.minimum, count=_MOST)
    return [
        _finding(
            evaluator,
            rule,
            period,
            Filters(**{by: one.key}),
            one.figure,
            one.before,
            one.tested,
            seen.dispersion,
        )
        for one in seen.fastest
        if one.tested and one.before
    ]


def _finding(
    evaluator: Evaluator,
    rule: AlertRule,
    period: Period,
    filters: Filters,
    figure: Figure,
    before: Figure,
    tested: Tested,
    dispersion: float = 1.0,
) -> Finding:
    remedy = _remedy(figure, before, dispersion)
    return finding(evaluator, rule, period, figure, filters, Severity.CONFIRMED).having(
        before=before.value or 0.0,
        before_numerator=before.numerator,
        before_denominator=before.denominator,
        p=tested.adjusted,
        family=tested.family,
        to_close=remedy.to_close,
    )


def _remedy(figure: Figure, before: Figure, dispersion: float) -> Remedy:
    """Say how many units fewer make the growth no news even if it had been tested alone: the family can only ask for less."""
    count, whole = figure.numerator or 0.0, figure.denominator
    past = (before.numerator or 0.0, before.denominator)

    def is_no_news(units: int) -> bool:
        is_lower = (count - units) * past[1] <= past[0] * whole
        return is_lower or proportions_p((count - units, whole), past, dispersion) >= FALSE_SHARE

    return Remedy(to_close=least(int(count), is_no_news))
