"""Charts: geometry that never leaves its square and starts at zero."""

from hypothesis import given
from hypothesis import strategies as st

from aftersales.metrics.figure import Figure, Unit
from aftersales.metrics.period import week
from aftersales.metrics.statistics import Interval
from aftersales.web.charts import bars, ceiling, interval_bar, trend
from tests.cases.building import START

WEEK = week("2026-W10", "UTC")
_SHARES = st.none() | st.floats(0, 1)


def _figure(value: float | None, spread: float = 0.1) -> Figure:
    interval = (
        Interval(low=max(0.0, value - spread), high=min(1.0, value + spread)) if value is not None else None
    )
    return Figure(metric="m", unit=Unit.SHARE, period=WEEK, as_of=START, value=value, interval=interval)


@given(st.lists(_SHARES, max_size=12))
def test_a_trend_stays_within_its_square(shares: list[float | None]) -> None:
    """Points and intervals lie between 0 and 100, in order, with the interval around the value; gaps stay gaps."""
    drawn = trend([_figure(share) for share in shares])
    known = [share for share in shares if share is not None]
    assert (drawn is None) == (len(known) < 2)
    if drawn:
        assert len(drawn.points) == len(known)
        assert [point.x for point in drawn.points] == sorted(point.x for point in drawn.points)
        assert all(0 <= point.high <= point.y <= point.low <= 100 for point in drawn.points)
        assert drawn.ticks[0] == (0.0, 100.0)


def test_a_line_ends_where_figures_are_missing() -> None:
    """Nobody is shown a course, nor an interval, through weeks of which nothing is known; a week alone is a point."""
    drawn = trend([_figure(share, 0) for share in (0.5, 1, None, 0.5, None, None, 1, 0.5)])
    assert drawn
    assert drawn.lines == ["6.25,50.0 18.75,0.0", "81.25,0.0 93.75,50.0"]
    assert [band.count(",") for band in drawn.bands] == [4, 4]
    assert len(drawn.points) == 5


def test_a_band_ends_where_intervals_are_missing() -> None:
    """A value of too few records has a point of the line and no interval: the band is not drawn as if it were certain."""
    figures = [_figure(share) for share in (0.5, 0.6, 0.5, 0.4, 0.5)]
    figures[2] = figures[2].having(interval=None)
    drawn = trend(figures)
    assert drawn
    assert len(drawn.lines) == 1
    assert [[point.split(",")[0] for point in band.split()] for band in drawn.bands] == [
        ["10.0", "30.0", "30.0", "10.0"],
        ["70.0", "90.0", "90.0", "70.0"],
    ]


@given(st.floats(1e-6, 1e6))
def test_a_scale_ends_at_a_round_number_just_above(value: float) -> None:
    """The top is at least the value and less than twice as large."""
    assert value * (1 - 1e-6) <= ceiling(value) <= value * 1.6


def test_bars_start_at_zero_and_the_longest_fills_the_width() -> None:
    """Lengths are in proportion to values; where there are intervals they get room, and a very wide one is cut off."""
    plain = [_figure(share).having(interval=None) for share in (0.4, 0.1)]
    assert [bar.width for bar in bars(plain)] == [100, 25]
    drawn = bars([_figure(0.4, 0.05), _figure(0.1, 0.8)])
    assert [(bar.width, bar.low, bar.high) for bar in drawn] == [(80, 70, 90), (20, 0, 100)]
    assert list(bars([_figure(0.0).having(interval=None)])) == []
    (nothing_yet,) = bars([_figure(0.0, 0.2)])
    assert (nothing_yet.width, nothing_yet.high) == (0, 100)


def test_no_interval_no_bar() -> None:
    """A figure without value draws nothing."""
    assert interval_bar(_figure(None)) is None
    drawn = interval_bar(_figure(0.5))
    assert drawn
    assert drawn.low < drawn.at < drawn.high <= 100
