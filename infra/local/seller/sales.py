"""Orders and their way to the customer."""

from datetime import datetime, timedelta

from infra.local.seller.catalogue import POPULAR, Product, catalogue
from infra.local.seller.chance import Dice
from infra.local.seller.markets import AMAZON, MARKETS, SHOPIFY, SLOW_LANES, Market
from infra.local.seller.people import Person, person
from infra.local.seller.shapes import Line, Order, Parcel, Scan

_SIZES = {1: 0.78, 2: 0.18, 3: 0.04}
_BUSY = 6  # the strongest day of each week
_UNITS = {1: 0.93, 2: 0.06, 3: 0.01}
TEST_EVERY = 600
"""Every so many orders one is the shop's own test."""


class Customers:
    """Who has bought before: some come back, and a few of them also buy in the seller's other shop under the same address."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], list[Person]] = {}
        self._addresses: list[Person] = []

    def buyer(self, dice: Dice, market: Market, number: int) -> Person:
        """Return the customer of an order, new or known."""
        known = self._known.setdefault((market.store, market.country), [])
        if known and dice.happens(0.14):
            return dice.one(known)
        found = person(dice, market, number)
        if market.store != AMAZON and market.languages.get("en") and self._addresses and dice.happens(0.03):
            twin = dice.one(self._addresses)
            found = Person(
                twin.first, twin.last, twin.email, twin.language, found.id, twin.consents, twin.phone
            )
        elif market.store != AMAZON and found.language == "en":
            self._addresses.append(found)
        known.append(found)
        return found


def placed_times(dice: Dice, start: datetime, end: datetime, count: int) -> list[datetime]:
    """Return `count` moments of purchase, oldest first: growing by a third over the time, strong on Sundays, all distinct."""
    days = (end - start).days
    weights = {day: (1 + 0.33 * day / days) * (1.25 if day % 7 == _BUSY else 1.0) for day in range(days)}
    chosen: set[datetime] = set()
    while len(chosen) < count:
        chosen.add(dice.moment(start + timedelta(days=dice.weighted(weights))))
    return sorted(chosen)


def place(dice: Dice, index: int, placed_at: datetime, customers: Customers) -> Order:
    """Invent an order as it is at the moment of purchase."""
    market = MARKETS[dice.weighted(_SHARES)]
    return _order(dice, index, market, customers.buyer(dice, market, index), placed_at)


_SHARES = {index: market.share for index, market in enumerate(MARKETS)}
_WEIGHTS = {product.index: (POPULAR if product.problem else 1.0) for product in catalogue()}


def _order(dice: Dice, index: int, market: Market, buyer: Person, placed_at: datetime) -> Order:
    wanted: dict[int, Product] = {}
    for _ in range(dice.weighted(_SIZES)):
        product = catalogue()[dice.weighted(_WEIGHTS)]
        wanted[product.index] = product
    id_, number = identity(dice, index, market)
    return Order(
        index=index,
        market=market,
        id=id_,
        number=number,
        placed_at=placed_at,
        person=buyer,
        lines=tuple(
            Line(
                line_id(index, place, market),
                product,
                dice.weighted(_UNITS),
                product.prices[market.currency],
                0,
            )
            for place, product in enumerate(wanted.values())
        ),
        by_amazon=dice.happens(market.fba),
        is_test=market.store == SHOPIFY and index % TEST_EVERY == TEST_EVERY // 2,
    )


def identity(dice: Dice, index: int, market: Market) -> tuple[str, str]:
    """Return the platform's id and the number that people quote; on WooCommerce they differ, on Amazon they are one."""
    if market.marketplace:
        number = (
            f"{dice.one(market.marketplace.prefixes)}-{index * 7919 % 9000000 + 1000000}-{dice.digits(7)}"
        )
        return number, number
    if market.store == SHOPIFY:
        return str(5_400_910_000_000_000 + index * 32_771), str(1001 + index)
    return str(31_250 + index * 3), str(20_001 + index)


def line_id(index: int, place: int, market: Market) -> int:
    """Return the platform's id of an order line."""
    if market.store == SHOPIFY:
        return 13_700_100_000_000 + index * 100 + place
    return (90_100_000_000_000 if market.marketplace else 61_000) + index * 10 + place


def fulfil(dice: Dice, order: Order, end: datetime) -> datetime | None:
    """Ship the order, or cancel it, as far as that happens before `end`; return when the goods arrive (None: not yet, or never)."""
    if dice.happens(0.02) and not order.is_test:
        cancelled_at = order.placed_at + dice.hours(1, 20)
        order.cancelled_at = cancelled_at if cancelled_at < end else None
        return None
    shipped_at = order.placed_at + dice.around(11 if order.by_amazon else 22, 0.5)
    if shipped_at >= end:
        return None
    order.shipped_at = shipped_at
    short = len(order.lines) > 1 and order.market.store == SHOPIFY and dice.happens(0.05)
    order.lines = tuple(
        Line(line.id, line.product, line.quantity, line.price, 0 if short and place else line.quantity)
        for place, line in enumerate(order.lines)
    )
    parcel, arrived = _travel(dice, order, shipped_at)
    if not order.by_amazon:
        order.parcel = _until(parcel, end)
    return arrived if arrived and arrived < end else None


def _travel(dice: Dice, order: Order, shipped_at: datetime) -> tuple[Parcel, datetime | None]:
    low, high = order.market.transit_days
    slow = (order.market.store, order.market.country) in SLOW_LANES
    days = dice.days(low, high) * (2.1 if slow else 1)
    arrives: datetime | None = shipped_at + timedelta(seconds=int(days.total_seconds()))
    city = order.market.cities[order.index % len(order.market.cities)][0]
    scans = [
        Scan(
            shipped_at + dice.hours(2, 9), "InTransit", "InTransit_PickedUp", "Picked up by carrier", "Origin"
        ),
        Scan(
            shipped_at + dice.hours(14, 30), "InTransit", "InTransit_Departure", "Departed facility", "Origin"
        ),
    ]
    trouble = _trouble(dice, slow=slow)
    if trouble:
        kind, text, late, lost = trouble
        at = shipped_at + timedelta(days=high) + dice.hours(1, 40)
        scans.append(Scan(at, kind.split("_")[0], kind, text, city))
        arrives = None if lost else max(arrives or at, at) + dice.days(0.5, late)
    if arrives:
        scans.append(Scan(arrives, "Delivered", "Delivered_Other", "Delivered", city))
    number = _tracking(dice, order)
    return Parcel(number, shipped_at, tuple(scans), arrives, shipped_at + timedelta(days=high)), arrives


def _trouble(dice: Dice, *, slow: bool) -> tuple[str, str, float, bool] | None:
    """Return sub-status, the carrier's words, days until it goes on, and whether it never does."""
    if dice.happens(0.22 if slow else 0.008):
        return "Exception_Delayed", "Delayed, waiting for onward transport", 8.0, False
    if dice.happens(0.012):
        return "DeliveryFailure_NoBody", "Nobody at home, new attempt planned", 2.0, False
    if dice.happens(0.004):
        return "Exception_Lost", "Investigation closed, item lost", 0.0, True
    return None


def _tracking(dice: Dice, order: Order) -> str:
    return f"{order.market.country}{order.index:06d}{dice.digits(6)}"


def _until(parcel: Parcel, end: datetime) -> Parcel:
    scans = tuple(scan for scan in parcel.scans if scan.at < end)
    delivered = parcel.delivered_at if parcel.delivered_at and parcel.delivered_at < end else None
    return Parcel(parcel.number, parcel.shipped_at, scans, delivered, parcel.promised_at)
