"""Goods that come back, are exchanged or arrive broken, folded by the words of the metrics."""

from collections import Counter
from collections.abc import Iterator

from aftersales.records.after_sales import (
    Claim,
    ClaimStatus,
    Return,
    ReturnStatus,
)
from aftersales.records.cause import Cause
from aftersales.records.order import Order
from tests.metrics.on_paper.shop import Named, Pair, Shop, dollars, shipped_of, value_of, with_causes


def _returned(shop: Shop, stage: str) -> Pair:
    orders = {one.key for one in shop.sold if shop.holds(one.placed_at)}
    tells = stage == "requested" or shop.platform != "shopify" or _tells_arrivals(shop)
    units = shop.came_back(stage)
    return (
        sum(count for (order, _), count in units.items() if order in orders),
        sum(count for (order, _), count in shop.units.items() if order in orders and tells),
    )


def _tells_arrivals(shop: Shop) -> bool:
    newest = shop.newest(Return)
    return any(part.received for one in newest for part in one.lines)


def received(shop: Shop) -> Pair:
    """Units that came back."""
    return _returned(shop, "received")


def completed(shop: Shop) -> Pair:
    """Units that came back and were settled."""
    return _returned(shop, "completed")


def returned_value(shop: Shop) -> Pair:
    """What came back, in dollars."""
    orders = {one.key for one in shop.sold if shop.holds(one.placed_at)}
    worth = {name: price for name, price in shop.prices.items() if name[0] in orders}
    back = shop.came_back("requested")
    return (
        sum(back[name] * price for name, price in worth.items()),
        sum(shop.units[name] * price for name, price in worth.items()),
    )


def flow(shop: Shop) -> Pair:
    """Units that came in, of those that arrived at customers."""
    came = sum(part.received for one in shop.returns if shop.holds(one.received_at) for part in one.lines)
    went = 0
    for order in shop.sold if shop.platform != "shopify" or _tells_arrivals(shop) else ():
        arrived = [shop.lives[name].arrived_at for name in order.tracking_numbers if name in shop.lives]
        at = max((one for one in arrived if one), default=order.placed_at)
        went += sum(line.shipped for line in order.lines) if shop.holds(at) else 0
    return came, went


def undelivered(shop: Shop) -> Pair:
    """Orders that never arrived."""
    found = [one for one in shipped_of(shop) if shop.holds(one.placed_at)]
    return sum(shop.went_away(one) for one in found), len(found)


def unmatched(shop: Shop) -> Pair:
    """Units of orders that nobody knows."""
    orders = {one.key for one in shop.newest(Order)}
    found = [
        (one.order in orders, part)
        for one in shop.returns
        if shop.holds(one.requested_at)
        for part in one.lines
    ]
    return sum(part.quantity for known, part in found if not known), sum(part.quantity for _, part in found)


def exchanged_units(shop: Shop) -> Pair:
    """Units exchanged, or sent again without it."""
    orders = {one.key for one in shop.sold if shop.holds(one.placed_at)}
    swapped: Counter[Named] = Counter()
    for back in shop.returns:
        for part in back.lines if shop.outcome(back) == "exchange" else ():
            swapped[back.order, shop.place_of(back, part)[1]] += part.quantity
    found = Counter(swapped)
    for order, item, units in shop.again():
        if (order, item) not in swapped:
            found[order, item] += units
    counted = [name for name in shop.units if name[0] in orders]
    return sum(found[name] for name in counted), sum(shop.units[name] for name in counted)


def _resolved(shop: Shop) -> Iterator[tuple[Return, str, float]]:
    for back in shop.returns:
        what = shop.outcome(back)
        items = [(shop.place_of(back, part)[1], part.quantity) for part in back.lines]
        costs = [
            shop.prices[back.order, item] * units
            for item, units in items
            if (back.order, item) in shop.prices
        ]
        if what in {"refund", "exchange", "credit"} and costs and shop.holds(back.requested_at):
            yield back, str(what), sum(costs)


def retained(shop: Shop) -> Pair:
    """Value that stayed."""
    kept = total = 0.0
    for back, what, cost in _resolved(shop):
        out = sum(
            value_of(shop, one) for one in shop.settled if one.returned == back.key and one.form == "money"
        )
        kept += max(0.0, cost - out) if what != "refund" else 0
        total += cost
    return kept, total


def upsell(shop: Shop) -> Pair:
    """What customers paid on top."""
    found = [(back, cost) for back, what, cost in _resolved(shop) if what == "exchange"]
    paid = [back.difference for back, _ in found if back.difference]
    return sum(one.minor * (dollars(one.currency) or 0) for one in paid), sum(cost for _, cost in found)


def damaged(shop: Shop) -> Pair:
    """Units damaged on their way."""
    told: Counter[Named] = Counter()
    for back in shop.returns:
        for part in back.lines if back.status is not ReturnStatus.DECLINED else ():
            if part.cause is Cause.DAMAGED_IN_TRANSIT:
                told[back.order, shop.place_of(back, part)[1]] += part.quantity
    forced = {
        one.order for one in shop.newest(Claim)
        if one.cause is Cause.DAMAGED_IN_TRANSIT and one.status in {ClaimStatus.LOST, ClaimStatus.ACCEPTED}
    }  # fmt: skip
    orders = {one.key for one in shop.sold if shop.holds(one.placed_at)}
    counted = {name: units for name, units in shop.units.items() if name[0] in orders}
    hurt = sum(units if name[0] in forced else min(units, told[name]) for name, units in counted.items())
    return hurt, sum(counted.values())


def accurate(shop: Shop) -> Pair:
    """Orders without a wrong or missing item."""
    faulty = with_causes(shop, {"wrong_item", "missing_parts"})
    found = [one for one in shipped_of(shop) if shop.holds(one.placed_at)]
    return sum(one.key not in faulty for one in found), len(found)


def causes(shop: Shop) -> Counter[str]:
    """Units asked back by the branch of their cause."""
    found: Counter[str] = Counter()
    for back in shop.returns:
        for part in back.lines if shop.holds(back.requested_at) else ():
            if part.cause:
                found[part.cause.branch.value] += part.quantity
    return found


def processing(shop: Shop) -> list[float]:
    """Hours from arrival to the shelf; where nobody tells of an inspection, to the closing, unless that was at once."""
    found = []
    for back in shop.returns:
        closed = [
            one.updated_at for _, one in shop.versions(Return)[back.key] if one.status is ReturnStatus.CLOSED
        ]
        ended = back.processed_at or min(
            (at for at in closed[:1] if back.received_at and at > back.received_at), default=None
        )
        if back.received_at and ended and ended >= back.received_at and shop.holds(ended):
            found.append((ended - back.received_at).total_seconds() / 3600)
    return sorted(found)
