"""The overview: computed when it is old, kept in between."""

from datetime import timedelta

import pytest

from aftersales.desk.figures import FRESH, HEADLINES, WEEKS, current_overview
from aftersales.records.errors import UnavailableError
from tests.cases.building import SETTINGS, START
from tests.desk.in_memory import InMemoryFigures, InMemoryOverviewStore, no_figures


def test_a_fresh_overview_is_served_without_asking_the_lake() -> None:
    """Within FRESH the kept overview answers, even while the lake is away."""
    kept = InMemoryOverviewStore()
    first = current_overview(InMemoryFigures, kept, SETTINGS, START)
    assert current_overview(no_figures, kept, SETTINGS, START + FRESH - timedelta(seconds=1)) == first
    with pytest.raises(UnavailableError):
        current_overview(no_figures, kept, SETTINGS, START + FRESH)


def test_the_overview_says_what_the_front_page_shows() -> None:
    """Four headline figures against the week before, twelve weeks of return rates, and the causes."""
    overview = current_overview(InMemoryFigures, InMemoryOverviewStore(), SETTINGS, START)
    assert tuple(line.figure.metric for line in overview.headlines) == HEADLINES
    assert len(overview.weeks) == WEEKS
    assert overview.weeks[-1].period == overview.period
    assert overview.causes[0].key == "size_fit"
