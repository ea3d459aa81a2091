"""What customers do in the end: bad experiences, slips in shipping, buying again; and what it all cost."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from infra.local.seller.dollars import dollars
from infra.local.seller.markets import ZONE
from infra.local.seller.office import recoveries
from infra.local.seller.shapes import Order, World
from infra.local.seller.telling.casebook import Noted, casebook
from infra.local.seller.telling.money import kind
from infra.local.seller.telling.returned import outcome
from infra.local.seller.telling.sales import arrived_at, coded, orders, paid, returns, shipped, sold
from infra.local.seller.telling.told import Told, sold_as

_OF_PRODUCT = {"quality", "size_fit", "not_as_described", "wrong_item", "missing_parts"}
_SLIPS = {"wrong_item", "missing_parts"}
_COMES_BACK = timedelta(days=90)


def _troubled(world: World, of_case: set[str], of_return: set[str]) -> Mapping[str, datetime]:
    """Return since when orders have trouble of a kind, by dossier."""
    found: dict[str, list[datetime]] = defaultdict(list)
    for one in casebook(world):
        if (one.told.cause or "").partition(".")[0] in of_case:
            found[one.case.dossier].append(one.case.opened_at)
    for order, back in returns(world):
        if any(coded(part).partition(".")[0] in of_return for part in back.lines):
            found[f"{order.market.store}/{order.id}"].append(back.requested_at)
    return {dossier: min(times) for dossier, times in found.items()}


def bad_experiences(world: World) -> Iterator[Told]:
    """Orders with a bad experience of the product, of those that reached somebody."""
    since = _troubled(world, {*_OF_PRODUCT, "complaint"}, _OF_PRODUCT)
    for order in {order.id: order for order, _ in sold(world)}.values():
        yield Told(at=order.placed_at, of=1, **sold_as(order))
        if at := since.get(f"{order.market.store}/{order.id}"):
            yield Told(at=order.placed_at, plus=1, since=at, **sold_as(order))


def accurate(world: World) -> Iterator[Told]:
    """Orders without a wrong or missing item, of those shipped."""
    since = _troubled(world, _SLIPS, _SLIPS)
    for order in shipped(world):
        told = Told(at=order.placed_at, part="amazon" if order.by_amazon else None, **sold_as(order))
        yield told.having(plus=1, of=1, until=since.get(f"{order.market.store}/{order.id}"))
        if f"{order.market.store}/{order.id}" in since:
            yield told.having(of=1, since=since[f"{order.market.store}/{order.id}"])


@lru_cache(maxsize=2)
def _bought(world: World) -> Mapping[str, list[Order]]:
    """Return real purchases by customer, oldest first: not cancelled, not paid back in full."""
    found: dict[str, list[Order]] = defaultdict(list)
    for order in sorted(paid(world), key=lambda order: order.placed_at):
        if sum(refund.amount for refund in order.refunds if refund.settled) < order.total:
            found[order.person.email].append(order)
    return found


def came_back(world: World) -> Iterator[Told]:
    """Customers who bought again within ninety days of their first purchase, of all."""
    for first, *later in _bought(world).values():
        told = Told(at=first.placed_at, **sold_as(first))
        yield told.having(of=1)
        if later and later[0].placed_at <= first.placed_at + _COMES_BACK:
            yield told.having(plus=1, since=later[0].placed_at)


def _watched(told: Told, customer: str, world: World) -> Iterator[Told]:
    yield told.having(of=1)
    again = [order.placed_at for order in _bought(world).get(customer, ())]
    later = [at for at in again if told.at < at <= told.at + _COMES_BACK]
    if later:
        yield told.having(plus=1, since=min(later))


def _helped(world: World) -> Iterator[tuple[Noted, datetime, str]]:
    for one in casebook(world):
        if one.resolved_at and one.customer:
            yield one, one.resolved_at, one.customer


def after_case(world: World) -> Iterator[Told]:
    """Cases whose customer bought again within ninety days, of those resolved."""
    for one, ended, customer in _helped(world):
        yield from _watched(one.at(ended), customer, world)


def without_case(world: World) -> Iterator[Told]:
    """The same of customers without a case, from when cases of such orders were resolved on average."""
    lags: dict[tuple[str, str, date], list[float]] = defaultdict(list)
    for one, ended, _ in _helped(world):
        order = one.case.order
        if order and one.case.dossier == f"{order.market.store}/{order.id}" and not order.replaces:
            lags[_group(order)].append((ended - order.placed_at).total_seconds())
    troubled = {one.customer for one in casebook(world)}
    for customer, found in _bought(world).items():
        for order in found if customer not in troubled else ():
            seconds = lags.get(_group(order))
            if seconds:
                lag = timedelta(seconds=round(sum(seconds) / len(seconds)))
                yield from _watched(Told(at=order.placed_at + lag, **sold_as(order)), customer, world)


def _group(order: Order) -> tuple[str, str, date]:
    day = order.placed_at.astimezone(ZoneInfo(ZONE)).date()
    return order.market.store, order.market.country, day - timedelta(days=day.weekday())


Costs = Mapping[str, float | None]
Amount = tuple[str, datetime, float | None]
"""Component, when, how much (None: nobody knows)."""


@lru_cache(maxsize=2)
def _costs(world: World) -> list[tuple[Noted, datetime, Costs]]:
    """Return what each resolved case cost, by component; None where nobody knows."""
    ended = {id(one): (one, one.resolved_at) for one in casebook(world) if one.resolved_at}
    amounts: dict[int, dict[str, list[float | None]]] = {
        # Nobody has said what a minute of work and the tools cost.
        key: {"labour": [None], "tool": [None]} for key in ended
    }  # fmt: skip
    known = {f"{order.market.store}/{order.id}": order for order in orders(world)}
    by_dossier: dict[str, list[Noted]] = defaultdict(list)
    for one, _ in ended.values():
        by_dossier[one.case.dossier].append(one)
    for dossier, cases in by_dossier.items():
        for component, at, amount in _spent(known[dossier], world) if dossier in known else ():
            open_then = [one for one in cases if one.case.opened_at <= at]
            amounts[id((open_then or cases[:1])[-1])].setdefault(component, []).append(amount)
    return [
        (one, at, {component: _total(parts) for component, parts in amounts[key].items()})
        for key, (one, at) in ended.items()
    ]


def _total(parts: list[float | None]) -> float | None:
    known = [part for part in parts if part is not None]
    return sum(known) if len(known) == len(parts) else None


def _spent(order: Order, world: World) -> Iterator[Amount]:
    yield from _paid_back(order)
    yield from _sent(order, world)
    for one in recoveries(world):
        if one.order is order and one.accepted and one.decided_at:
            rate = dollars(order.market.currency, one.filed_at.date()) or 0
            yield "carrier_claim", one.decided_at, -one.claimed * rate


def _paid_back(order: Order) -> Iterator[Amount]:
    sent_back = any(back.counts for back in order.returns)
    for refund in order.refunds:
        what = kind(order, refund)
        cash = refund.amount * (dollars(order.market.currency, refund.at.date()) or 0)
        if refund.settled:
            yield "platform_fee", refund.at, None
            if what in {"full", "partial", "returnless", "claim"}:
                # What came back may be sold again; for how much, nobody says.
                yield "goods", refund.at, None if sent_back else cash
            elif what == "goodwill":
                yield "goodwill", refund.at, cash


def _sent(order: Order, world: World) -> Iterator[Amount]:
    for back in order.returns:
        arrived, result = arrived_at(order, back), outcome(order, back)
        if arrived and back.counts:
            yield "return_freight", arrived, None
        if result and result[0] == "exchange":
            yield "reship", result[1], None
    for again in world.orders:
        if again.replaces in {order.id, order.number} and again.shipped_at:
            yield "reship", again.shipped_at if again.by_amazon else again.placed_at, None


def cost_per_case(world: World) -> Iterator[Told]:
    """Known costs of cases, of those of which any is known."""
    for one, at, costs in _costs(world):
        known = [cost for cost in costs.values() if cost is not None]
        if known:
            yield one.at(at, plus=sum(known), of=1)


def cost_incomplete(world: World) -> Iterator[Told]:
    """Cases of which at least one cost is unknown."""
    for one, at, costs in _costs(world):
        yield one.at(at, plus=None in costs.values(), of=1)


def cost_missing(world: World) -> Iterator[Told]:
    """Unknown costs by component."""
    for one, at, costs in _costs(world):
        yield from (one.at(at, plus=1, of=1, part=name) for name, cost in costs.items() if cost is None)


def cost_share(world: World) -> Iterator[Told]:
    """Known costs by component."""
    for one, at, costs in _costs(world):
        for name, cost in costs.items():
            if cost and cost > 0:
                yield one.at(at, plus=cost, of=cost, part=name)
