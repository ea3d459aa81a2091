"""The monthly deep report: against the month and the year before, where it moved, why, and what it cost."""

from aftersales.reports.asking import Asking
from aftersales.reports.names import CAUSES, RETURN_CAUSES, STARS
from aftersales.reports.shape import More, Section
from aftersales.reports.weekly import HEADLINES, headlines, more, products, trend, voices

_MOVING = (
    "return_rate.units.by_order",
    "refund_rate.orders.by_order",
    "neg_review_rate.by_review",
    "damage_rate",
    "on_time_delivery",
)
_SERVICE = (
    "first_response_attainment",
    "full_resolution",
    "fcr.by_resolved",
    "repeat_contact.by_resolved",
    "sla_attainment",
    "backlog",
)
_COST = (
    "cost_per_case.by_resolved",
    "cost_incomplete_share",
    "retained_ratio.by_request",
    "stock_out_refund_rate.by_order",
    "dispute_rate.by_order",
    "claim_acceptance",
)
_SALES = ("contact_rate.by_order", "return_rate.value.by_order", "repurchase_rate.by_cohort")
_SIDE_BY_SIDE = (
    "return_rate.units.by_order",
    "refund_rate.orders.by_order",
    "neg_review_rate.by_review",
    "first_response",
)
_MONTHS = 13


def monthly_sections(asking: Asking) -> tuple[Section, ...]:
    """Collect the sections of one month; a metric without facts in it is left out rather than shown empty."""
    return (
        headlines(asking, year=True),
        trend(asking, _MONTHS).having(title="monthly_trend"),
        asking.movers(_MOVING, "sku"),
        asking.movers(_MOVING, "market").having(title="market_movers"),
        products(asking),
        asking.parts(CAUSES, "causes", "cause_names", is_large=True),
        voices(asking),
        asking.parts(RETURN_CAUSES, "return_causes", "cause_names", is_large=True),
        asking.parts(STARS, "stars", "star_names"),
        _told(asking, "service", _SERVICE),
        _told(asking, "costs", _COST),
        asking.parts("cost_share", "cost_parts", "cost_names"),
        _told(asking, "sales", _SALES),
        asking.breakdown(_SIDE_BY_SIDE, "platform", "by_platform"),
        asking.breakdown(_SIDE_BY_SIDE, "store", "by_store"),
        asking.breakdown(_SIDE_BY_SIDE, "market", "by_market"),
        more(asking, year=True),
        asking.restated(HEADLINES),
    )


def _told(asking: Asking, title: str, names: tuple[str, ...]) -> More:
    lines = asking.lines(names, year=True)
    return More(title=title, lines=tuple(line for line in lines if line.figure.value is not None))
