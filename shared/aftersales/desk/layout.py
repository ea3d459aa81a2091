"""What a dashboard is made of: sections that answer one question each, with metrics by name."""

from dataclasses import dataclass

RETURN, REFUND = "return_rate.units.by_order", "refund_rate.orders.by_order"
NEGATIVE = "neg_review_rate.by_review"
"""The three figures that nearly every dashboard shows."""


@dataclass(frozen=True, slots=True)
class Split:
    """A metric by a dimension, as bars; `quotes` asks for customers' words beside each part, `top` is how many parts."""

    metric: str
    by: str = "part"
    top: int = 8
    quotes: bool = False


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Several metrics side by side, a line per value of a dimension; the first metric decides the order."""

    by: str
    metrics: tuple[str, ...]
    minimum: int = 20
    """Below so many nobody is ranked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One question with its answers: headline figures, lines over time, parts, a heat map of hours, a scorecard."""

    name: str
    headlines: tuple[str, ...] = ()
    trends: tuple[str, ...] = ()
    splits: tuple[Split, ...] = ()
    hours: tuple[str, ...] = ()
    scorecard: Scorecard | None = None


@dataclass(frozen=True, slots=True)
class Dashboard:
    """A page of Insight; `filters` are the dimensions that it offers, in their order."""

    name: str
    filters: tuple[str, ...]
    sections: tuple[Section, ...]
