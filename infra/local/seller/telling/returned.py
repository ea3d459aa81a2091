"""Returns and exchanges."""

from collections.abc import Iterator
from datetime import datetime

from infra.local.seller.markets import AMAZON, SHOPIFY
from infra.local.seller.phrases import said_cause
from infra.local.seller.shapes import Order, Return, World
from infra.local.seller.telling.sales import (
    Units,
    coded,
    lost_at,
    orders,
    returns,
    settled_at,
    shipped,
    sold,
    units_back,
    worth,
)
from infra.local.seller.telling.told import Told, sold_as


def _sold(world: World) -> Iterator[Told]:
    for order, line in sold(world):
        yield Told(at=order.placed_at, of=line.shipped, **sold_as(order, line))


def _came(one: Units, since: datetime, units: float) -> Told:
    return Told(at=one.order.placed_at, plus=units, since=since, **sold_as(one.order, one.line))


def requested(world: World) -> Iterator[Told]:
    """Units asked back of units shipped."""
    yield from _sold(world)
    yield from (_came(one, one.asked_at, one.count) for one in units_back(world))


def received(world: World) -> Iterator[Told]:
    """Units that came back of units shipped, where somebody tells of arrivals: Shopify does not."""
    yield from (one for one in _sold(world) if one.store != SHOPIFY)
    for one in units_back(world):
        if one.arrived_at:
            yield _came(one, one.arrived_at, one.count)


def completed(world: World) -> Iterator[Told]:
    """Units that came back and were settled, of those shipped."""
    yield from (one for one in _sold(world) if one.store != SHOPIFY)
    for one in units_back(world):
        if one.settled_at:
            yield _came(one, one.settled_at, one.count)


def value(world: World) -> Iterator[Told]:
    """What the units asked back cost, of what the units shipped cost."""
    for order, line in sold(world):
        total = worth(order, line.price) * line.shipped
        yield Told(at=order.placed_at, of=total, **sold_as(order, line))
    for one in units_back(world):
        yield _came(one, one.asked_at, one.count * worth(one.order, one.line.price))


def returned_orders(world: World) -> Iterator[Told]:
    """Orders with a unit asked back, of those of which something was shipped."""
    firsts: dict[str, Units] = {}
    for one in units_back(world):
        firsts.setdefault(one.order.id, one)
    seen = {order.id: order for order, _ in sold(world)}
    for order in seen.values():
        yield Told(at=order.placed_at, of=1, **sold_as(order))
    for one in firsts.values():
        yield Told(at=one.order.placed_at, plus=1, since=one.asked_at, **sold_as(one.order))


def flow(world: World) -> Iterator[Told]:
    """Units received back in a period, of those delivered in it; where no delivery is told, the order's day stands for it."""
    for order, line in sold(world):
        delivered = order.parcel.delivered_at if order.parcel else None
        if order.market.store != SHOPIFY:
            yield Told(at=delivered or order.placed_at, of=line.shipped, **sold_as(order, line))
    for order, back in returns(world):
        for part in back.lines if back.fate == "received" and order.market.store != SHOPIFY else ():
            yield Told(at=back.steps[-1][0], plus=part.quantity, **sold_as(order, part.line))


def undelivered(world: World) -> Iterator[Told]:
    """Orders that never arrived, of those shipped."""
    for order in shipped(world):
        yield Told(at=order.placed_at, of=1, **sold_as(order))
        if lost := lost_at(order):
            yield Told(at=order.placed_at, plus=1, since=lost, **sold_as(order))


def causes(world: World) -> Iterator[Told]:
    """Units asked back by the cause that the reason code tells."""
    for order, back in returns(world):
        for part in back.lines:
            cause = coded(part)
            units = part.quantity
            yield Told(
                at=back.requested_at, plus=units, of=units, part=cause.partition(".")[0], cause=cause,
                **sold_as(order, part.line),
            )  # fmt: skip


def unmatched(world: World) -> Iterator[Told]:
    """Units whose order nobody knows: here every return names its order."""
    for order, back in returns(world):
        for part in back.lines:
            yield Told(at=back.requested_at, of=part.quantity, **sold_as(order, part.line))


def outcome(order: Order, back: Return) -> tuple[str, datetime] | None:
    """Return what a request came to and when; one that a fulfilment centre dealt with unasked is no request."""
    if back.fate == "declined":
        # Amazon's report has no time of a refusal; it is dated by the request.
        return "nothing", back.requested_at if order.market.store == AMAZON else back.steps[-1][0]
    done = None if back.by_amazon else settled_at(order, back)
    return (back.outcome, done) if done and back.outcome else None


def exchanged(world: World) -> Iterator[Told]:
    """Requests that ended in an exchange, of those with an outcome."""
    for order, back in returns(world):
        if known := outcome(order, back):
            what, since = known
            yield Told(at=back.requested_at, plus=what == "exchange", of=1, since=since, **sold_as(order))


def exchanged_units(world: World) -> Iterator[Told]:
    """Units exchanged, or sent again without a return, of those shipped."""
    yield from _sold(world)
    swapped = set()
    for order, back in returns(world):
        if back.outcome == "exchange" and back.resolved_at and lost_at(order) is None:
            for part in back.lines:
                swapped.add((order.id, part.line.product.sku))
                yield Told(
                    at=order.placed_at, plus=part.quantity, since=back.resolved_at, **sold_as(order, part.line)
                )  # fmt: skip
    originals = {key: order for order in orders(world) for key in (order.id, order.number)}
    for again in world.orders:
        first = originals.get(again.replaces or "")
        for line in again.lines if first and lost_at(first) is None else ():
            if line.shipped and first and (first.id, line.product.sku) not in swapped:
                yield Told(
                    at=first.placed_at, plus=line.shipped, since=again.placed_at, **sold_as(first, line)
                )  # fmt: skip


def _resolved(world: World) -> Iterator[tuple[Order, str, Told]]:
    """Yield returns that came to money, credit or an exchange, with what the goods cost."""
    for order, back in returns(world):
        known = outcome(order, back)
        if known and known[0] != "nothing" and lost_at(order) is None:
            cost = sum(worth(order, part.line.price) * part.quantity for part in back.lines)
            yield order, known[0], Told(at=back.requested_at, of=cost, since=known[1], **sold_as(order))


def retained(world: World) -> Iterator[Told]:
    """Value kept by exchanges, of the value of all returns that came to a result."""
    for _, what, told in _resolved(world):
        yield told.having(plus=told.of if what == "exchange" else 0)


def upsell(world: World) -> Iterator[Told]:
    """What customers paid on top in exchanges, of their value: nobody does here."""
    yield from (told for _, what, told in _resolved(world) if what == "exchange")


def damaged(world: World) -> Iterator[Told]:
    """Units sent back as damaged on their way, of those delivered."""
    for order, line in sold(world):
        carrier = order.market.carrier[1] if order.parcel else None
        yield Told(at=order.placed_at, of=line.shipped, carrier=carrier, **sold_as(order, line))
    for order, back in returns(world):
        for part in back.lines if back.fate != "declined" and lost_at(order) is None else ():
            if coded(part) == "damaged_in_transit":
                yield Told(
                    at=order.placed_at, plus=part.quantity, since=back.requested_at,
                    carrier=order.market.carrier[1] if order.parcel else None, **sold_as(order, part.line),
                )  # fmt: skip


def spoken_cause(back: Return) -> str | None:
    """Return what the customer's words on a return say of its cause, where a platform passes them on."""
    return next((cause for part in back.lines if part.comment and (cause := said_cause(part.comment))), None)
