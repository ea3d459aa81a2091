"""Parcels: when they left, when they were due, whether they were lost."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from infra.local.seller.formats.seventeentrack import reported
from infra.local.seller.markets import AMAZON, SHOPIFY
from infra.local.seller.office import LOST
from infra.local.seller.shapes import Order, World
from infra.local.seller.telling.sales import orders
from infra.local.seller.telling.told import Key, Told, sold_as

_SILENCE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Journey:
    """A parcel as anybody can know it: when it left, when something was heard of it, and what was promised."""

    order: Order
    left_at: datetime
    heard: tuple[datetime, ...]
    promised_at: datetime | None
    delivered_at: datetime | None
    lost_at: datetime | None


@lru_cache(maxsize=2)
def journeys(world: World) -> tuple[Journey, ...]:
    """Return the parcels that were ever heard of, replacements' and tests' too."""
    return tuple(one for order in world.orders if (one := _journey(order, world)))


def _journey(order: Order, world: World) -> Journey | None:
    parcel = order.parcel
    if parcel is None:
        return None
    if order.market.store == AMAZON:
        delivered = parcel.delivered_at
        heard = tuple(at for at in (parcel.shipped_at, delivered) if at)
        return Journey(order, parcel.shipped_at, heard, deliver_until(order), delivered, None)
    told = [parcel.scans[place] for place in reported(parcel, world)]
    own = [parcel.shipped_at] if order.market.store == SHOPIFY else []
    # 17TRACK repeats all scans with each push, and names the pick-up.
    left = own or [parcel.scans[0].at for _ in told[:1]]
    if not left:
        return None
    lost = next((scan.at for scan in told if scan.sub_status == LOST), None)
    heard = (*own, *(scan.at for scan in told))
    return Journey(order, left[0], heard, parcel.promised_at if told else None, parcel.delivered_at, lost)


def deliver_until(order: Order) -> datetime:
    """Return the end of the days that Amazon names for the delivery."""
    low, high = order.market.transit_days
    begin = order.placed_at.replace(hour=7, minute=0, second=0) + timedelta(days=low + 1)
    return begin + timedelta(days=high - low + 1)


def ship_by(order: Order) -> datetime:
    """Return until when Amazon wants an order handed over."""
    return order.placed_at.replace(hour=7, minute=0, second=0) + timedelta(days=3)


def _warehouse(order: Order) -> Key:
    return "amazon" if order.by_amazon else None


def dispatched(world: World) -> Iterator[Told]:
    """Parcels handed over in time, of those due; of what Amazon sends itself nobody tells when it left."""
    for order in orders(world):
        if order.market.store != AMAZON or order.cancelled_at or (order.by_amazon and order.shipped_at):
            continue
        in_time = order.parcel is not None and order.parcel.shipped_at <= ship_by(order)
        carrier = order.market.carrier[1] if order.parcel else None
        yield Told(
            at=ship_by(order), plus=in_time, of=1, part=_warehouse(order), carrier=carrier, **sold_as(order)
        )  # fmt: skip


def delivered(world: World) -> Iterator[Told]:
    """Parcels delivered by the promised time, of those delivered or overdue."""
    known = {order.id for order in orders(world) if not order.cancelled_at}
    for one in journeys(world):
        if one.promised_at and one.order.id in known:
            in_time = one.delivered_at is not None and one.delivered_at <= one.promised_at
            yield Told(
                at=one.promised_at, plus=in_time, of=1, since=one.delivered_at if in_time else one.promised_at,
                carrier=one.order.market.carrier[1], **sold_as(one.order),
            )  # fmt: skip


def lost(world: World) -> Iterator[Told]:
    """Parcels declared lost, or not heard of for thirty days, of those handed over."""
    for one in journeys(world):
        left = Told(at=one.left_at, carrier=one.order.market.carrier[1])
        yield left.having(of=1)
        if one.lost_at:
            yield left.having(plus=1, since=one.lost_at)
        for heard, following in zip(one.heard, [*one.heard[1:], None], strict=True):
            ended = heard in {one.delivered_at, one.lost_at}
            if not ended and not (following and following <= heard + _SILENCE):
                yield left.having(plus=1, since=heard + _SILENCE, until=following)
