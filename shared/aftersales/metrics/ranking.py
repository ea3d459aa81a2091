"""The few that matter most: products by how surely they are returned, causes by how often they come up."""

from aftersales.metrics.compare import Change, change
from aftersales.metrics.contacts import CAUSES
from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.figure import Figure, Filters
from aftersales.metrics.movers import weekly_dispersion
from aftersales.metrics.period import Period
from aftersales.metrics.returns import RETURN_CAUSES, RETURN_RATE
from aftersales.metrics.significance import Count, Tested, benjamini_hochberg, proportions_p
from aftersales.records.record import Record


class RankedProduct(Record):
    """A product's return rate; `excess` is how many units more came back than at the rate of all products."""

    sku: str
    title: str | None
    figure: Figure
    excess: float
    cause: str | None = None
    cause_units: int = 0


class RankedCause(Record):
    """A cause of cases in a period, and against the period before.

    `extra` is how many more cases it has than at its former share; `tested` is given where causes were tested together.
    """

    cause: str
    figure: Figure
    change: Change
    extra: float = 0.0
    tested: Tested | None = None


class ProblemTypes(Record):
    """The commonest causes and those that grew; `family` causes were tested together."""

    by_count: tuple[RankedCause, ...]
    by_growth: tuple[RankedCause, ...]
    family: int


def product_figures(evaluator: Evaluator, period: Period, filters: Filters | None = None) -> list[Figure]:
    """Return the return rate of each returned product with at least the workspace's minimum of units, surest worst first.

    What counts is the interval's lower bound, so that few units cannot shine.
    """
    figures = evaluator.split(RETURN_RATE.name, period, "sku", filters)
    least = evaluator.settings.minimum_units
    judged = [figure for figure in figures if figure.key and figure.numerator and figure.denominator >= least]
    return sorted(judged, key=lambda figure: (-_low(figure), figure.key or ""))


def problem_types(evaluator: Evaluator, period: Period, count: int = 3) -> ProblemTypes:
    """Return the first causes by count, and those whose share grew beyond chance (adjusted p < 0.1) by their extra cases."""
    found = _causes(evaluator, period)
    factor = weekly_dispersion(evaluator, CAUSES.name, period, "part")
    counts = [_both(cause) for cause in found]
    tests = benjamini_hochberg([proportions_p(*both, factor) for both in counts])
    tested = [cause.having(tested=test) for cause, test in zip(found, tests, strict=True)]
    grown = [cause for cause in tested if cause.tested and cause.tested.is_real and cause.extra > 0]
    return ProblemTypes(
        by_count=tuple(tested[:count]),
        by_growth=tuple(sorted(grown, key=lambda cause: (-cause.extra, cause.cause))[:count]),
        family=len(tests),
    )


def _both(cause: RankedCause) -> tuple[Count, Count]:
    now, before = cause.figure, cause.change.before
    return (now.numerator or 0.0, now.denominator), (before.numerator or 0.0, before.denominator)


def _causes(evaluator: Evaluator, period: Period) -> list[RankedCause]:
    earlier = evaluator.then(period, period.previous)
    before = {figure.key: figure for figure in earlier.split(CAUSES.name, period.previous)}
    nothing = earlier.figure(CAUSES.name, period.previous)
    found = []
    for figure in evaluator.split(CAUSES.name, period):
        if figure.key is None:
            continue
        # A cause that nobody named before has a share of nought, if anything was classified at all.
        base = before.get(figure.key) or earlier.figure(
            CAUSES.name, period.previous, Filters(cause=figure.key)
        )
        base = base if nothing.denominator else nothing
        former = (base.numerator or 0.0) / base.denominator if base.denominator else 0.0
        found.append(
            RankedCause(
                cause=figure.key,
                figure=figure,
                change=change(figure, base, evaluator.draw),
                extra=(figure.numerator or 0.0) - former * figure.denominator if base.denominator else 0.0,
            )
        )
    return sorted(found, key=lambda cause: (-(cause.figure.numerator or 0), -cause.extra, cause.cause))


def ranked_product(
    evaluator: Evaluator, period: Period, figure: Figure, everything: Figure | None = None
) -> RankedProduct:
    """Tell more about a product's return rate: its name, its surplus of returns, and why they come back."""
    sku = figure.key or ""
    everything = everything or evaluator.figure(RETURN_RATE.name, period)
    causes = evaluator.split(RETURN_CAUSES.name, period, filters=Filters(sku=sku))
    first = next((cause for cause in causes if cause.key), None)
    return RankedProduct(
        sku=sku,
        title=evaluator.titles([sku]).get(sku),
        figure=figure,
        excess=(figure.numerator or 0) - (everything.value or 0) * figure.denominator,
        cause=first.key if first else None,
        cause_units=int(first.numerator or 0) if first else 0,
    )


def _low(figure: Figure) -> float:
    return figure.interval.low if figure.interval else 0.0
