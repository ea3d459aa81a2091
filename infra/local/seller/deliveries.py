"""Everything the platforms ever sent, in the disorder in which things arrive: shuffled, some twice, some late."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache

from aftersales.deliveries.raw import RawDelivery
from infra.local.seller.chance import Dice
from infra.local.seller.formats import amazon, mail, seventeentrack, shopify, woocommerce
from infra.local.seller.formats.wire import utc
from infra.local.seller.shapes import World
from infra.local.seller.signing import Signed, signed

TWICE, LATE = 0.02, 0.03
LIVE = {
    "shopify-aurora": 16,
    "woo-nordlicht": 8,
    "17track-main": 10,
    "mail-aurora": 6,
    "mail-nordlicht": 5,
    "mail-amazon": 5,
}
"""How many of its last pushed deliveries each connection sends live."""
_PUSHED = frozenset({"webhook", "mail"})


@lru_cache(maxsize=1)
def everything(world: World) -> tuple[RawDelivery, ...]:
    """Return each delivery once, in the order of arrival."""
    sources = (shopify, woocommerce, amazon, seventeentrack, mail)
    found = [delivery for source in sources for delivery in source.deliveries(world)]
    return tuple(sorted(found, key=lambda one: (one.received_at, one.connection, one.name, one.body)))


def history(world: World) -> list[RawDelivery]:
    """Return what is imported: all but the live part, about 2 % of it twice, 3 % of the pushed part late, in a chance order."""
    kept_back = {id(delivery) for delivery in last(world)}
    dice = Dice(world.seed, "history")
    found: list[RawDelivery] = []
    for delivery in everything(world):
        if id(delivery) in kept_back:
            continue
        pushed = delivery.channel in _PUSHED
        found.append(
            _later(delivery, dice.hours(1, 23), world) if pushed and dice.happens(LATE) else delivery
        )
        if dice.happens(TWICE):
            found.append(_later(delivery, dice.hours(0.1, 4), world) if pushed else delivery)
    return dice.shuffled(found)


def live(world: World, secrets: Mapping[str, str]) -> list[Signed]:
    """Return the last deliveries of each connection that pushes, ready to send; some of them twice.

    `secrets` maps connections to what they sign with; mail needs none.
    """
    dice = Dice(world.seed, "live")
    found: list[Signed] = []
    for delivery in last(world):
        request = signed(delivery, secrets.get(delivery.connection, ""))
        found += [request] * (2 if dice.happens(TWICE * 4) else 1)
    return found


def last(world: World) -> list[RawDelivery]:
    """Return the deliveries that are sent live, oldest first."""
    found: dict[str, list[RawDelivery]] = {connection: [] for connection in LIVE}
    for delivery in everything(world):
        if delivery.channel in _PUSHED:
            found[delivery.connection].append(delivery)
    chosen = [one for connection, count in LIVE.items() for one in found[connection][-count:]]
    return sorted(chosen, key=lambda one: (one.received_at, one.connection, one.name))


def _later(delivery: RawDelivery, by: timedelta, world: World) -> RawDelivery:
    at = min(datetime.fromisoformat(delivery.received_at) + by, world.end)
    return replace(delivery, received_at=utc(at))
