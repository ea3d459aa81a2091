"""The world: half a year of the demo seller, made from a seed. The same arguments give the same world, to the byte."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from infra.local.seller.aftermath import after, replacement
from infra.local.seller.chance import Dice
from infra.local.seller.markets import AMAZON, WOO, ZONE
from infra.local.seller.sales import Customers, fulfil, identity, place, placed_times
from infra.local.seller.shapes import Order, Review, World
from infra.local.seller.voices import converse, feedback, occasion, review

DAYS = 182


def bounds(now: datetime) -> tuple[datetime, datetime]:
    """Return start and end (excluded) of the half year that ends with yesterday, in the seller's zone."""
    today = now.astimezone(ZoneInfo(ZONE)).date()
    end = datetime.combine(today, time(0), ZoneInfo(ZONE)).astimezone(UTC)
    return end - timedelta(days=DAYS), end


def build(*, now: datetime, orders: int = 4000, seed: int = 20260807) -> World:
    """Make the world as it is known at `now` (aware); `orders` counts purchases, replacements come on top."""
    start, end = bounds(now)
    customers = Customers()
    found: list[Order] = []
    reviews: list[Review] = []
    for index, placed_at in enumerate(placed_times(Dice(seed, "times"), start, end, orders)):
        order = place(Dice(seed, f"order/{index}"), index, placed_at, customers)
        reviews += _live(seed, order, end)
        found.append(order)
    for order in list(found):
        second = _replaced(seed, order, len(found), end)
        if second:
            found.append(second)
    return World(seed, start, end, tuple(found), tuple(reviews))


def _live(seed: int, order: Order, end: datetime) -> list[Review]:
    """Let an order live until the world's end; return the reviews it led to."""
    arrived = fulfil(Dice(seed, f"way/{order.index}"), order, end)
    unwanted = after(Dice(seed, f"after/{order.index}"), order, arrived, end)
    voices = Dice(seed, f"voices/{order.index}")
    why = occasion(voices, order, arrived, unwanted, end)
    if why:
        order.conversation = converse(voices, order, why, end)
    if arrived is None or order.is_test:
        return []
    if order.market.store == AMAZON:
        order.feedback = feedback(voices, order, arrived, end)
    return review(voices, order, arrived, unwanted, end) if order.market.store == WOO else []


def _replaced(seed: int, order: Order, index: int, end: datetime) -> Order | None:
    """Return the replacement order that a case ended in, shipped if there was time."""
    dice = Dice(seed, f"again/{order.index}")
    found = replacement(dice, order, index, end)
    if found is None:
        return None
    code, at, lines = found
    id_, number = identity(dice, index, order.market)
    second = Order(
        index=index,
        market=order.market,
        id=id_,
        number=number,
        placed_at=at,
        person=order.person,
        lines=lines,
        by_amazon=order.by_amazon,
        replaces=order.id if order.market.store == AMAZON else order.number,
        replacement_code=code,
    )
    fulfil(dice, second, end)
    return second
