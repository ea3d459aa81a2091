"""Whether a figure has really changed: the difference with its interval, and a class that a reader can trust."""

from collections.abc import Sequence
from enum import StrEnum

from aftersales.metrics.catalogue import contract as contract_of
from aftersales.metrics.figure import Figure, Unit
from aftersales.metrics.rates import Moments, rate_difference, rates_differ_p, welch_interval, welch_p
from aftersales.metrics.significance import mann_whitney, proportions_p
from aftersales.metrics.statistics import Draw, Interval, median_difference, newcombe
from aftersales.records.record import Record


class Direction(StrEnum):
    """UP and DOWN only when the interval of the difference leaves out zero."""

    UP = "up"
    DOWN = "down"
    NO_CLEAR_CHANGE = "no_clear_change"
    TOO_LITTLE_DATA = "too_little_data"
    NEW = "new"


class Change(Record):
    """A figure against an earlier one; `difference` is now - before in the figure's unit, `is_better` None when unclear.

    `p` is the chance of so big a difference if nothing had changed; it is of one comparison, not adjusted for others.
    """

    before: Figure
    direction: Direction
    difference: float | None = None
    interval: Interval | None = None
    p: float | None = None
    is_better: bool | None = None


class Compared(Record):
    """A figure and how it changed."""

    figure: Figure
    change: Change


def change(
    now: Figure, before: Figure, draw: Draw, hours: tuple[Sequence[float], Sequence[float]] | None = None
) -> Change:
    """Classify a change. `hours` are the durations behind both figures, where they are durations."""
    if now.value is None or (before.value is None and not before.enough and before.denominator > 0):
        return Change(before=before, direction=Direction.TOO_LITTLE_DATA)
    if before.value is None:
        return Change(before=before, direction=Direction.NEW if now.enough else Direction.TOO_LITTLE_DATA)
    difference = now.value - before.value
    interval, p = _certainty(now, before, draw, hours)
    if not (now.enough and before.enough) or interval is None:
        direction = Direction.TOO_LITTLE_DATA
    elif interval.low > 0:
        direction = Direction.UP
    elif interval.high < 0:
        direction = Direction.DOWN
    else:
        direction = Direction.NO_CLEAR_CHANGE
    is_better = None
    if direction in {Direction.UP, Direction.DOWN}:
        is_better = (direction is Direction.DOWN) == contract_of(now.metric).lower_is_better
    return Change(
        before=before,
        direction=direction,
        difference=difference,
        interval=interval,
        p=p,
        is_better=is_better,
    )


def _certainty(
    now: Figure, before: Figure, draw: Draw, hours: tuple[Sequence[float], Sequence[float]] | None
) -> tuple[Interval | None, float | None]:
    """Return interval and p by what the figures are: medians, means, rates per exposure, or proportions."""
    if hours and all(hours):
        return median_difference(*hours, draw), mann_whitney(*hours)
    if now.interval is None or before.interval is None or now.numerator is None or before.numerator is None:
        return None, None
    one, two = (now.numerator, now.denominator), (before.numerator, before.denominator)
    if now.squares is not None and before.squares is not None:
        first, second = (
            Moments(count=figure.denominator, total=figure.numerator or 0.0, squares=figure.squares or 0.0)
            for figure in (now, before)
        )
        return welch_interval(first, second), welch_p(first, second)
    scale = contract_of(now.metric).scale
    if now.unit is Unit.RATE:
        return _scaled(rate_difference(one, two), scale), rates_differ_p(one, two)
    return _scaled(newcombe(one, two), scale), proportions_p(one, two)


def _scaled(interval: Interval, scale: float) -> Interval:
    return Interval(low=interval.low * scale, high=interval.high * scale)
