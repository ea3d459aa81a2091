"""What stands out among many: the worst level, the biggest impact, the fastest growth, and how far chance explains each (M20)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta
from math import sqrt

from aftersales.metrics.catalogue import contract as contract_of
from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.figure import Figure
from aftersales.metrics.period import Period, trailing
from aftersales.metrics.rates import dispersion
from aftersales.metrics.returns import RETURN_RATE
from aftersales.metrics.significance import Count, Tested, benjamini_hochberg, proportions_p
from aftersales.metrics.statistics import Z95, wilson
from aftersales.records.record import Record

_WEEKS = 12
_FIRST = 5


class Mover(Record):
    """One part of a metric, say a product.

    `low` is the lower bound of its share of bad units, widened by the dispersion. `excess` is how many more bad units there were
    than at the rate of all parts together; `growth` how much that rose since the period before; `tested` whether the rate moved.
    """

    key: str
    title: str | None = None
    figure: Figure
    before: Figure | None = None
    low: float
    excess: float
    growth: float | None = None
    tested: Tested | None = None


class Movers(Record):
    """The first few by each of three measures. `family` parts were tested together; `dispersion` 1 means binomial weeks."""

    metric: str
    by: str
    period: Period
    baseline: Figure
    worst: tuple[Mover, ...]
    impact: tuple[Mover, ...]
    fastest: tuple[Mover, ...]
    family: int
    dispersion: float


def movers(
    evaluator: Evaluator,
    period: Period,
    *,
    metric: str = RETURN_RATE.name,
    by: str = "sku",
    minimum: int | None = None,
    count: int = _FIRST,
) -> Movers:
    """Rank the parts of a proportion that have at least `minimum` units (by default as the workspace or the contract says).

    Ties are broken by excess, then by name. Where a higher value is better, what is ranked is what is missing to the whole.
    """
    past = period.previous
    earlier = evaluator.then(period, past)
    now, before = evaluator.figure(metric, period), earlier.figure(metric, past)
    least = least_units(evaluator, metric) if minimum is None else minimum
    factor = weekly_dispersion(evaluator, metric, period, by)
    old = {figure.key: figure for figure in earlier.split(metric, past, by)}
    judged = [
        _mover(figure, old.get(figure.key), (now, before), factor)
        for figure in evaluator.split(metric, period, by)
        if figure.key and figure.denominator >= max(least, 1)
    ]
    compared = [mover for mover in judged if mover.before and mover.before.denominator >= max(least, 1)]
    tests = benjamini_hochberg([_p(mover, factor) for mover in compared])
    tested = {mover.key: test for mover, test in zip(compared, tests, strict=True)}
    return Movers(
        metric=metric,
        by=by,
        period=period,
        baseline=now,
        family=len(compared),
        dispersion=factor,
        **{
            name: _told(evaluator, found[:count], tested, by)
            for name, found in _ranked(judged, tested).items()
        },
    )


def _ranked(judged: Sequence[Mover], tested: Mapping[str, Tested]) -> dict[str, list[Mover]]:
    """Order parts by each of the three measures; those that do not deserve a place have none."""
    worst = sorted(judged, key=lambda mover: (-mover.low, -mover.excess, mover.key))
    impact = sorted(judged, key=lambda mover: (-mover.excess, mover.key))
    fastest = sorted(judged, key=lambda mover: (-(mover.growth or 0), -mover.excess, mover.key))
    real = {key for key, test in tested.items() if test.is_real}
    return {
        "worst": [mover for mover in worst if bad(mover.figure)[0]],
        "impact": [mover for mover in impact if mover.excess > 0],
        "fastest": [mover for mover in fastest if mover.key in real and (mover.growth or 0) > 0],
    }


def least_units(evaluator: Evaluator, metric: str) -> int:
    """Return below how many units a part is not judged: the workspace's own minimum for units sold, else the contract's."""
    return evaluator.settings.minimum_units if metric == RETURN_RATE.name else contract_of(metric).minimum


def bad(figure: Figure) -> Count:
    """Return what went wrong of how many: the numerator, or what is missing to the whole where more is better."""
    numerator = figure.numerator or 0.0
    is_bad = contract_of(figure.metric).lower_is_better
    return (numerator if is_bad else figure.denominator - numerator), figure.denominator


def weekly_dispersion(evaluator: Evaluator, metric: str, period: Period, by: str) -> float:
    """Return the quasi-binomial factor of the last twelve weeks that no longer change by nature.

    Younger weeks of a by-order rate differ because their returns are still to come, which is no scatter. Nor is a move from one
    period to the next, which is what the factor is to judge: each part's weeks are set against its share in their own period.
    """
    end = period.last - timedelta(days=contract_of(metric).matures_days)
    weeks = [trailing(end - timedelta(days=7 * back), 7, period.zone) for back in range(_WEEKS)]
    groups: dict[tuple[str, int], list[Count]] = defaultdict(list)
    for week in weeks:
        age = (week.first < period.first) + (week.first < period.previous.first)
        for figure in evaluator.split(metric, week, by):
            if figure.key:
                groups[figure.key, age].append((figure.numerator or 0.0, figure.denominator))
    return dispersion(groups.values())


def _mover(figure: Figure, before: Figure | None, whole: tuple[Figure, Figure], factor: float) -> Mover:
    excess = _excess(figure, whole[0])
    return Mover(
        key=figure.key or "",
        figure=figure,
        before=before,
        low=wilson(*bad(figure), z=Z95 * sqrt(factor)).low,
        excess=excess,
        growth=excess - _excess(before, whole[1]) if before else None,
    )


def _excess(figure: Figure, whole: Figure) -> float:
    failures, units = bad(whole)
    mine, sold = bad(figure)
    return mine - sold * failures / units if units else 0.0


def _p(mover: Mover, factor: float) -> float:
    return proportions_p(bad(mover.figure), bad(mover.before), factor) if mover.before else 1.0


def _told(
    evaluator: Evaluator, found: Sequence[Mover], tested: Mapping[str, Tested], by: str
) -> tuple[Mover, ...]:
    titles = evaluator.titles([mover.key for mover in found]) if by == "sku" else {}
    return tuple(mover.having(tested=tested.get(mover.key), title=titles.get(mover.key)) for mover in found)
