"""The daily digest: what came in yesterday, how fast it was answered, what still waits, and what customers complained of."""

from aftersales.reports.asking import Asking
from aftersales.reports.names import CAUSES
from aftersales.reports.shape import Headlines, Section

HEADLINES = (
    "conversations_started",
    "first_response",
    "first_response_attainment",
    "response",
    "backlog",
    "awaiting",
    "overdue",
    "neg_review_rate.by_review",
    "csat.share",
)
_BY_STORE = ("first_response", "backlog", "neg_review_rate.by_review", "return_flow.by_receipt")
_DAYS = 14


def daily_sections(asking: Asking) -> tuple[Section, ...]:
    """Collect the sections of one day. Days differ by weekday, so the trend shows two weeks of them."""
    return (
        Headlines(lines=asking.lines(HEADLINES)),
        asking.trend("first_response", asking.period.run(_DAYS)).having(title="daily_trend"),
        asking.parts(CAUSES, "causes", "cause_names", is_large=True),
        asking.voices(asking.leading(CAUSES)),
        asking.breakdown(_BY_STORE, "store", "by_store"),
    )
