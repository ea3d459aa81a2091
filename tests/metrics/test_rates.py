"""Published values first, then SciPy as the referee, then what must hold for every input."""

from random import Random

import pytest
import scipy
from hypothesis import given
from hypothesis import strategies as st

from aftersales.metrics.distributions import beta_cdf, gamma_cdf, student_cdf, student_quantile
from aftersales.metrics.rates import (
    dispersion,
    moments,
    poisson_interval,
    rate_difference,
    rates_differ_p,
    rates_p,
    welch_interval,
    welch_p,
)

SHAPE = st.floats(0.5, 3000)
COUNT = st.tuples(st.integers(0, 400), st.integers(1, 5000))
VALUES = st.lists(st.integers(1, 5).map(float), min_size=2, max_size=40)


@given(st.floats(0, 1), SHAPE, SHAPE)
def test_the_incomplete_beta_agrees_with_scipy(x: float, a: float, b: float) -> None:
    """To twelve digits over every shape that counts of a shop can have."""
    assert beta_cdf(x, a, b) == pytest.approx(float(scipy.special.betainc(a, b, x)), abs=1e-10)


@given(st.floats(0, 4000), SHAPE)
def test_the_incomplete_gamma_agrees_with_scipy(x: float, shape: float) -> None:
    """On both sides of the mean."""
    assert gamma_cdf(x, shape) == pytest.approx(float(scipy.special.gammainc(shape, x)), abs=1e-10)


def test_students_t_gives_the_table() -> None:
    """The 97.5 % points of every textbook: 12.706, 2.228 and 1.980 at 1, 10 and 120 degrees of freedom."""
    assert [round(student_quantile(0.975, freedom), 3) for freedom in (1, 10, 120)] == [12.706, 2.228, 1.98]
    assert student_cdf(0, 5) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("events", "low", "high"), [(0, 0.0, 3.689), (1, 0.025, 5.572), (5, 1.623, 11.668), (10, 4.795, 18.39)]
)
def test_a_poisson_interval_gives_the_published_values(events: int, low: float, high: float) -> None:
    """Garwood (1936), table of the central 95 % interval."""
    found = poisson_interval(events, 1)
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-3)


@given(COUNT, COUNT)
def test_the_p_of_rates_is_binomial(now: tuple[int, int], before: tuple[int, int]) -> None:
    """The chance of so many of both counts in the first, if its part of the exposure alone decided."""
    both, part = now[0] + before[0], now[1] / (now[1] + before[1])
    expected = float(scipy.stats.binom.sf(now[0] - 1, both, part))
    assert rates_p(now, before) == pytest.approx(expected, abs=1e-9)


@given(COUNT, COUNT)
def test_a_difference_of_rates_holds_itself_and_turns_its_sign(
    now: tuple[int, int], before: tuple[int, int]
) -> None:
    """The interval encloses what was seen; exchanging the two mirrors it and leaves the p as it is."""
    found, turned = rate_difference(now, before), rate_difference(before, now)
    seen = now[0] / now[1] - before[0] / before[1]
    assert found.low - 1e-9 <= seen <= found.high + 1e-9
    assert found.low == pytest.approx(-turned.high)
    assert rates_differ_p(now, before) == rates_differ_p(before, now)


@given(VALUES, VALUES)
def test_welch_agrees_with_scipy(now: list[float], before: list[float]) -> None:
    """Interval and p of the difference of mean scores."""
    interval = welch_interval(moments(now), moments(before))
    assert interval is not None
    if len({*now}) > 1 and len({*before}) > 1:
        found = scipy.stats.ttest_ind(now, before, equal_var=False)
        expected = found.confidence_interval()
        assert (interval.low, interval.high) == pytest.approx(
            (expected.low, expected.high), rel=1e-6, abs=1e-9
        )
        assert welch_p(moments(now), moments(before)) == pytest.approx(found.pvalue, abs=1e-9)


def test_one_answer_has_no_interval() -> None:
    """A single score has no variance; equal scores on both sides differ by nothing for sure."""
    one, mixed, fours, fives = (moments(values) for values in ([5], [4, 5], [4, 4], [5, 5]))
    assert welch_interval(one, mixed) is None
    assert (welch_p(one, mixed), welch_p(fours, fours), welch_p(fives, fours)) == (1, 1, 0)


def weeks(chance: Random, spread: float) -> list[tuple[float, float]]:
    """Twelve weeks of 400 units at 8 %, the share itself moved up and down by `spread`."""
    shares = [0.08 + spread * (-1) ** week for week in range(12)]
    return [(sum(chance.random() < share for _ in range(400)), 400) for share in shares]


def test_dispersion_is_one_for_binomial_weeks_and_more_for_weeks_that_swing() -> None:
    """8 % throughout is binomial. Swinging by ±4 points, X² gains (0.04)² · 400 ÷ (0.08 · 0.92) = 8.7 a week."""
    chance = Random(5)
    quiet = [dispersion([weeks(chance, 0.0) for _ in range(5)]) for _ in range(20)]
    assert sum(factor > 1 for factor in quiet) <= 3
    assert dispersion([weeks(chance, 0.04) for _ in range(5)]) == pytest.approx(1 + 8.7 * 12 / 11, rel=0.25)
    assert dispersion([]) == dispersion([[(0, 0), (0, 10)]]) == 1


def test_dispersion_by_hand() -> None:
    """10 and 30 of 100: the share is 0.2, X² = 2 · 10² ÷ (100 · 0.2 · 0.8) = 12.5 with one degree of freedom."""
    assert dispersion([[(10, 100), (30, 100)]]) == pytest.approx(12.5)
