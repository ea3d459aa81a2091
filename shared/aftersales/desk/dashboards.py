"""What stands on each dashboard, as data: metrics by name, in sections that answer one question each."""

from dataclasses import dataclass
from types import MappingProxyType

CAUSE_FILTERS = ("store", "market", "platform", "sku", "channel", "cause")


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


_RETURN, _REFUND, _NEGATIVE = (
    "return_rate.units.by_order",
    "refund_rate.orders.by_order",
    "neg_review_rate.by_review",
)

HEALTH = Dashboard(
    "health",
    ("store", "market", "platform", "sku"),
    (
        Section(
            name="overview",
            headlines=(
                _RETURN,
                _REFUND,
                _NEGATIVE,
                "ncx_like.by_order",
                "first_response",
                "resolution_rate.by_opened",
                "csat.share",
                "on_time_delivery",
            ),
            trends=(_RETURN, _NEGATIVE, "first_response", "conversations_started"),
        ),
        Section(name="causes", splits=(Split("cause_share.by_opened"), Split(_RETURN, "sku"))),
        Section(
            name="money",
            headlines=(
                "cost_per_case.by_resolved",
                "cost_incomplete_share",
                "repurchase_after_case.by_resolved",
                "dispute_rate.by_order",
            ),
        ),
    ),
)

RETURNS = Dashboard(
    "returns",
    ("store", "market", "platform", "sku", "cause"),
    (
        Section(
            name="returns",
            headlines=(
                _RETURN,
                "return_rate.units_received.by_order",
                "return_rate.units_completed.by_order",
                "return_rate.orders.by_order",
                "return_rate.value.by_order",
                "return_flow.by_receipt",
                "undelivered_rate.by_order",
                "unmatched_return_share.by_request",
            ),
            trends=(_RETURN, "return_flow.by_receipt"),
            splits=(
                Split(_RETURN, "sku", 10),
                Split(_RETURN, "market"),
                Split(_RETURN, "platform"),
                Split(_RETURN, "store"),
            ),
        ),
        Section(name="return_causes", splits=(Split("return_cause_share.by_request", "cause", 10),)),
        Section(
            name="refunds",
            headlines=(
                _REFUND,
                "refund_rate.value.by_order",
                "refund_flow.by_settlement",
                "refund_granted_open",
                "stock_out_refund_rate.by_order",
                "dispute_rate.by_order",
                "dispute_lost_share",
                "unconverted_orders.by_order",
            ),
            trends=(_REFUND, "refund_rate.value.by_order"),
            splits=(Split("refund_kind_share.by_settlement"), Split(_REFUND, "market")),
        ),
        Section(
            name="kept",
            headlines=(
                "exchange_share.by_request",
                "exchange_rate.units.by_order",
                "retained_ratio.by_request",
                "exchange_upsell.by_request",
            ),
            trends=("exchange_share.by_request",),
        ),
        Section(
            name="costs",
            headlines=(
                "cost_per_case.by_resolved",
                "cost_incomplete_share",
                "claim_recovery",
                "repurchase_rate.by_cohort",
                "repurchase_after_case.by_resolved",
                "repurchase_without_case.by_resolved",
            ),
            splits=(Split("cost_share"), Split("cost_missing_share")),
        ),
    ),
)

REVIEWS = Dashboard(
    "reviews",
    CAUSE_FILTERS,
    (
        Section(
            name="causes",
            splits=(
                Split("cause_share.by_opened", "cause", 10, quotes=True),
                Split("neg_review_cause_share.by_review", "cause", 10),
                Split("return_cause_share.by_request", "cause", 10),
            ),
        ),
        Section(
            name="reviews",
            headlines=(
                _NEGATIVE,
                "neg_review_posted_rate.by_review",
                "star_mean.by_review",
                "recovered_reviews.by_review",
                "neg_per_1000_units.by_order",
                "neg_seller_feedback_rate",
                "ncx_like.by_order",
            ),
            trends=(_NEGATIVE, "star_mean.by_review"),
            splits=(
                Split("star_distribution.by_review"),
                Split("verbal_ratings.by_review"),
                Split(_NEGATIVE, "sku", 10),
                Split(_NEGATIVE, "platform"),
                Split(_NEGATIVE, "market"),
            ),
        ),
        Section(name="reading", headlines=("label_override_rate", "label_precision")),
    ),
)

