"""Counts by weekday and hour: a grid of seven by twenty-four in shades, which is its own table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from aftersales.metrics.figure import Figure
from aftersales.metrics.period import Period
from aftersales.web.formats import Formats

SHADES = 6
HOURS = 24


@dataclass(frozen=True, slots=True)
class Cell:
    """How many on average in this hour of this weekday; `shade` is 0 (none) to SHADES (most)."""

    value: float
    shade: int


@dataclass(frozen=True, slots=True)
class Heat:
    """Weekday names, Monday first, each with its 24 cells; `total` is the sum over the period."""

    days: Sequence[tuple[str, Sequence[Cell]]]
    total: float


def heat(figures: Sequence[Figure], period: Period, formats: Formats) -> Heat:
    """Lay out parts such as '1-09' (ISO weekday, hour): each count ÷ how often that weekday came in the period."""
    counts = {figure.key: figure.numerator or 0.0 for figure in figures if figure.key}
    came = [0] * 7
    for offset in range(period.days):
        came[(period.first + timedelta(days=offset)).weekday()] += 1
    means = [
        [counts.get(f"{day + 1}-{hour:02}", 0.0) / max(came[day], 1) for hour in range(HOURS)]
        for day in range(7)
    ]
    top = max(max(row) for row in means) or 1.0
    days = [
        (formats.weekday(day), [Cell(mean, _shade(mean / top)) for mean in row])
        for day, row in enumerate(means)
    ]
    return Heat(days, sum(counts.values()))


def _shade(share: float) -> int:
    return min(SHADES, 1 + int(share * SHADES)) if share > 0 else 0
