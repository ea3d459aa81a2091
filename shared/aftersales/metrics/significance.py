"""How likely chance alone makes a difference as big as the one seen, and what is left when many are looked at together.

Fisher (1935), JRSS 98:39, two-sided by the likelihood of tables; the pooled z test after Pearson (1900); Mann and Whitney (1947),
Annals of Mathematical Statistics 18:50, exact where the samples are small and without ties, else normal with the correction for
ties and for continuity; Benjamini and Hochberg (1995), JRSS B 57:289; Cochran's (1954) limit of 5 decides between the first two.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import comb, exp, lgamma, sqrt

from aftersales.metrics.distributions import two_sided
from aftersales.records.record import Record

Count = tuple[float, float]
"""(successes, trials)."""

FALSE_SHARE = 0.1
"""q: so large a share of the differences called real may be chance."""

_SMALL_EXPECTED = 5
_SMALL_SAMPLE = 12
_AS_LIKELY = 1 + 1e-9


class Tested(Record):
    """A p-value and what it is after adjusting for the `family` of tests that were made together."""

    p: float
    adjusted: float
    family: int

    @property
    def is_real(self) -> bool:
        """Whether it is called real at a false discovery rate below 0.1."""
        return self.adjusted < FALSE_SHARE


def fisher_exact(now: Count, before: Count) -> float:
    """Return Fisher's exact two-sided p of two proportions of whole counts."""
    successes, trials, others = round(now[0] + before[0]), round(now[1]), round(before[1])
    chances = list(_tables(successes, trials, others))
    seen = round(now[0]) - max(0, successes - others)
    return min(1.0, sum(chance for chance in chances if chance <= chances[seen] * _AS_LIKELY))


def two_proportions(now: Count, before: Count, dispersion: float = 1.0) -> float:
    """Return the two-sided p of the pooled z test; `dispersion` widens the binomial variance (quasi-binomial)."""
    share = (now[0] + before[0]) / (now[1] + before[1])
    variance = dispersion * share * (1 - share) * (1 / now[1] + 1 / before[1])
    return two_sided((now[0] / now[1] - before[0] / before[1]) / sqrt(variance)) if variance > 0 else 1.0


def proportions_p(now: Count, before: Count, dispersion: float = 1.0) -> float:
    """Return the p of a difference of proportions: exact if any expected count is below 5, else by z; 1 without trials.

    The exact test knows nothing of dispersion, the z test little of small counts: where both matter the more careful one counts.
    """
    if not now[1] or not before[1]:
        return 1.0
    share = (now[0] + before[0]) / (now[1] + before[1])
    smallest = min(now[1], before[1]) * min(share, 1 - share)
    wide = two_proportions(now, before, max(1.0, dispersion))
    if smallest >= _SMALL_EXPECTED:
        return wide
    exact = fisher_exact(now, before)
    return max(exact, wide) if dispersion > 1 else exact


def mann_whitney(now: Sequence[float], before: Sequence[float]) -> float:
    """Return the two-sided p that two samples come from one distribution; 1 if either is empty."""
    if not now or not before:
        return 1.0
    tied = Counter([*now, *before])
    places: dict[float, float] = {}
    below = 0
    for value in sorted(tied):
        places[value] = below + (tied[value] + 1) / 2
        below += tied[value]
    first, second = len(now), len(before)
    wins = sum(places[value] for value in now) - first * (first + 1) / 2
    if max(first, second) <= _SMALL_SAMPLE and len(tied) == first + second:
        return _exact_ranks(round(min(wins, first * second - wins)), first, second)
    both = first + second
    ties = sum(count**3 - count for count in tied.values()) / (both * (both - 1))
    spread = sqrt(first * second / 12 * (both + 1 - ties))
    return two_sided(max(0.0, abs(wins - first * second / 2) - 0.5) / spread) if spread else 1.0


def benjamini_hochberg(chances: Sequence[float]) -> list[Tested]:
    """Return each p adjusted for all of them, in the order given."""
    family, least = len(chances), 1.0
    adjusted = [1.0] * family
    for rank, place in sorted(enumerate(sorted(range(family), key=chances.__getitem__), 1), reverse=True):
        least = min(least, chances[place] * (family / rank))  # the quotient first: it never rounds below one
        adjusted[place] = least
    return [
        Tested(p=chance, adjusted=after, family=family)
        for chance, after in zip(chances, adjusted, strict=True)
    ]


def _tables(successes: int, trials: int, others: int) -> Iterator[float]:
    """Yield the chance of each table with these margins, from the fewest successes in the first sample upward."""

    def ways(count: int, chosen: int) -> float:
        return lgamma(count + 1) - lgamma(chosen + 1) - lgamma(count - chosen + 1)

    everything = ways(trials + others, successes)
    for count in range(max(0, successes - others), min(trials, successes) + 1):
        yield exp(ways(trials, count) + ways(others, successes - count) - everything)


def _exact_ranks(wins: int, first: int, second: int) -> float:
    orders = sum(_orders(below, first, second) for below in range(wins + 1))
    return min(1.0, 2 * orders / comb(first + second, first))


@lru_cache(maxsize=20_000)
def _orders(wins: int, first: int, second: int) -> int:
    """Count the orders of two samples in which the first beats the second exactly `wins` times."""
    if wins < 0:
        return 0
    if not first or not second:
        return int(wins == 0)
    return _orders(wins - second, first - 1, second) + _orders(wins, first, second - 1)
