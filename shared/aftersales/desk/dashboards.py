"""All dashboards, as data; the first is the overview of the others."""

from types import MappingProxyType

from aftersales.desk.goods_boards import LOGISTICS, RETURNS, REVIEWS
from aftersales.desk.layout import NEGATIVE, REFUND, RETURN, Dashboard, Scorecard, Section, Split
from aftersales.desk.service_boards import PEOPLE, SERVICE

HEALTH = Dashboard(
    "health",
    ("store", "market", "platform", "sku"),
    (
        Section(
            name="overview",
            headlines=(
                RETURN,
                REFUND,
                NEGATIVE,
                "ncx_like.by_order",
                "first_response",
                "resolution_rate.by_opened",
                "csat.share",
                "on_time_delivery",
            ),
            trends=(RETURN, NEGATIVE, "first_response", "conversations_started"),
        ),
        Section(name="causes", splits=(Split("cause_share.by_opened"), Split(RETURN, "sku"))),
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
                    RETURN,
                    REFUND,
                    NEGATIVE,
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
                Split(RETURN, "platform"),
                Split(REFUND, "platform"),
                Split(NEGATIVE, "platform"),
                Split("first_response", "platform"),
                Split("dispute_rate.by_order", "platform"),
                Split("on_time_delivery", "platform"),
            ),
        ),
        Section(name="markets", splits=(Split(RETURN, "market"), Split(NEGATIVE, "market"))),
    ),
)

DASHBOARDS = MappingProxyType(
    {one.name: one for one in (HEALTH, RETURNS, REVIEWS, SERVICE, PEOPLE, PLATFORMS, LOGISTICS)}
)
