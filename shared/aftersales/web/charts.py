"""Charts drawn on the server: plain SVG geometry in a square of 100 × 100 that the page stretches, so it works without scripts."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil, floor, log10

from aftersales.metrics.figure import Figure

SIDE = 100.0
DECIMALS = 2
ROOM = 1.25
"""Bars with intervals end here at most: one product with three units must not shrink all others."""
STEPS = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)


@dataclass(frozen=True, slots=True)
class Point:
    """A figure and where it stands; `low` and `high` are the ends of its interval (y grows downwards)."""

    figure: Figure
    x: float
    y: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Trend:
    """A line over equal steps of time, in `runs` without a gap. `ticks` are (value, y) from zero to `top`."""

    figures: Sequence[Figure]
    runs: Sequence[Sequence[Point]]
    ticks: Sequence[tuple[float, float]]
    top: float

    @property
    def points(self) -> Sequence[Point]:
        """All points."""
        return [point for run in self.runs for point in run]

    @property
    def lines(self) -> Sequence[str]:
        """The points of a polyline for each run of two and more."""
        return [" ".join(f"{point.x},{point.y}" for point in run) for run in self.runs if len(run) > 1]

    @property
    def bands(self) -> Sequence[str]:
        """The points of a polygon around each run of two and more intervals; a value too few for one has none."""
        parts = [
            list(part)
            for run in self.runs
            for has, part in groupby(run, lambda point: point.figure.interval is not None)
            if has
        ]
        return [_outline(part) for part in parts if len(part) > 1]


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure as a bar of `width` (0–100) from a zero baseline; `low` and `high` are the ends of its interval, if it has one."""

    figure: Figure
    width: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class IntervalBar:
    """A value (`at`) within its interval, on a scale of 0–100."""

    at: float
    low: float
    high: float


def trend(figures: Sequence[Figure]) -> Trend | None:
    """Lay out figures in time; gaps stay gaps. None for fewer than two values: a single point is no trend."""
    known = [figure for figure in figures if figure.value is not None]
    if len(known) <= 1:
        return None
    top = ceiling(
        max(max(figure.value or 0, figure.interval.high if figure.interval else 0) for figure in known)
    )
    step = SIDE / len(figures)
    runs = [
        [
            Point(
                figure,
                round((index + 0.5) * step, DECIMALS),
                _y(figure.value, top),
                _y(figure.interval.low if figure.interval else figure.value, top),
                _y(figure.interval.high if figure.interval else figure.value, top),
            )
            for index, figure in run
        ]
        for is_known, run in groupby(enumerate(figures), lambda placed: placed[1].value is not None)
        if is_known
    ]
    return Trend(figures, runs, [(top * part, _y(top * part, top)) for part in (0, 0.5, 1)], top)


def _outline(run: Sequence[Point]) -> str:
    there = [f"{point.x},{point.high}" for point in run]
    back = [f"{point.x},{point.low}" for point in reversed(run)]
    return " ".join([*there, *back])


def bars(figures: Sequence[Figure]) -> Sequence[Bar]:
    """Lay out figures as bars; the longest fills the width, or leaves room for intervals, which are cut off where it ends."""
    widest = max((figure.interval.high for figure in figures if figure.interval), default=0.0)
    longest = max((figure.value or 0 for figure in figures), default=0)
    # Where nothing happened yet, the intervals alone say how little is known.
    top = longest * (ROOM if widest else 1) or widest
    if not top:
        return []

    def across(value: float) -> float:
        return round(SIDE * min(value, top) / top, DECIMALS)

    return [
        Bar(figure, across(figure.value or 0), across(figure.interval.low), across(figure.interval.high))
        if figure.interval
        else Bar(figure, across(figure.value or 0))
        for figure in figures
    ]


def interval_bar(figure: Figure) -> IntervalBar | None:
    """Lay out a figure's interval on a scale from zero to a little above it; None where there is none."""
    if figure.value is None or figure.interval is None:
        return None
    top = ceiling(max(figure.interval.high, figure.value))
    place = [
        round(SIDE * min(value, top) / top, DECIMALS)
        for value in (figure.value, figure.interval.low, figure.interval.high)
    ]
    return IntervalBar(*place)


def ceiling(value: float) -> float:
    """Return the next round number at or above a value, for the end of a scale; 1 for nothing."""
    if value <= 0:
        return 1.0
    power = 10.0 ** floor(log10(value))
    fitting = [step * power for step in STEPS if step * power >= value * (1 - 1e-9)]
    return fitting[0] if fitting else float(ceil(value))


def _y(value: float | None, top: float) -> float:
    return round(SIDE - SIDE * min(value or 0.0, top) / top, DECIMALS)
