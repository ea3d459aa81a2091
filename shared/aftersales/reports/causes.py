"""The negative-review report of one product: how bad, why, in whose words, and what the returns say about it."""

from aftersales.metrics.figure import RecordRow
from aftersales.reports.asking import Asking
from aftersales.reports.names import NEGATIVE_REVIEWS, RETURN_CAUSES, RETURN_RATE, STARS
from aftersales.reports.shape import Headlines, Section

_HEADLINES = (
    NEGATIVE_REVIEWS,
    "neg_per_1000_units.by_order",
    "star_mean.by_review",
    RETURN_RATE,
    "refund_rate.orders.by_order",
    "recovered_reviews.by_review",
)
_MONTHS = 6
_MOST = 40
_CAUSES = 5
_QUOTES = 3


def causes_sections(asking: Asking) -> tuple[Section, ...]:
    """Collect the sections; `asking` is narrowed to the product."""
    complained = asking.parts(
        "neg_review_cause_share.by_review", "review_causes", "cause_names", by="cause", is_large=True
    )
    returned = asking.parts(RETURN_CAUSES, "return_causes", "cause_names", by="cause", is_large=True)
    return (
        Headlines(lines=asking.lines(_HEADLINES, year=True)),
        asking.trend(NEGATIVE_REVIEWS, asking.period.run(_MONTHS)).having(title="negative_trend"),
        complained,
        returned,
        asking.voices((complained.lines or returned.lines)[:_CAUSES], count=_QUOTES),
        asking.parts(STARS, "stars", "star_names"),
        asking.breakdown((NEGATIVE_REVIEWS, RETURN_RATE), "market", "by_market"),
        asking.evidence(NEGATIVE_REVIEWS, _MOST, _counts).having(title="negative_rows"),
    )


def _counts(row: RecordRow) -> bool:
    return bool(row.numerator)
