"""Parcels, folded by the words of the metrics."""

from collections.abc import Iterator

from aftersales.records.order import Order, OrderStatus
from tests.metrics.on_paper.journey import ENDED, Life
from tests.metrics.on_paper.shop import Pair, Shop


def _sent(shop: Shop) -> Iterator[tuple[Order, Life | None]]:
    for order in shop.sales:
        if order.status is not OrderStatus.CANCELLED:
            for number in order.tracking_numbers or [""]:
                yield order, shop.lives.get(number)


def dispatched(shop: Shop) -> Pair:
    """Parcels that left in time, of those due."""
    found = []
    for order, life in _sent(shop):
        due = next((one.ship_by for _, one in shop.versions(Order)[order.key] if one.ship_by), None)
        gone = life is None and order.status in {OrderStatus.SHIPPED, OrderStatus.PART_SHIPPED}
        if due and shop.holds(due) and not gone:
            left = life.left_at if life else None
            found.append(left is not None and left <= due)
    return sum(found), len(found)


def _delivered(shop: Shop, *, held: bool) -> Pair:
    found = []
    for order, life in _sent(shop):
        if life is None or life.left_at is None or (not held and any(one.held_by for one in life.states)):
            continue
        told = [
            (fact.occurred_at, one.deliver_until)
            for fact, one in shop.versions(Order)[order.key]
            if one.deliver_until
        ]
        stood = [until for at, until in told if at <= life.left_at]
        # The promise is frozen when the parcel is handed over; one that came only later counts as the first.
        promised = stood[-1] if stood else told[0][1] if told else life.promised_at
        if shop.holds(promised):
            found.append(life.arrived_at is not None and promised is not None and life.arrived_at <= promised)
    return sum(found), len(found)


def delivered(shop: Shop) -> Pair:
    """Parcels in time, but for those that customs held."""
    return _delivered(shop, held=False)


def delivered_all(shop: Shop) -> Pair:
    """Parcels in time."""
    return _delivered(shop, held=True)


def lost(shop: Shop) -> Pair:
    """Parcels that are lost in the end: declared so, or on their way and never heard of again."""
    left = [life for life in shop.lives.values() if shop.holds(life.left_at)]
    return sum(life.states[-1].status not in ENDED for life in left), len(left)
