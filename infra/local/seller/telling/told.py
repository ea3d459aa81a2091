"""One thing that a figure counts, and how such things add up. Nothing here goes through the product."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, TypedDict

from infra.local.seller.periods import Period
from infra.local.seller.shapes import Line, Order, World

Form = Literal["quotient", "count", "hours"]
Key = str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Something counted: `plus` above the line, `of` below it, dated `at`; of durations `plus` is the hours.

    It is known from `since` (else `at`) to `until` (else for good). Of a state, `at` and `until` are its beginning and end.
    """

    at: datetime
    plus: float = 0
    of: float = 0
    since: datetime | None = None
    until: datetime | None = None
    part: Key = None
    sku: Key = None
    store: Key = None
    market: Key = None
    platform: Key = None
    channel: Key = None
    agent: Key = None
    cause: Key = None
    carrier: Key = None

    def having(self, **changes: object) -> "Told":
        """Return the same thing with other values."""
        return replace(self, **changes)  # type: ignore[arg-type]  # the names are those of the fields


Telling = Callable[[World], Iterable[Told]]
"""What a world has to say to one contract."""


@dataclass(frozen=True, slots=True)
class Sum:
    """What things add up to: numerator, denominator, and the sorted hours of durations."""

    plus: float
    of: float
    hours: tuple[float, ...] = ()


class Sold(TypedDict):
    """What things about an order can be filtered by."""

    store: Key
    market: Key
    platform: Key
    sku: Key


def sold_as(order: Order, line: Line | None = None) -> Sold:
    """Return what things about an order, or a line of it, can be filtered by."""
    market, sku = order.market, line.product.sku if line else None
    return Sold(store=market.store, market=market.country, platform=market.platform, sku=sku)


def chosen(found: Iterable[Told], form: Form, period: Period, limit: datetime) -> list[Told]:
    """Return what counts in a period with all that was known before `limit`; of states, what lasts at the period's end."""
    if form == "count":
        end = period.end
        return [one for one in found if one.at < end and not (one.until and one.until < end)]
    return [
        one
        for one in found
        if period.holds(one.at) and (one.since or one.at) < limit and not (one.until and one.until < limit)
    ]


def added(found: Iterable[Told], form: Form) -> Sum:
    """Add things up."""
    things = list(found)
    if form == "hours":
        return Sum(0, len(things), tuple(sorted(one.plus for one in things)))
    return Sum(sum(one.plus for one in things), sum(one.of for one in things))


def split(found: Iterable[Told], form: Form, by: str) -> Mapping[Key, Sum]:
    """Add things up by a column; what adds up to nothing is not there."""
    groups: dict[Key, list[Told]] = defaultdict(list)
    for one in found:
        groups[getattr(one, by)].append(one)
    sums = {key: added(things, form) for key, things in groups.items()}
    return {key: one for key, one in sums.items() if one.plus or one.of}


def within(found: Sequence[Told], **filters: Key) -> list[Told]:
    """Return what has these values; a branch of causes holds its leaves, with a full stop only what lies in none of them."""
    return [
        one for one in found if all(_fits(name, getattr(one, name), key) for name, key in filters.items())
    ]


def _fits(name: str, value: Key, key: Key) -> bool:
    if name != "cause" or value is None or key is None:
        return value == key
    return key in {value, f"{value}.", value.partition(".")[0]}
