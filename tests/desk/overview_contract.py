"""What every overview store does; the fake and the adapter run the same tests."""

from datetime import timedelta

from aftersales.desk.figures import OverviewStore, make_overview
from tests.cases.building import SETTINGS, START
from tests.desk.in_memory import InMemoryFigures


class OverviewStoreContract:
    def test_the_newest_overview_replaces_the_one_before(self, store: OverviewStore) -> None:
        """One overview per workspace comes back as it was saved, every figure of it."""
        figures = InMemoryFigures(SETTINGS, START)
        assert store.load("w") is None
        for hours in (0, 1):
            overview = make_overview(figures, SETTINGS, START + timedelta(hours=hours))
            store.save(overview)
            assert store.load("w") == overview
        assert store.load("other") is None
