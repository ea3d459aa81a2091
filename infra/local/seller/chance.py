"""Chance with a name: every draw comes from a stream that the seed and a label fix, so that no draw disturbs another."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import TypeVar

Item = TypeVar("Item")


class Dice:
    """A seeded stream of chance; equal seed and label give equal draws on every machine."""

    def __init__(self, seed: int, label: str) -> None:
        self._random = Random(f"{seed}/{label}")

    def happens(self, probability: float) -> bool:
        """Return whether something of this probability happens."""
        return self._random.random() < probability

    def one(self, items: Sequence[Item]) -> Item:
        """Return one of the items, all equally likely."""
        return items[self._random.randrange(len(items))]

    def weighted(self, weights: Mapping[Item, float]) -> Item:
        """Return one of the keys, as likely as its weight."""
        return self._random.choices(list(weights), list(weights.values()))[0]

    def whole(self, low: int, high: int) -> int:
        """Return a whole number between both bounds, which are included."""
        return self._random.randint(low, high)

    def digits(self, count: int) -> str:
        """Return so many decimal digits, the first of them not zero."""
        return str(self._random.randrange(10 ** (count - 1), 10**count))

    def letters(self, count: int) -> str:
        """Return lower-case letters and digits, as opaque ids have them."""
        return "".join(self._random.choices("abcdefghjkmnpqrstuvwxyz23456789", k=count))

    def hours(self, low: float, high: float) -> timedelta:
        """Return a duration between the bounds, in whole seconds."""
        return timedelta(seconds=int(self._random.uniform(low, high) * 3600))

    def around(self, median_hours: float, spread: float = 0.8) -> timedelta:
        """Return a duration whose logarithm is normal: mostly near the median, at times much longer."""
        return timedelta(seconds=max(120, int(median_hours * 3600 * self._random.lognormvariate(0, spread))))

    def days(self, low: float, high: float) -> timedelta:
        """Return a duration between the bounds, in whole seconds."""
        return self.hours(low * 24, high * 24)

    def shuffled(self, items: Sequence[Item]) -> list[Item]:
        """Return the items in a chance order."""
        return self._random.sample(items, len(items))

    def moment(self, day: datetime) -> datetime:
        """Return a moment within the 24 hours from `day`, more often in the evening than at night."""
        return day + timedelta(seconds=int(self._random.triangular(0, 86399, 68000)))
