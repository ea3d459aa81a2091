"""Refunds, disputes, and what carriers paid."""

from collections.abc import Iterator

from infra.local.seller.dollars import dollars
from infra.local.seller.markets import AMAZON, WOO
from infra.local.seller.office import Recovery, recoveries
from infra.local.seller.shapes import Order, Refund, World
from infra.local.seller.telling.sales import orders, paid, worth
from infra.local.seller.telling.told import Told, sold_as

OUT_OF_STOCK = "Out of stock"


def _settled(world: World) -> Iterator[tuple[Order, Refund]]:
    for order in orders(world):
        yield from ((order, refund) for refund in order.refunds if refund.settled)


def _paid(world: World) -> Iterator[Told]:
    return (Told(at=order.placed_at, of=1, **sold_as(order)) for order in paid(world))


def refunded(world: World) -> Iterator[Told]:
    """Orders with a settled refund, of those paid."""
    yield from _paid(world)
    yield from _firsts(world, "")


def stock_out(world: World) -> Iterator[Told]:
    """Orders refunded for lack of stock, of those paid, in stores where any refund says what it was for."""
    telling = {order.market.store for order in orders(world) for one in order.refunds if purpose(order, one)}
    yield from (told for told in _paid(world) if told.store in telling)
    yield from _firsts(world, OUT_OF_STOCK)


def _firsts(world: World, reason: str) -> Iterator[Told]:
    for order in paid(world):
        times = [one.at for one in order.refunds if one.settled and one.reason.startswith(reason)]
        if times:
            yield Told(at=order.placed_at, plus=1, since=min(times), **sold_as(order))


def refunded_value(world: World) -> Iterator[Told]:
    """Money given back for goods, of money paid for goods, by currency."""
    for order in paid(world):
        yield Told(
            at=order.placed_at, of=worth(order, order.total), part=order.market.currency, **sold_as(order)
        )  # fmt: skip
    for order, refund in _settled(world):
        yield Told(
            at=order.placed_at, plus=worth(order, goods(order, refund)), since=refund.at,
            part=order.market.currency, **sold_as(order),
        )  # fmt: skip


def goods(order: Order, refund: Refund) -> int:
    """Return what of a refund is for goods; where WooCommerce names no lines, all of it is taken for that."""
    if not refund.lines and order.market.store != WOO:
        return 0
    return refund.amount


def unconverted(world: World) -> Iterator[Told]:
    """Paid orders without an exchange rate: none here."""
    for order in paid(world):
        yield Told(at=order.placed_at, of=1, part=order.market.currency, **sold_as(order))


def flow(world: World) -> Iterator[Told]:
    """Money that went out, by the rate of the day on which it did."""
    for order, refund in _settled(world):
        rate = dollars(order.market.currency, refund.at.date()) or 0
        yield Told(
            at=refund.at, plus=refund.amount * rate, of=1, part=kind(order, refund), **sold_as(order)
        )  # fmt: skip


def kinds(world: World) -> Iterator[Told]:
    """Settled refunds by what they were for."""
    for order, refund in _settled(world):
        yield Told(at=refund.at, plus=1, of=1, part=kind(order, refund), **sold_as(order))


def kind(order: Order, refund: Refund) -> str:
    """Return what a refund was for, as far as anybody can tell."""
    before = [
        one for one in order.refunds if one.settled and (one.at, str(one.id)) <= (refund.at, str(refund.id))
    ]
    told = purpose(order, refund)
    if told:
        return told
    if any(claim.states[-1][1] == "lost" for claim in order.claims):
        return "claim"
    if order.cancelled_at or not any(line.shipped for line in order.lines):
        return "cancellation"
    if not goods(order, refund):
        return "goodwill"
    # WooCommerce tells of no returns, so it cannot be said there that none came.
    kept = not any(back.counts for back in order.returns)
    if kept and refund.returned is None and order.market.store != WOO:
        return "returnless"
    return "full" if sum(goods(order, one) for one in before) >= order.total else "partial"


def purpose(order: Order, refund: Refund) -> str | None:
    """Return what a refund was for, as the seller's people noted it; Amazon keeps no such note."""
    if order.market.store == AMAZON:
        return None
    noted = {OUT_OF_STOCK: "stock_out", "Goodwill, customer keeps the item": "goodwill"}
    return noted.get(refund.reason)


def granted_open(world: World) -> Iterator[Told]:
    """Refunds granted whose money has not gone."""
    for order in orders(world):
        for refund in order.refunds:
            if not refund.settled:
                yield Told(at=refund.at, plus=1, **sold_as(order))


def disputed(world: World) -> Iterator[Told]:
    """Orders with a dispute, of those paid."""
    yield from _paid(world)
    for order in paid(world):
        if order.claims:
            since = min(claim.states[0][0] for claim in order.claims)
            yield Told(at=order.placed_at, plus=1, since=since, **sold_as(order))


def disputes_lost(world: World) -> Iterator[Told]:
    """Disputes decided against the seller, of those decided."""
    for order in paid(world):
        for claim in order.claims:
            since, state = claim.states[-1]
            if state in {"won", "lost"}:
                yield Told(
                    at=order.placed_at, plus=state == "lost", of=1, since=since, part="chargeback", **sold_as(order)
                )  # fmt: skip


def _filed(one: Recovery, **sums: float) -> Told:
    return Told(at=one.filed_at, carrier=one.carrier, **sums, **sold_as(one.order))  # type: ignore[arg-type]


def claims_accepted(world: World) -> Iterator[Told]:
    """Claims that carriers accepted, of those filed."""
    for one in recoveries(world):
        yield _filed(one, of=1)
        if one.decided_at and one.accepted:
            yield _filed(one, plus=1).having(since=one.decided_at)


def recovered(world: World) -> Iterator[Told]:
    """Money that carriers paid, of what was claimed, by the rate of the day of filing."""
    for one in recoveries(world):
        claimed = one.claimed * (dollars(one.order.market.currency, one.filed_at.date()) or 0)
        yield _filed(one, of=claimed)
        if one.decided_at and one.accepted:
            yield _filed(one, plus=claimed).having(since=one.decided_at)
