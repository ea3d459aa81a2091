"""Every contract about goods with the fold that it must equal."""

from tests.metrics.on_paper import goods, money, opinions, ways

FOLDS = {
    "return_rate.units_received.by_order": goods.received,
    "return_rate.units_completed.by_order": goods.completed,
    "return_rate.value.by_order": goods.returned_value,
    "return_flow.by_receipt": goods.flow,
    "undelivered_rate.by_order": goods.undelivered,
    "unmatched_return_share.by_request": goods.unmatched,
    "exchange_rate.units.by_order": goods.exchanged_units,
    "retained_ratio.by_request": goods.retained,
    "exchange_upsell.by_request": goods.upsell,
    "refund_rate.value.by_order": money.refunded_value,
    "stock_out_refund_rate.by_order": money.stock_out,
    "unconverted_orders.by_order": money.unconverted,
    "refund_flow.by_settlement": money.refund_flow,
    "refund_granted_open": money.granted_open,
    "dispute_rate.by_order": money.disputed,
    "dispute_lost_share": money.disputes_lost,
    "claim_acceptance": money.claims_accepted,
    "claim_recovery": money.claims_recovered,
    "damage_rate": goods.damaged,
    "accuracy": goods.accurate,
    "ncx_like.by_order": opinions.bad_experiences,
    "neg_review_posted_rate.by_review": opinions.posted_negative,
    "recovered_reviews.by_review": opinions.recovered,
    "neg_seller_feedback_rate": opinions.feedback,
    "neg_per_1000_units.by_order": opinions.negative_per_units,
    "repurchase_rate.by_cohort": money.came_again,
    "on_time_dispatch": ways.dispatched,
    "on_time_delivery": ways.delivered,
    "on_time_delivery.all_causes": ways.delivered_all,
}
PARTS = {
    "refund_kind_share.by_settlement": money.kinds,
    "return_cause_share.by_request": goods.causes,
    "verbal_ratings.by_review": opinions.in_words,
}
