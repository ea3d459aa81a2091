"""The SQL of everything about the work against a fold in plain Python: random desks, all in one lake."""

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.figure import Filters
from aftersales.metrics.period import named
from tests.lake.in_memory import lake_of
from tests.metrics.history import SETTINGS, at
from tests.metrics.on_paper.desks import Work, ages, causes
from tests.metrics.on_paper.random_desks import Desk
from tests.metrics.on_paper.service import DURATIONS, FOLDS

MONTH = named("2026-11", "Asia/Shanghai")
DESKS = 12


@settings(max_examples=2)
@given(st.integers(0, 2**32))
def test_the_figures_of_any_desk_equal_a_fold_in_plain_python(seed: int) -> None:
    """Any cases, with whatever became of them, give the sums that loops over them give; of twelve desks each its own."""
    chance = Random(seed)
    works = {}
    for place in range(DESKS):
        desk = Desk(f"d{place}", chance)
        cases = desk.cases()
        works[desk.name] = Work(cases, desk.facts(cases), MONTH)
    with TemporaryDirectory() as folder:
        facts = [one for work in works.values() for one in work.facts]
        lake = lake_of(
            Path(folder), [*facts, *facts[::3]], [one for work in works.values() for one in work.told]
        )
        asked = Evaluator(lake=lake, settings=SETTINGS, as_of=at("2027-06-01"), draw=Random(1).randrange)
        for name, work in works.items():
            here = Filters(store=name)
            for metric, figure in zip(
                FOLDS, asked.figures([(one, here) for one in FOLDS], MONTH), strict=True
            ):
                found = (figure.numerator or 0, figure.denominator)
                assert found == pytest.approx(FOLDS[metric](work)), (metric, name, seed)
            for metric, spans in DURATIONS.items():
                assert asked.durations(metric, MONTH, here) == pytest.approx(spans(work)), (
                    metric,
                    name,
                    seed,
                )
            for metric, parts in (("cause_share.by_opened", causes), ("backlog", ages)):
                split = {
                    one.key: one.numerator for one in asked.split(metric, MONTH, filters=here) if one.key
                }
                assert split == parts(work), (metric, name, seed)
