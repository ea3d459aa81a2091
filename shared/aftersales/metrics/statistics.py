"""The few statistics that figures need, each with its source.

Wilson (1927), JASA 22:209; Newcombe (1998), Statistics in Medicine 17:873, method 10; the interval of a median from order
statistics after Conover (1999), Practical Nonparametric Statistics, 3.2; the bootstrap after Efron (1979),
Annals of Statistics 7:1; the difference of medians of many values after Price and Bonett (2002), Journal of Statistical
Computation and Simulation 72:119.
"""

from collections.abc import Callable, Sequence
from math import floor, sqrt
from statistics import NormalDist

from aftersales.records.record import Record

Z95 = 1.959963984540054
"""The 97.5 % point of the normal distribution: two-sided 95 %."""

Draw = Callable[[int], int]
"""Chance, passed in: `draw(n)` gives a whole number from 0 to n - 1, each equally likely."""

MOST_RESAMPLED = 60
"""With so many values together resampling still costs a page less than its queries do."""


class Interval(Record):
    """A 95 % interval."""

    low: float
    high: float


def wilson(successes: float, trials: float, z: float = Z95) -> Interval:
    """Return Wilson's interval of a proportion; trials > 0, 0 ≤ successes ≤ trials."""
    share, z2 = successes / trials, z * z
    centre = (share + z2 / (2 * trials)) / (1 + z2 / trials)
    half = z * sqrt(share * (1 - share) / trials + z2 / (4 * trials * trials)) / (1 + z2 / trials)
    # At the ends the formula gives exactly 0 and 1, which floating point misses by a hair.
    low = 0.0 if successes <= 0 else max(0.0, centre - half)
    high = 1.0 if successes >= trials else min(1.0, centre + half)
    return Interval(low=low, high=high)


def newcombe(now: tuple[float, float], before: tuple[float, float]) -> Interval:
    """Return Newcombe's interval of the difference now - before; each is (successes, trials)."""
    one, two = now[0] / now[1], before[0] / before[1]
    first, second = wilson(*now), wilson(*before)
    down = sqrt((one - first.low) ** 2 + (second.high - two) ** 2)
    up = sqrt((first.high - one) ** 2 + (two - second.low) ** 2)
    return Interval(low=max(-1.0, one - two - down), high=min(1.0, one - two + up))


def quantile(ordered: Sequence[float], share: float) -> float:
    """Return a quantile of sorted values, linear between neighbours (Hyndman and Fan's type 7, as DuckDB's quantile_cont)."""
    place = share * (len(ordered) - 1)
    below = floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def median_interval(ordered: Sequence[float]) -> Interval | None:
    """Return a distribution-free interval of the median of sorted values; None below 6, where none reaches 95 %."""
    count = len(ordered)
    if count < 6:  # noqa: PLR2004 — 2 · 0.5⁶ is the first below 5 %
        return None
    rank = max(1, floor((count - Z95 * sqrt(count)) / 2))
    return Interval(low=ordered[rank - 1], high=ordered[count - rank])


def median_difference(
    now: Sequence[float], before: Sequence[float], draw: Draw, rounds: int = 400, most: int = MOST_RESAMPLED
) -> Interval:
    """Return a 95 % interval of the difference of medians; both need values, the order is free.

    The percentile bootstrap up to `most` values together; with more, resampling would cost a page its answer time, and Price and
    Bonett's interval, which needs the order of the values alone, has the same coverage.
    """
    if len(now) + len(before) > most:
        return _median_difference_by_order(sorted(now), sorted(before))
    differences = sorted(
        _resampled_median(now, draw) - _resampled_median(before, draw) for _ in range(rounds)
    )
    return Interval(low=quantile(differences, 0.025), high=quantile(differences, 0.975))


def _resampled_median(values: Sequence[float], draw: Draw) -> float:
    count = len(values)
    return quantile(sorted(values[draw(count)] for _ in range(count)), 0.5)


def _median_difference_by_order(now: Sequence[float], before: Sequence[float]) -> Interval:
    difference = quantile(now, 0.5) - quantile(before, 0.5)
    half = Z95 * sqrt(_median_variance(now) + _median_variance(before))
    return Interval(low=difference - half, high=difference + half)


def _median_variance(ordered: Sequence[float]) -> float:
    """Estimate the variance of a median from the distance of two order statistics about it."""
    count = len(ordered)
    if count == 1:
        # One value tells nothing of its spread; that it is too few is said by whoever compares.
        return 0.0
    rank = max(1, round((count + 1) / 2 - sqrt(count)))
    outside = 2 * NormalDist(count / 2, sqrt(count) / 2).cdf(rank - 0.5)
    width = ordered[count - rank] - ordered[rank - 1]
    return (width / (2 * NormalDist().inv_cdf(1 - outside / 2))) ** 2


def round_shares(counts: Sequence[float]) -> list[int]:
    """Return whole per cents that sum to 100, by largest remainder (earlier parts win ties); all zero for nothing."""
    total = sum(counts)
    if not total:
        return [0 for _ in counts]
    exact = [100 * count / total for count in counts]
    shares = [floor(share) for share in exact]
    missing = 100 - sum(shares)
    for index in sorted(range(len(counts)), key=lambda index: (shares[index] - exact[index], index))[
        :missing
    ]:
        shares[index] += 1
    return shares
