"""Dashboards about goods: what comes back, what customers say of it, and how it travelled."""

from aftersales.desk.layout import NEGATIVE, REFUND, RETURN, Dashboard, Scorecard, Section, Split

RETURNS = Dashboard(
    "returns",
    ("store", "market", "platform", "sku", "cause"),
    (
        Section(
            name="returns",
            headlines=(
                RETURN,
                "return_rate.units_received.by_order",
                "return_rate.units_completed.by_order",
                "return_rate.orders.by_order",
                "return_rate.value.by_order",
                "return_flow.by_receipt",
                "undelivered_rate.by_order",
                "unmatched_return_share.by_request",
            ),
            trends=(RETURN, "return_flow.by_receipt"),
            splits=(
                Split(RETURN, "sku", 10),
                Split(RETURN, "market"),
                Split(RETURN, "platform"),
                Split(RETURN, "store"),
            ),
        ),
        Section(name="return_causes", splits=(Split("return_cause_share.by_request", "cause", 10),)),
        Section(
            name="refunds",
            headlines=(
                REFUND,
                "refund_rate.value.by_order",
                "refund_flow.by_settlement",
                "refund_granted_open",
                "stock_out_refund_rate.by_order",
                "dispute_rate.by_order",
                "dispute_lost_share",
                "unconverted_orders.by_order",
            ),
            trends=(REFUND, "refund_rate.value.by_order"),
            splits=(Split("refund_kind_share.by_settlement"), Split(REFUND, "market")),
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
    ("store", "market", "platform", "sku", "channel", "cause"),
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
                NEGATIVE,
                "neg_review_posted_rate.by_review",
                "star_mean.by_review",
                "recovered_reviews.by_review",
                "neg_per_1000_units.by_order",
                "neg_seller_feedback_rate",
                "ncx_like.by_order",
            ),
            trends=(NEGATIVE, "star_mean.by_review"),
            splits=(
                Split("star_distribution.by_review"),
                Split("verbal_ratings.by_review"),
                Split(NEGATIVE, "sku", 10),
                Split(NEGATIVE, "platform"),
                Split(NEGATIVE, "market"),
            ),
        ),
        Section(name="reading", headlines=("label_override_rate", "label_precision")),
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
