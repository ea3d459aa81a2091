"""Golden cases are told as facts and asked as figures: facts → cases (the real fold) → lake → evaluator."""

from collections.abc import Iterable
from pathlib import Path
from random import Random

import pytest

from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.figure import Figure, Filters
from aftersales.metrics.period import Period, week
from aftersales.records.case import Case
from aftersales.records.fact import Fact
from aftersales.records.workspace import Settings
from tests.cases.in_memory import InMemoryDossierStore
from tests.lake.in_memory import lake_of
from tests.lake.whole_lake import DuckLake
from tests.metrics.history import SETTINGS, at

WEEK = week("2026-W45", "Asia/Shanghai")
"""Monday 2 to Sunday 8 November 2026 in Shanghai; moments in the tests are UTC unless they say otherwise."""

LATER = "2027-03-01"
"""A day on which everything that these stories tell has long been known."""


def cases_of(facts: Iterable[Fact], settings: Settings = SETTINGS) -> list[Case]:
    """The cases that these facts make."""
    store = InMemoryDossierStore()
    store.add(list(facts), settings)
    return store.all_cases(settings.workspace)


def sums(evaluator: Evaluator, name: str, period: Period = WEEK) -> tuple[float | None, float]:
    """Numerator and denominator of a figure of a story that has been told."""
    found = evaluator.figure(name, period)
    return found.numerator, found.denominator


class Teller:
    """Builds a lake of everything that follows from a story's facts, and asks it; a story told again is not built again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lakes: dict[tuple[str, ...], DuckLake] = {}

    def told(self, facts: Iterable[Fact], *, settings: Settings = SETTINGS, as_of: str = LATER) -> Evaluator:
        """An evaluator over the facts and the cases folded from them."""
        known = list(facts)
        story = (settings.model_dump_json(), *(fact.model_dump_json() for fact in known))
        if story not in self._lakes:
            folder = self._folder / str(len(self._lakes))
            self._lakes[story] = lake_of(folder, known, cases_of(known, settings), settings)
        return Evaluator(
            lake=self._lakes[story], settings=settings, as_of=at(as_of), draw=Random(1).randrange
        )

    def figure(
        self,
        name: str,
        facts: Iterable[Fact],
        *,
        period: Period = WEEK,
        as_of: str = LATER,
        settings: Settings = SETTINGS,
        filters: Filters | None = None,
    ) -> Figure:
        """One figure of one story."""
        return self.told(facts, settings=settings, as_of=as_of).figure(name, period, filters)

    def sums(
        self,
        name: str,
        *facts: Fact,
        period: Period = WEEK,
        as_of: str = LATER,
        settings: Settings = SETTINGS,
    ) -> tuple[float | None, float]:
        """Numerator and denominator."""
        found = self.figure(name, facts, period=period, as_of=as_of, settings=settings)
        return found.numerator, found.denominator

    def hours(
        self,
        name: str,
        *facts: Fact,
        period: Period = WEEK,
        as_of: str = LATER,
        settings: Settings = SETTINGS,
    ) -> list[float]:
        """The sorted hours behind a duration."""
        return list(self.told(facts, settings=settings, as_of=as_of).durations(name, period))


@pytest.fixture
def tell(tmp_path: Path) -> Teller:
    """A fresh teller."""
    return Teller(tmp_path)
