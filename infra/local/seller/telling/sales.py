"""What the platforms let anybody know of sales: which orders and units count, what they were worth, what came back of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from infra.local.seller.causes import TOLD
from infra.local.seller.dollars import dollars
from infra.local.seller.markets import AMAZON, SHOPIFY, WOO
from infra.local.seller.office import LOST
from infra.local.seller.shapes import Line, Order, Return, Returned, World


def orders(world: World) -> Iterator[Order]:
    """Yield real sales: no tests, no replacements."""
    return (order for order in world.orders if not order.is_test and not order.replaces)


def paid(world: World) -> Iterator[Order]:
    """Yield sales that were paid."""
    return (order for order in orders(world) if order.paid)


def shipped(world: World) -> Iterator[Order]:
    """Yield sales of which something left the house."""
    found = (order for order in orders(world) if order.cancelled_at is None)
    return (order for order in found if any(line.shipped for line in order.lines))


def lost_at(order: Order) -> datetime | None:
    """Return when a parcel was declared lost; Amazon tells no such thing here."""
    if order.parcel is None or order.market.store == AMAZON:
        return None
    return next((scan.at for scan in order.parcel.scans if scan.sub_status == LOST), None)


def sold(world: World) -> Iterator[tuple[Order, Line]]:
    """Yield shipped lines that returns are set against.

    What was lost could not come back, and WooCommerce knows no returns: unknown is not zero.
    """
    for order in shipped(world):
        if order.market.store != WOO and lost_at(order) is None:
            yield from ((order, line) for line in order.lines if line.shipped)


def worth(order: Order, minor: int) -> float:
    """Return an amount in dollars at the rate of the order's day."""
    rate = dollars(order.market.currency, order.placed_at.date())
    if rate is None:
        raise LookupError(order.market.currency, order.placed_at)
    return minor * rate


def returns(world: World) -> Iterator[tuple[Order, Return]]:
    """Yield returns that were not withdrawn."""
    for order in world.orders:
        yield from ((order, back) for back in order.returns if back.counts)


@dataclass(frozen=True, slots=True)
class Units:
    """Units of a line that a return adds, no more than were shipped; `arrived_at` and `settled_at` as far as anybody is told."""

    order: Order
    line: Line
    back: Return
    count: int
    asked_at: datetime
    arrived_at: datetime | None
    settled_at: datetime | None


def units_back(world: World) -> Iterator[Units]:
    """Yield what returns add to the lines that they can be set against."""
    taken: dict[tuple[str, int], int] = {}
    counted = {(order.id, line.id) for order, line in sold(world)}
    for order, back in sorted(returns(world), key=lambda pair: pair[1].requested_at):
        for part in back.lines:
            place = order.id, part.line.id
            left = part.line.shipped - taken.get(place, 0)
            if place in counted and left:
                taken[place] = taken.get(place, 0) + min(left, part.quantity)
                yield _units(order, part, back, min(left, part.quantity))


def _units(order: Order, part: Returned, back: Return, count: int) -> Units:
    arrived = arrived_at(order, back)
    settled = settled_at(order, back)
    done = max(arrived, settled) if arrived and settled else None
    return Units(order, part.line, back, count, back.requested_at, arrived, done)


def arrived_at(order: Order, back: Return) -> datetime | None:
    """Return when the goods are known to have arrived: Shopify only tells that a return was closed."""
    return back.steps[-1][0] if back.fate == "received" and order.market.store != SHOPIFY else None


def settled_at(order: Order, back: Return) -> datetime | None:
    """Return when the customer had what the return was for: an exchange, or money that has gone."""
    if back.outcome == "exchange":
        return back.resolved_at
    own = [refund.at for refund in order.refunds if refund.returned == back.id and refund.settled]
    return min(own, default=None)


def coded(part: Returned) -> str:
    """Return the cause that the platform's reason code tells."""
    return TOLD[part.code.removeprefix("CR-")]
