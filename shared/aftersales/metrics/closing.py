"""What would have to change for an alert to end: the smallest whole number of units, found by asking the very judgement again."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from math import ceil

from aftersales.metrics.figure import Figure, Unit
from aftersales.metrics.rates import poisson_interval
from aftersales.metrics.statistics import median_interval, quantile, wilson
from aftersales.records.record import Record


class Remedy(Record):
    """So many units better end an alert (`to_close`) or make it unsure (`to_ease`); None: not to be said in units."""

    to_close: int | None = None
    to_ease: int | None = None


def least(most: int, is_enough: Callable[[int], bool]) -> int | None:
    """Return the smallest of 0 to `most` that is enough; what is enough stays so for more. None if not even `most` is."""
    found = bisect_left(range(most + 1), 1, key=lambda units: int(is_enough(units)))
    return found if found <= most else None


def remedy_of_counts(figure: Figure, threshold: float, scale: float, *, above: bool) -> Remedy:
    """Say how many units fewer (or, where a low value is bad, more) bring a proportion or a rate back to its threshold.

    The value comes back by division, certainty goes by Wilson's bound, of a rate by Poisson's; the denominator stays as it is.
    """
    count, whole, line = figure.numerator or 0.0, figure.denominator, threshold / scale
    interval = poisson_interval if figure.unit is Unit.RATE else wilson

    def is_back(units: int) -> bool:
        return (count - units) / whole <= line if above else (count + units) / whole >= line

    def is_unsure(units: int) -> bool:
        if above:
            return interval(count - units, whole).low <= line
        return interval(count + units, whole).high >= line

    most = int(count) if above else int(whole - count)
    return Remedy(to_close=least(most, is_back), to_ease=least(most, is_unsure))


def remedy_of_values(values: Sequence[float], threshold: float, *, above: bool) -> Remedy:
    """Say how many of a median's values would have to lie at its threshold instead of beyond."""
    beyond = sorted(value for value in values if (value > threshold if above else value < threshold))
    fine = [value for value in values if (value <= threshold if above else value >= threshold)]
    # The cheapest to move are those that lie closest.
    nearest = beyond if above else beyond[::-1]

    def moved(units: int) -> list[float]:
        return sorted([*fine, *([threshold] * units), *nearest[units:]])

    def is_back(units: int) -> bool:
        median = quantile(moved(units), 0.5)
        return median <= threshold if above else median >= threshold

    def is_unsure(units: int) -> bool:
        found = median_interval(moved(units))
        return found is None or (found.low <= threshold if above else found.high >= threshold)

    return Remedy(to_close=least(len(beyond), is_back), to_ease=least(len(beyond), is_unsure))


def remedy_of_state(value: float, threshold: float, *, above: bool) -> Remedy:
    """Say how many fewer (or more) of a plain count reach its threshold."""
    return Remedy(to_close=max(0, ceil(value - threshold if above else threshold - value)))
