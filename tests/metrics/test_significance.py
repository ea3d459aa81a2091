"""Published values first, then SciPy as the referee, then what must hold for every input."""

from random import Random

import pytest
import scipy
from hypothesis import example, given
from hypothesis import strategies as st

from aftersales.metrics.significance import (
    benjamini_hochberg,
    fisher_exact,
    mann_whitney,
    proportions_p,
    two_proportions,
)

COUNT = st.integers(1, 60).flatmap(lambda trials: st.tuples(st.integers(0, trials), st.just(trials)))
VALUES = st.lists(st.integers(0, 12).map(float), min_size=1, max_size=25)


def test_fisher_gives_the_published_values() -> None:
    """Fisher's tea (1935): all four cups right, two-sided 0.0286; his twins: 10 of 13 against 2 of 17, 0.000537."""
    assert fisher_exact((4, 4), (0, 4)) == pytest.approx(2 / 70)
    assert fisher_exact((10, 13), (2, 17)) == pytest.approx(0.000537, abs=1e-6)


@given(COUNT, COUNT)
def test_fisher_agrees_with_scipy(now: tuple[int, int], before: tuple[int, int]) -> None:
    """Every table has the p that SciPy gives it."""
    table = [[now[0], now[1] - now[0]], [before[0], before[1] - before[0]]]
    assert fisher_exact(now, before) == pytest.approx(scipy.stats.fisher_exact(table).pvalue, abs=1e-9)


@given(COUNT, COUNT)
def test_the_z_test_is_pearsons(now: tuple[int, int], before: tuple[int, int]) -> None:
    """The square of z is Pearson's X² without correction."""
    table = [[now[0], now[1] - now[0]], [before[0], before[1] - before[0]]]
    if 0 < now[0] + before[0] < now[1] + before[1]:
        expected = scipy.stats.chi2_contingency(table, correction=False).pvalue
        assert two_proportions(now, before) == pytest.approx(expected, abs=1e-9)
    else:
        assert two_proportions(now, before) == 1


def test_small_expected_counts_are_tested_exactly() -> None:
    """Below five expected returns Fisher decides, from five on the z test; nothing to test is no evidence."""
    assert proportions_p((3, 40), (0, 40)) == fisher_exact((3, 40), (0, 40))
    assert proportions_p((10, 40), (2, 40)) == two_proportions((10, 40), (2, 40))
    assert proportions_p((0, 0), (3, 40)) == 1


@given(COUNT, COUNT)
def test_dispersion_never_makes_a_difference_surer(now: tuple[int, int], before: tuple[int, int]) -> None:
    """Weeks that scatter twice as wide as binomial can only raise a p."""
    assert proportions_p(now, before, 2.0) >= proportions_p(now, before) - 1e-12


def test_mann_whitney_gives_the_published_value() -> None:
    """Without ties small samples are exact: {1,2,3} against {4,5,6} is the rarest of 20 orders, twice 0.05."""
    assert mann_whitney([1, 2, 3], [4, 5, 6]) == pytest.approx(0.1)
    assert mann_whitney([], [1]) == mann_whitney([2, 2], [2, 2, 2]) == 1


@given(VALUES, VALUES)
def test_mann_whitney_agrees_with_scipy(now: list[float], before: list[float]) -> None:
    """Exact without ties in small samples, else normal with both corrections, as SciPy has it."""
    is_exact = max(len(now), len(before)) <= 12 and len({*now, *before}) == len(now) + len(before)
    method = "exact" if is_exact else "asymptotic"
    expected = scipy.stats.mannwhitneyu(now, before, method=method).pvalue if len({*now, *before}) > 1 else 1
    assert mann_whitney(now, before) == pytest.approx(expected, abs=1e-9)


def test_benjamini_hochberg_gives_the_published_result() -> None:
    """Benjamini and Hochberg (1995), section 3.3: of these fifteen the four smallest are significant at q = 0.05."""
    chances = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344]
    chances += [0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000]
    found = benjamini_hochberg(chances)
    assert [tested.adjusted <= 0.05 for tested in found] == [True] * 4 + [False] * 11
    assert {tested.family for tested in found} == {15}
    assert benjamini_hochberg([]) == []


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
@example([0.0, 0.0, 0.9824061137208238])
def test_adjusting_agrees_with_scipy(chances: list[float]) -> None:
    """Whatever the order, each p is adjusted as SciPy does it, and never becomes smaller."""
    found = benjamini_hochberg(chances)
    assert [tested.adjusted for tested in found] == pytest.approx(
        list(scipy.stats.false_discovery_control(chances))
    )
    assert all(tested.adjusted >= tested.p for tested in found)


def test_false_alarms_stay_rare_in_a_family_without_news() -> None:
    """Of forty families of fifty products whose rate did not move, few raise anything at all."""
    chance = Random(3)

    def count(trials: int) -> tuple[int, int]:
        return sum(chance.random() < 0.08 for _ in range(trials)), trials

    raised = sum(
        any(
            one.is_real
            for one in benjamini_hochberg([proportions_p(count(60), count(60)) for _ in range(50)])
        )
        for _ in range(40)
    )
    assert raised <= 8
