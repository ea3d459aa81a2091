"""The rules that ship, and how a workspace's own replace them."""

from aftersales.metrics.answering import FIRST_RESPONSE
from aftersales.metrics.catalogue import CONTRACTS
from aftersales.metrics.contacts import CAUSES
from aftersales.metrics.contract import Words
from aftersales.metrics.returns import RETURN_RATE
from aftersales.metrics.reviews import NEGATIVE_REVIEWS
from aftersales.records.alert_rule import AlertRule, Watch
from aftersales.records.workspace import Settings

NAMES = {
    "return_rate": Words(zh="退货率过高（按 SKU）", en="High return rate per product"),
    "negative_reviews": Words(zh="差评率过高（按 SKU）", en="Many bad reviews per product"),
    "refunds": Words(zh="退款率过高（按店铺）", en="High refund rate per store"),
    "first_response": Words(zh="首次响应过慢（按平台）", en="Slow first response per platform"),
    "on_time_delivery": Words(zh="准时送达率过低（按承运商）", en="Late deliveries per carrier"),
    "disputes": Words(zh="纠纷率过高（按店铺）", en="High dispute rate per store"),
    "return_growth": Words(zh="退货增长（按 SKU）", en="Returns growing per product"),
    "cause_growth": Words(zh="问题增长（按类型）", en="Problems growing by type"),
    "new_words": Words(zh="客户新说法", en="New words of customers"),
}
"""What the shipped rules are called."""


def shipped(settings: Settings) -> tuple[AlertRule, ...]:
    """Return the rules every workspace starts with; the first one follows the workspace's own figures."""
    return (
        AlertRule(
            id="return_rate",
            metric=RETURN_RATE.name,
            by=("sku",),
            threshold=settings.return_rate_alert,
            window_days=settings.alert_window_days,
            minimum=settings.minimum_units,
        ),
        AlertRule(
            id="negative_reviews", metric=NEGATIVE_REVIEWS.name, by=("sku",), threshold=0.3, window_days=90
        ),
        AlertRule(
            id="refunds",
            metric="refund_rate.orders.by_order",
            by=("store",),
            threshold=0.1,
            minimum=50,
            audience="readers",
        ),
        AlertRule(
            id="first_response",
            metric=FIRST_RESPONSE.name,
            by=("platform",),
            threshold=float(settings.first_answer_hours),
            window_days=7,
            minimum=10,
            audience="readers",
        ),
        AlertRule(
            id="on_time_delivery",
            metric="on_time_delivery",
            by=("carrier",),
            threshold=0.9,
            above=False,
            minimum=50,
            audience="readers",
        ),
        # Amazon suspends sellers from one order in a hundred with a defect.
        AlertRule(
            id="disputes",
            metric="dispute_rate.by_order",
            by=("store",),
            threshold=0.01,
            window_days=60,
            minimum=100,
            audience="readers",
        ),
        AlertRule(
            id="return_growth",
            watch=Watch.GROWTH,
            metric=RETURN_RATE.name,
            by=("sku",),
            window_days=28,
            minimum=settings.minimum_units,
        ),
        AlertRule(
            id="cause_growth",
            watch=Watch.GROWTH,
            metric=CAUSES.name,
            by=("cause",),
            window_days=14,
            minimum=10,
            audience="readers",
        ),
        AlertRule(id="new_words", watch=Watch.TERMS, window_days=7, minimum=5),
    )


def rules_of(settings: Settings) -> list[AlertRule]:
    """Return the rules of a workspace, inactive ones too: the shipped ones (or what replaces them), then its own."""
    own = {rule.id: rule for rule in settings.alert_rules}
    first = [own.pop(rule.id, rule) for rule in shipped(settings)]
    return [*first, *own.values()]


def watched(settings: Settings) -> list[AlertRule]:
    """Return the rules that are active and whose metric exists."""
    return [
        rule
        for rule in rules_of(settings)
        if rule.active and (rule.watch is Watch.TERMS or rule.metric in CONTRACTS)
    ]


def name_of(rule: str, metric: str, language: str) -> str:
    """Return what a rule is called; one of a seller's own goes by its figure."""
    if rule in NAMES:
        return NAMES[rule].in_language(language)
    return CONTRACTS[metric].title.in_language(language) if metric in CONTRACTS else rule
