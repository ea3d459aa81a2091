"""Refunds, disputes, claims and second purchases, folded by the words of the metrics."""

from collections import Counter, defaultdict
from datetime import datetime, timedelta

from aftersales.records.after_sales import (
    Claim,
    ClaimStatus,
    Refund,
    RefundStatus,
)
from aftersales.records.cost import CarrierClaim
from aftersales.records.order import Order, OrderStatus
from tests.metrics.on_paper.shop import DECIDED, Pair, Shop, dollars, goods_of, paid_at, value_of, worth_of


def _paid(shop: Shop) -> list[Order]:
    return [one for one in shop.sales if one.paid and shop.holds(one.placed_at)]


def refunded_value(shop: Shop) -> Pair:
    """Money for goods that went back, of money for goods."""
    priced = {one.key: worth_of(one) * rate for one in _paid(shop) if (rate := dollars(one.currency or ""))}
    back = [one for one in shop.settled if one.order in priced and one.form == "money"]
    return sum(value_of(shop, one) for one in back), sum(priced.values())


def stock_out(shop: Shop) -> Pair:
    """Orders refunded for lack of stock, where anybody says what refunds are for."""
    out = {
        one.order for one in shop.settled
        if one.form == "money" and one.total.minor > 0 and one.purpose == "stock_out"
    }  # fmt: skip
    tells = any(one.purpose for one in shop.newest(Refund))
    return sum(one.key in out for one in _paid(shop)), len(_paid(shop)) if tells else 0


def unconverted(shop: Shop) -> Pair:
    """Orders in a money that nobody tells the worth of."""
    return sum(dollars(one.currency or "") is None for one in _paid(shop)), len(_paid(shop))


def refund_flow(shop: Shop) -> Pair:
    """Money that went out."""
    rates = [
        (one.total.minor, dollars(one.total.currency))
        for one in shop.settled if one.form == "money" and shop.holds(paid_at(one))
    ]  # fmt: skip
    return sum(minor * rate for minor, rate in rates if rate), sum(rate is not None for _, rate in rates)


def granted_open(shop: Shop) -> Pair:
    """Refunds granted whose money has not gone, or never will."""
    found = [one for one in shop.newest(Refund) if one.created_at < shop.period.end]
    done = [one for one in found if one.status is RefundStatus.SETTLED and paid_at(one) < shop.period.end]
    return len(found) - len(done), 0


def kinds(shop: Shop) -> Counter[str]:
    """Refunds by what they were for."""
    return Counter(shop.kind(one) for one in shop.settled if shop.holds(one.settled_at))


def disputed(shop: Shop) -> Pair:
    """Orders with a dispute."""
    names = {one.order for one in shop.newest(Claim)}
    return sum(one.key in names for one in _paid(shop)), len(_paid(shop))


def disputes_lost(shop: Shop) -> Pair:
    """Disputes lost, of those decided."""
    paid = {one.key for one in _paid(shop)}
    found = [one.status for one in shop.newest(Claim) if one.order in paid and one.status in DECIDED]
    return sum(one is not ClaimStatus.WON for one in found), len(found)


def claims_accepted(shop: Shop) -> Pair:
    """Carriers' yes."""
    found = [one for one in shop.newest(CarrierClaim) if shop.holds(one.filed_at)]
    return sum(one.status == "accepted" for one in found), len(found)


def claims_recovered(shop: Shop) -> Pair:
    """Carriers' money."""
    found = [one for one in shop.newest(CarrierClaim) if shop.holds(one.filed_at)]
    rated = [(one, rate) for one in found if (rate := dollars(one.claimed.currency))]
    got = [one.recovered.minor * rate for one, rate in rated if one.recovered and one.status == "accepted"]
    return sum(got), sum(one.claimed.minor * rate for one, rate in rated)


def came_again(shop: Shop) -> Pair:
    """Customers who bought again within ninety days."""
    bought: dict[str, list[datetime]] = defaultdict(list)
    for one in shop.sales:
        back = sum(goods_of(refund) for refund in shop.settled if refund.order == one.key)
        if one.paid and one.customer and one.status is not OrderStatus.CANCELLED and back < worth_of(one):
            bought[one.customer.key].append(one.placed_at)
    firsts = [sorted(times) for times in bought.values() if shop.holds(min(times))]
    return sum(len(one) > 1 and one[1] <= one[0] + timedelta(days=90) for one in firsts), len(firsts)
