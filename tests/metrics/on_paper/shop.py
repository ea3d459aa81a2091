"""One store's records as plain Python reads them."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TypeVar

from aftersales.metrics.period import Period
from aftersales.records.after_sales import (
    Claim,
    ClaimStatus,
    Refund,
    RefundStatus,
    Replacement,
    Resolution,
    Return,
    ReturnLine,
    ReturnStatus,
)
from aftersales.records.fact import Fact
from aftersales.records.order import Order, OrderStatus
from aftersales.records.parcel import Parcel
from tests.metrics.on_paper.journey import AWAY, Life
from tests.metrics.on_paper.random_stores import PER_EURO

R = TypeVar("R")
Pair = tuple[float, float]
Named = tuple[str | None, str | None]
"""An order's key and an item of it."""

_DECIMALS = {"USD": 2, "JPY": 0}
DECIDED = {ClaimStatus.WON, ClaimStatus.LOST, ClaimStatus.ACCEPTED}
OF_PRODUCT = {"quality", "size_fit", "not_as_described", "wrong_item", "missing_parts"}


def dollars(currency: str) -> float | None:
    """What a minor unit is worth; a Taiwan dollar’s worth nobody tells."""
    if currency not in PER_EURO:
        return None
    return float(PER_EURO["USD"] / PER_EURO[currency] / 10 ** _DECIMALS[currency])