SERVICE = Dashboard(
    "service",
    ("store", "market", "platform", "channel", "cause"),
    (
        Section(
            name="speed",
            headlines=(
                "first_response",
                "first_response_human",
                "response",
                "first_response_attainment",
                "sla_attainment",
                "session_duration",
            ),
            trends=("first_response", "response"),
            splits=(
                Split("sla_attainment"),
                Split("first_response", "platform"),
                Split("first_response", "channel"),
            ),
        ),
        Section(
            name="resolution",
            headlines=(
                "resolution_rate.by_opened",
                "fcr.by_resolved",
                "full_resolution",
                "first_resolution",
                "active_resolution",
                "clearance",
                "unanswered_at_resolve",
                "repeat_contact.by_resolved",
                "contacts_per_case",
                "contact_rate.by_order",
            ),
            trends=("resolution_rate.by_opened", "fcr.by_resolved"),
        ),
        Section(
            name="backlog",
            headlines=("backlog", "awaiting", "due_soon", "overdue"),
            trends=("backlog", "overdue"),
            splits=(Split("backlog"), Split("backlog", "platform")),
        ),
        Section(
            name="satisfaction",
            headlines=("csat.share", "csat.mean", "csat.response_rate"),
            trends=("csat.share",),
            splits=(Split("csat.share", "cause"),),
        ),
        Section(
            name="hours",
            headlines=("conversations_started", "customer_messages", "agent_messages"),
            hours=("customer_messages", "agent_messages"),
        ),
        Section(
            name="automation",
            headlines=("deflection", "recommendation_acceptance", "label_override_rate", "label_precision"),
        ),
    ),
)

PEOPLE = Dashboard(
    "people",
    ("agent", "store", "platform", "channel"),
    (
        Section(
            name="people",
            scorecard=Scorecard(
                "agent",
                (
                    "agent_cases",
                    "agent_replies",
                    "agent_resolved",
                    "agent_completion_rate",
                    "agent_reopen_share",
                    "response",
                    "fcr.by_resolved",
                    "csat.share",
                ),
            ),
        ),
        Section(name="team", trends=("agent_replies", "agent_resolved", "response", "csat.share")),
    ),
)

PLATFORMS = Dashboard(
    "platforms",
    ("market", "store", "sku"),
    (
        Section(
            name="platforms",
            scorecard=Scorecard(
                "platform",
                (
                    "conversations_started",
                    _RETURN,
                    _REFUND,
                    _NEGATIVE,
                    "dispute_rate.by_order",
                    "first_response",
                    "resolution_rate.by_opened",
                    "sla_attainment",
                    "csat.share",
                ),
            ),
        ),
        Section(
            name="side_by_side",
            splits=(
                Split(_RETURN, "platform"),
                Split(_REFUND, "platform"),
                Split(_NEGATIVE, "platform"),
                Split("first_response", "platform"),
                Split("dispute_rate.by_order", "platform"),
                Split("on_time_delivery", "platform"),
            ),
        ),
        Section(name="markets", splits=(Split(_RETURN, "market"), Split(_NEGATIVE, "market"))),
    ),
)

LOGISTICS = Dashboard(
    "logistics",
    ("carrier", "store", "market", "platform"),
    (
        Section(
            name="carriers",
            headlines=(
                "on_time_dispatch",
                "on_time_delivery",
                "on_time_delivery.all_causes",
                "lost_rate",
                "damage_rate",
                "accuracy",
                "return_processing",
                "undelivered_rate.by_order",
            ),
            scorecard=Scorecard(
                "carrier",
                (
                    "on_time_delivery",
                    "on_time_dispatch",
                    "lost_rate",
                    "damage_rate",
                    "claim_acceptance",
                    "claim_recovery",
                ),
            ),
        ),
        Section(
            name="lanes",
            trends=("on_time_delivery", "on_time_dispatch"),
            splits=(
                Split("on_time_delivery", "market"),
                Split("on_time_delivery"),
                Split("on_time_dispatch"),
                Split("accuracy"),
            ),
        ),
        Section(name="claims", headlines=("claim_acceptance", "claim_recovery")),
    ),
)

DASHBOARDS = MappingProxyType(
    {one.name: one for one in (HEALTH, RETURNS, REVIEWS, SERVICE, PEOPLE, PLATFORMS, LOGISTICS)}
)
