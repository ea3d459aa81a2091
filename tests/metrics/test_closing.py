"""What would have to change for an alert to end, said exactly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales.metrics.closing import remedy_of_counts, remedy_of_state, remedy_of_values
from aftersales.metrics.figure import Figure, Unit
from aftersales.metrics.statistics import median_interval, quantile, wilson
from tests.metrics.test_compare import rate

COUNTS = st.integers(1, 400).flatmap(lambda units: st.tuples(st.integers(0, units), st.just(units)))
HOURS = st.lists(st.floats(0, 100, width=16), min_size=1, max_size=30)


def test_by_hand() -> None:
    """23 of 210 came back: at most 10 are 5 %, so 13 fewer end it; Wilson's bound of 16 is below 5 %, of 17 above: 7 fewer make it unsure."""
    found = remedy_of_counts(rate(23, 210), 0.05, 1, above=True)
    assert (found.to_close, found.to_ease) == (13, 7)
    assert wilson(16, 210).low <= 0.05 < wilson(17, 210).low


def test_where_a_low_value_is_bad_more_are_needed() -> None:
    """80 of 100 came in time: ten more are 90 %; with 86 Wilson's upper bound reaches 0.9, with 84 not."""
    found = remedy_of_counts(rate(80, 100), 0.9, 1, above=False)
    assert found.to_close == 10
    assert wilson(80 + (found.to_ease or 0), 100).high >= 0.9 > wilson(79 + (found.to_ease or 0), 100).high


@given(COUNTS, st.sampled_from([0.01, 0.05, 0.1, 0.3, 0.9]))
def test_it_is_the_smallest_number_that_does(count: tuple[int, int], line: float) -> None:
    """One unit less would not be enough, on either side and for either end."""
    successes, units = count
    found = remedy_of_counts(rate(successes, units), line, 1, above=True)
    assert found.to_close is not None
    assert found.to_ease is not None
    assert (successes - found.to_close) / units <= line
    assert not found.to_close or (successes - found.to_close + 1) / units > line
    assert wilson(successes - found.to_ease, units).low <= line
    assert not found.to_ease or wilson(successes - found.to_ease + 1, units).low > line
    assert found.to_ease <= found.to_close


def test_a_rate_per_thousand_is_eased_by_poisson() -> None:
    """30 in 10,000 units are 3 per 1,000; 10 fewer reach 2 per 1,000. Garwood's bound of 30 is 20.2, of 29 19.4."""
    figure = Figure.model_validate(rate(30, 10_000).model_dump() | {"unit": Unit.RATE})
    found = remedy_of_counts(figure, 2, 1000, above=True)
    assert found.to_close == 10
    assert found.to_ease == 1


def test_a_median_comes_back_when_enough_values_do() -> None:
    """Of 30, 40, 50, 2 and 3 hours two lie below 24: one more at 24 and the median is 24."""
    assert remedy_of_values([30, 40, 50, 2, 3], 24, above=True).to_close == 1
    assert remedy_of_values([30, 40, 50, 60], 24, above=True).to_close == 3


@given(HOURS, st.floats(1, 99, width=16))
def test_the_remedy_of_a_median_is_the_smallest(hours: list[float], line: float) -> None:
    """So many of the values beyond at the threshold instead, and no fewer, bring the median back."""
    found = remedy_of_values(hours, line, above=True)
    assert found.to_close is not None
    beyond = sorted(value for value in hours if value > line)

    def median(moved: int) -> float:
        rest = [value for value in hours if value <= line]
        return quantile(sorted([*rest, *[line] * moved, *beyond[moved:]]), 0.5)

    assert median(found.to_close) <= line
    assert not found.to_close or median(found.to_close - 1) > line
    interval = median_interval(sorted(hours))
    assert found.to_ease == 0 or (interval is not None and interval.low > line)


@pytest.mark.parametrize(("value", "line", "units"), [(12, 10, 2), (10, 10, 0), (10.5, 10, 1)])
def test_a_plain_count_is_reached_by_subtraction(value: float, line: float, units: int) -> None:
    """Twelve waiting, ten allowed: two fewer."""
    assert remedy_of_state(value, line, above=True).to_close == units
