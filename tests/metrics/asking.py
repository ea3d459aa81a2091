"""Asking a small lake about one week."""

from collections.abc import Iterable
from pathlib import Path
from random import Random

import pytest

from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.figure import Figure, Filters
from aftersales.metrics.period import Period, week
from aftersales.records.case import Case
from aftersales.records.fact import Fact
from tests.lake.in_memory import lake_of
from tests.metrics.history import SETTINGS, at

WEEK = week("2026-W45", "Asia/Shanghai")
"""2–8 November 2026 in Shanghai; the moments below are UTC."""


class Asker:
    """Makes lakes in a folder and asks them for figures of WEEK."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made = 0

    def evaluator(
        self, facts: Iterable[Fact], cases: Iterable[Case] = (), as_of: str = "2027-03-01"
    ) -> Evaluator:
        self._made += 1
        lake = lake_of(self._folder / str(self._made), facts, cases)
        latest = Evaluator(lake=lake, settings=SETTINGS, as_of=at("2030-01-01"), draw=Random(1).randrange)
        return latest.at(at(as_of))

    def figure(
        self,
        name: str,
        facts: Iterable[Fact],
        cases: Iterable[Case] = (),
        *,
        period: Period = WEEK,
        as_of: str = "2027-03-01",
        filters: Filters | None = None,
    ) -> Figure:
        return self.evaluator(facts, cases, as_of).figure(name, period, filters)

    def sums(self, name: str, *facts: Fact, as_of: str = "2027-03-01") -> tuple[float | None, float]:
        """Numerator and denominator."""
        found = self.figure(name, facts, as_of=as_of)
        return found.numerator, found.denominator


@pytest.fixture
def ask(tmp_path: Path) -> Asker:
    """A fresh asker."""
    return Asker(tmp_path)
