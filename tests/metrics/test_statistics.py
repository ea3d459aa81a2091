"""Published values first, then what must hold for every input."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales.metrics.statistics import (
    median_difference,
    median_interval,
    newcombe,
    quantile,
    round_shares,
    wilson,
)

COUNTS = st.integers(1, 5000).flatmap(lambda trials: st.tuples(st.integers(0, trials), st.just(trials)))
VALUES = st.lists(st.floats(0, 1000, width=32), min_size=1, max_size=40)


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (29, 29, 0.8830, 1.0),
    ],
)
def test_wilson_gives_the_published_values(successes: int, trials: int, low: float, high: float) -> None:
    """Newcombe (1998), Statistics in Medicine 17:857, table I, method 3."""
    found = wilson(successes, trials)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@pytest.mark.parametrize(
    ("now", "before", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((5, 56), (0, 29), -0.0381, 0.1926),
    ],
)
def test_newcombe_gives_the_published_values(
    now: tuple[int, int], before: tuple[int, int], low: float, high: float
) -> None:
    """Newcombe (1998), Statistics in Medicine 17:873, table II, method 10."""
    found = newcombe(now, before)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@given(COUNTS)
def test_a_wilson_interval_holds_its_proportion(count: tuple[int, int]) -> None:
    """It lies within 0 and 1, holds the observed share, and mirrors when successes and failures change places."""
    successes, trials = count
    found, mirrored = wilson(successes, trials), wilson(trials - successes, trials)
    assert 0 <= found.low <= successes / trials <= found.high <= 1
    assert found.low == pytest.approx(1 - mirrored.high)


@given(COUNTS)
def test_ten_times_the_data_narrows_the_interval(count: tuple[int, int]) -> None:
    """More data of the same share never widen an interval."""
    successes, trials = count
    narrow, wide = wilson(10 * successes, 10 * trials), wilson(successes, trials)
    assert narrow.high - narrow.low < wide.high - wide.low


@given(COUNTS, COUNTS)
def test_a_difference_holds_itself_and_turns_its_sign(now: tuple[int, int], before: tuple[int, int]) -> None:
    """Newcombe's interval holds the observed difference; exchanging the samples mirrors it."""
    found, turned = newcombe(now, before), newcombe(before, now)
    assert found.low <= now[0] / now[1] - before[0] / before[1] + 1e-12
    assert found.high >= now[0] / now[1] - before[0] / before[1] - 1e-12
    assert found.low == pytest.approx(-turned.high)


@given(VALUES)
def test_quantiles_lie_within_the_values(values: list[float]) -> None:
    """The median and the 90th percentile are no smaller than the least and no bigger than the greatest value."""
    ordered = sorted(values)
    assert ordered[0] <= quantile(ordered, 0.5) <= quantile(ordered, 0.9) <= ordered[-1]


def test_a_median_of_few_values_has_no_interval() -> None:
    """Below six values no order statistics enclose the median with 95 %."""
    assert median_interval([1, 2, 3, 4, 5]) is None
    found = median_interval([1, 2, 3, 4, 5, 6])
    assert found is not None
    assert (found.low, found.high) == (1, 6)


def test_a_clear_difference_of_medians_leaves_out_zero() -> None:
    """Two samples far apart differ for sure, and the same seed gives the same interval."""
    now, before = [9.0, 10, 11, 12, 13] * 4, [1.0, 2, 3, 4, 5] * 4
    found = median_difference(now, before, Random(1).randrange)
    assert found.low > 0
    assert found == median_difference(now, before, Random(1).randrange)


def test_many_values_need_no_resampling() -> None:
    """Above 60 values the order alone gives the interval; it is as wide as the bootstrap's, and costs no chance at all."""
    chance = Random(2)
    now, before = ([chance.lognormvariate(mean, 0.8) for _ in range(401)] for mean in (1.2, 1.0))

    def no_chance(_: int) -> int:
        raise AssertionError

    found = median_difference(now, before, no_chance)
    both = [median_difference(now[:200], before[:200], Random(seed).randrange, most=400) for seed in range(3)]
    width = sum(one.high - one.low for one in both) / 3
    assert found.high - found.low == pytest.approx(width / 2**0.5, rel=0.35)
    many = median_difference(now * 250, before * 250, no_chance)
    assert found.low < many.low < many.high < found.high


def test_one_value_against_many_has_a_difference_all_the_same() -> None:
    """One value has no spread of its own: the interval is that of the many, about the difference."""
    many = [float(value) for value in range(1, 102)]
    found = median_difference([61.0], many, Random(1).randrange)
    assert found.low < 61 - 51 < found.high


def test_the_interval_by_order_covers_as_promised() -> None:
    """In 200 draws of 250 and 250 values from one distribution the difference leaves out zero about one time in twenty."""
    chance = Random(4)

    def values() -> list[float]:
        return [chance.expovariate(1) for _ in range(250)]

    missed = 0
    for _ in range(200):
        found = median_difference(values(), values(), chance.randrange)
        missed += not found.low <= 0 <= found.high
    assert missed <= 18


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=12))
def test_rounded_shares_sum_to_a_hundred(counts: list[int]) -> None:
    """Largest remainders make whole per cents sum to 100, none off by a whole point; nothing at all gives zeros."""
    shares = round_shares(counts)
    assert sum(shares) == (100 if sum(counts) else 0)
    assert all(
        abs(share - 100 * count / sum(counts)) < 1
        for share, count in zip(shares, counts, strict=True)
        if sum(counts)
    )