@dataclass(frozen=True)
class Shop:
    """One store's facts, asked for a period with all that was ever told."""

    name: str
    platform: str
    facts: Sequence[Fact]
    period: Period

    def versions(self, kind: type[R]) -> dict[str, list[tuple[Fact, R]]]:
        """Every state of each record of a kind, the newest last."""
        found: dict[str, list[tuple[Fact, R]]] = defaultdict(list)
        for one in sorted(set(self.facts), key=lambda one: (one.version, one.id)):
            if isinstance(one.record, kind):
                found[one.record.key].append((one, one.record))
        return found

    def newest(self, kind: type[R]) -> list[R]:
        """The newest state of each record of a kind."""
        return [states[-1][1] for states in self.versions(kind).values()]

    def holds(self, at: datetime | None) -> bool:
        """Whether a moment lies in the period."""
        return at is not None and self.period.start <= at < self.period.end

    @cached_property
    def sales(self) -> list[Order]:
        """Orders that are neither tests nor replacements."""
        resent = {one.new_order for one in self.newest(Replacement)}
        return [
            one for one in self.newest(Order) if not one.is_test and not one.replaces and one.key not in resent
        ]  # fmt: skip

    @cached_property
    def lives(self) -> dict[str, Life]:
        """Parcels by number."""
        return {key: Life([one for _, one in states]) for key, states in self.versions(Parcel).items()}

    @cached_property
    def returns(self) -> list[Return]:
        """Returns that were not withdrawn, asked for when they were first seen."""
        found = [
            states[-1][1].having(requested_at=min(one.requested_at for _, one in states))
            for states in self.versions(Return).values()
        ]
        return [one for one in found if one.status is not ReturnStatus.CANCELLED]

    @cached_property
    def settled(self) -> list[Refund]:
        """Refunds whose money has gone; any version may have told the return, and what it was for."""
        found = []
        for states in self.versions(Refund).values():
            versions = [one for _, one in states]
            told = {
                name: max((value for one in versions if (value := getattr(one, name))), default=None)
                for name in ("returned", "purpose")
            }
            if versions[-1].status is RefundStatus.SETTLED:
                found.append(versions[-1].having(**told))
        return found

    def went_away(self, order: Order) -> bool:
        """Whether every parcel of an order is known to have gone back or to be lost."""
        lives = [self.lives.get(number) for number in order.tracking_numbers]
        return bool(lives) and all(life is not None and life.states[-1].status in AWAY for life in lives)

    @cached_property
    def sold(self) -> list[Order]:
        """Sales that reached somebody, where returns are told at all."""
        tells = self.platform != "woocommerce" or bool(self.versions(Return))
        return [
            one for one in self.sales
            if tells and one.status is not OrderStatus.CANCELLED and not self.went_away(one)
            and any(line.shipped for line in one.lines)
        ]  # fmt: skip

    @cached_property
    def units(self) -> Counter[Named]:
        """Units shipped of each item of a sold order."""
        found: Counter[Named] = Counter()
        for order in self.sold:
            for line in order.lines:
                found[order.key, line.sku] += line.shipped
        return +found

    @cached_property
    def prices(self) -> dict[Named, float]:
        """What a unit of each item was worth, in dollars, on average."""
        spent: dict[Named, float] = defaultdict(float)
        for order in self.sold:
            rate = dollars(order.currency or "")
            for line in order.lines if rate else ():
                spent[order.key, line.sku] += (
                    (line.price.minor if line.price else 0) * line.shipped * (rate or 0)
                )
        return {name: spent[name] / units for name, units in self.units.items() if name in spent}

    def place_of(self, back: Return, part: ReturnLine) -> tuple[str | None, str | None]:
        """Return the order's line and item that a returned line is of; a line that the order does not have is none."""
        order = next((one for one in self.sales if one.key == back.order), None)
        known = next((one for one in order.lines if one.key == part.line), None) if order else None
        return (known.key, known.sku) if known else (None, part.sku)

    def came_back(self, stage: str) -> Counter[Named]:
        """Units of each sold item that came to a stage, no more than were shipped: first by line, then by item."""
        named: Counter[tuple[str | None, str | None, str | None]] = Counter()
        for back in self.returns:
            for part in back.lines if stage != "completed" or self.is_settled(back) else ():
                line, item = self.place_of(back, part)
                named[back.order, line, item] += part.quantity if stage == "requested" else part.received
        shipped: dict[tuple[str | None, str | None, str | None], int] = {
            (order.key, line.key, line.sku): line.shipped for order in self.sold for line in order.lines
        }
        found: Counter[Named] = Counter()
        for (order, line, item), units in named.items():
            found[order, item] += min(units, shipped.get((order, line, item), 0)) if line else units
        return Counter(
            {name: min(units, self.units[name]) for name, units in found.items() if self.units[name]}
        )

    def _repaid(self, back: Return) -> list[Refund]:
        later = [one for one in self.settled if one.order and one.order == back.order and not one.returned]
        is_over = back.status in {ReturnStatus.RECEIVED, ReturnStatus.CLOSED} and (
            back.received_at is None or back.received_at > back.requested_at
        )
        found = [one for one in self.settled if one.returned == back.key]
        found += [one for one in later if is_over and paid_at(one) >= back.requested_at]
        return [one for one in found if one.total.minor > 0]

    def is_settled(self, back: Return) -> bool:
        """Whether the customer has had money, credit or an exchange; for goods that have arrived any money of the order will do."""
        if back.resolution is not Resolution.OPEN:
            return back.resolution is not Resolution.NOTHING
        if back.status is ReturnStatus.DECLINED:
            return False
        arrived = back.received_at
        unnamed = [one for one in self.settled if one.order and one.order == back.order and not one.returned]
        later = [one for one in unnamed if arrived and paid_at(one) >= arrived and one.total.minor > 0]
        return bool(self._repaid(back) or later)

    def outcome(self, back: Return) -> str | None:
        """What a request came to."""
        if back.resolution is not Resolution.OPEN:
            return back.resolution.value
        if back.status is ReturnStatus.DECLINED:
            return "nothing"
        forms = {one.form for one in self._repaid(back)}
        return ("refund" if "money" in forms else "credit") if forms else None

    def again(self) -> Iterator[tuple[str | None, str | None, int]]:
        """Yield order, item and units of whatever was sent a second time."""
        for sent in self.newest(Replacement):
            yield sent.order, sent.sku, sent.quantity
        told = {one.new_order for one in self.newest(Replacement)}
        names = {name: one.key for one in self.newest(Order) for name in (one.key, one.number)}
        for order in self.newest(Order):
            first = names.get(order.replaces or "")
            if (
                first
                and order.status is not OrderStatus.CANCELLED
                and not order.is_test
                and order.key not in told
            ):
                yield from ((first, line.sku, line.shipped) for line in order.lines if line.shipped)

    def kind(self, refund: Refund) -> str:
        """What a refund was for."""
        order = next((one for one in self.sales if one.key == refund.order), None)
        forced = {ClaimStatus.LOST, ClaimStatus.ACCEPTED}
        claims = [
            one for states in self.versions(Claim).values() for _, one in states if one.status in forced
        ]
        goods = goods_of(refund)
        rules = (
            (refund.total.minor < 0, "reversal"),
            (refund.form == "credit", "credit"),
            (refund.purpose is not None, refund.purpose),
            (refund.order is not None and any(one.order == refund.order for one in claims), "claim"),
            (order is not None and order.status is OrderStatus.CANCELLED, "cancellation"),
            (order is not None and not any(line.shipped for line in order.lines), "cancellation"),
            (goods == 0 and refund.shipping == refund.total, "shipping"),
            (goods == 0, "goodwill"),
            (
                refund.returned is None and not self._has_return(refund) and bool(self.versions(Return)),
                "returnless",
            ),
            (order is not None and self._so_far(refund) >= worth_of(order), "full"),
        )
        return next((str(name) for holds, name in rules if holds), "partial")

    def _has_return(self, refund: Refund) -> bool:
        return refund.order is not None and any(one.order == refund.order for one in self.returns)

    def _so_far(self, refund: Refund) -> int:
        place = (paid_at(refund), refund.key)
        before = [
            one for one in self.settled if one.order == refund.order and (paid_at(one), one.key) <= place
        ]
        return sum(goods_of(one) for one in before)


def paid_at(refund: Refund) -> datetime:
    """When the money of a refund went."""
    return refund.settled_at or refund.created_at


def goods_of(refund: Refund) -> int:
    """What of a refund is for goods, in minor units."""
    return (refund.goods or refund.total).minor


def worth_of(order: Order) -> int:
    """What an order's goods cost, in minor units."""
    return sum((line.price.minor if line.price else 0) * line.ordered for line in order.lines)


def shipped_of(shop: Shop) -> list[Order]:
    """Sales of which something left the house."""
    alive = [one for one in shop.sales if one.status is not OrderStatus.CANCELLED]
    return [one for one in alive if any(line.shipped for line in one.lines)]


def with_causes(shop: Shop, branches: set[str]) -> set[str | None]:
    """Orders with a return of a branch of causes."""
    return {
        back.order
        for back in shop.returns
        for part in back.lines
        if part.cause and part.cause.branch.value in branches
    }


def value_of(shop: Shop, refund: Refund) -> float:
    """What a refund is worth for goods, in dollars."""
    order = next((one for one in shop.sales if one.key == refund.order), None)
    return goods_of(refund) * (dollars(refund.total.currency) or 0) if order else 0
