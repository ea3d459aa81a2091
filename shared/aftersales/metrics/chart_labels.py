"""What a chart says where it has no words of its own: numbers on axes and beside values."""

from collections.abc import Sequence

from aftersales.metrics.figure import Figure, Unit

_FEW_PERCENT = 0.04
"""Below so much, steps of whole per cents would repeat themselves."""

_NARROW = 500
"""Below so many points a chart is for a phone."""


def is_narrow(width: int | str) -> bool:
    """Whether a chart of this width (points, or "container") is for a phone."""
    return isinstance(width, int) and width < _NARROW


def axis_format(figures: Sequence[Figure]) -> str:
    """Return the axis' number format: per cents for shares, few digits for all else."""
    shares_only = all(figure.unit is Unit.SHARE for figure in figures)
    top = max((figure.value or 0 for figure in figures), default=0)
    return (".0%" if top > _FEW_PERCENT else ".1%") if shares_only else ",.4~g"


def brief(figure: Figure) -> str:
    """Return a value as a picture says it that has no words of its own: per cents, or a number with the axis' unit."""
    if figure.unit is Unit.SHARE or figure.value is None:
        return percent(figure.value)
    return f"{figure.value:,.1f}".removesuffix(".0")


def percent(value: float | None) -> str:
    """Return a share in per cents; empty for None."""
    return "" if value is None else f"{value:.1%}"
