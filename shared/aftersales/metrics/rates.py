"""Intervals of rates, of their ratios and of means, and how much wider than binomial the weeks scatter.

Garwood (1936), Biometrika 28:437 for a Poisson rate; Clopper and Pearson (1934), Biometrika 26:404, on the share of one of two
counts for their ratio (conditional binomial: Przyborowski and Wilenski 1940, Biometrika 31:313); Welch (1947), Biometrika 34:28,
for means; McCullagh and Nelder (1989), Generalized Linear Models, 4.5, for the dispersion.
"""

from collections.abc import Iterable, Sequence
from math import fsum, hypot, inf, sqrt

from aftersales.metrics.distributions import (
    beta_cdf,
    gamma_cdf,
    gamma_quantile,
    student_cdf,
    student_quantile,
)
from aftersales.metrics.significance import Count
from aftersales.metrics.statistics import Interval
from aftersales.records.record import Record

_LOW, _HIGH = 0.025, 0.975
_SURE = 0.05
_FEW_EXPECTED = 1


def poisson_interval(events: float, exposure: float) -> Interval:
    """Return the exact 95 % interval of events per unit of exposure; exposure > 0."""
    low = gamma_quantile(_LOW, events) if events else 0.0
    return Interval(low=low / exposure, high=gamma_quantile(_HIGH, events + 1) / exposure)


def rates_p(now: Count, before: Count) -> float:
    """Return the one-sided p that now's rate is no higher than before's, by the conditional binomial."""
    if not now[0]:
        return 1.0
    return beta_cdf(now[1] / (now[1] + before[1]), now[0], before[0] + 1)


def rates_differ_p(now: Count, before: Count) -> float:
    """Return the two-sided p of two rates: twice the smaller tail."""
    return min(1.0, 2 * min(rates_p(now, before), rates_p(before, now)))


def rate_difference(now: Count, before: Count) -> Interval:
    """Return the 95 % interval of now's rate - before's from their own intervals, squared and added as Newcombe does."""
    one, two = now[0] / now[1], before[0] / before[1]
    first, second = poisson_interval(*now), poisson_interval(*before)
    down, up = hypot(one - first.low, second.high - two), hypot(first.high - one, two - second.low)
    return Interval(low=one - two - down, high=one - two + up)


class Moments(Record):
    """What a mean needs of its values: how many, their sum, and the sum of their squares."""

    count: float
    total: float
    squares: float

    @property
    def mean(self) -> float:
        """The arithmetic mean."""
        return self.total / self.count

    @property
    def variance(self) -> float:
        """The unbiased variance; count ≥ 2."""
        return max(0.0, self.squares - self.total**2 / self.count) / (self.count - 1)


def moments(values: Sequence[float]) -> Moments:
    """Sum up values."""
    return Moments(count=len(values), total=fsum(values), squares=fsum(value * value for value in values))


def welch_interval(now: Moments, before: Moments) -> Interval | None:
    """Return Welch's 95 % interval of the difference of means; None below two values a side."""
    found = _welch(now, before)
    if found is None:
        return None
    difference, error, freedom = found
    half = student_quantile(_HIGH, freedom) * error if error else 0.0
    return Interval(low=difference - half, high=difference + half)


def welch_p(now: Moments, before: Moments) -> float:
    """Return the two-sided p of Welch's test; 1 below two values a side."""
    found = _welch(now, before)
    if found is None:
        return 1.0
    difference, error, freedom = found
    if not error:
        return float(not difference)
    return min(1.0, 2 * student_cdf(-abs(difference / error), freedom))


def _welch(now: Moments, before: Moments) -> tuple[float, float, float] | None:
    """Return difference, standard error and Satterthwaite's degrees of freedom."""
    if min(now.count, before.count) < 2:  # noqa: PLR2004 a single value has no variance
        return None
    one, two = now.variance / now.count, before.variance / before.count
    parts = one**2 / (now.count - 1) + two**2 / (before.count - 1)
    return now.mean - before.mean, sqrt(one + two), (one + two) ** 2 / parts if parts else inf


def dispersion(groups: Iterable[Sequence[Count]]) -> float:
    """Return the quasi-binomial factor of proportions that were counted week by week, pooled over the groups.

    Pearson's X² ÷ degrees of freedom, each group around its own share. 1 unless the scatter is beyond chance (p < 0.05): a factor
    that is estimated from noise would make the same figure sure on one day and unsure on the next. Weeks in which less than
    one success or failure is expected say nothing about scatter and are left out.
    """
    squares, freedom = 0.0, 0
    for group in groups:
        successes, trials = sum(count[0] for count in group), sum(count[1] for count in group)
        share = successes / trials if trials else 0.0
        told = [count for count in group if count[1] * min(share, 1 - share) >= _FEW_EXPECTED]
        if len(told) > 1:
            scatter = share * (1 - share)
            squares += sum((count[0] - count[1] * share) ** 2 / (count[1] * scatter) for count in told)
            freedom += len(told) - 1
    is_beyond_chance = freedom > 0 and 1 - gamma_cdf(squares / 2, freedom / 2) < _SURE
    return max(1.0, squares / freedom) if is_beyond_chance else 1.0
