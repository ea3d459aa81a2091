"""The SQL of everything about goods against a fold in plain Python: random stores, all in one lake."""

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.figure import Filters
from aftersales.metrics.period import named
from aftersales.records.fact import Fact
from aftersales.records.parcel import Parcel
from tests.lake.in_memory import lake_of
from tests.metrics.history import SETTINGS, at
from tests.metrics.on_paper.goods import processing
from tests.metrics.on_paper.random_stores import Store, rates
from tests.metrics.on_paper.sales import FOLDS, PARTS
from tests.metrics.on_paper.shop import Shop
from tests.metrics.on_paper.ways import lost

MONTH = named("2026-11", "Asia/Shanghai")
STORES = 12


def _stores(seed: int) -> dict[str, Store]:
    chance = Random(seed)
    return {f"s{place}": Store(f"s{place}", chance) for place in range(STORES)}


def _own(facts: list[Fact], name: str) -> list[Fact]:
    return [
        one
        for one in facts
        if one.record.store == name or (isinstance(one.record, Parcel) and one.record.carrier == name)
    ]


@settings(max_examples=2)
@given(st.integers(0, 2**32))
def test_the_figures_of_any_store_equal_a_fold_in_plain_python(seed: int) -> None:
    """Any history, in any order, gives the sums that loops over its records give; of twelve stores each its own."""
    stores = _stores(seed)
    facts = [one for store in stores.values() for one in store.facts()]
    arrived = [*facts, *facts[::3], *rates()]
    Random(seed).shuffle(arrived)
    with TemporaryDirectory() as folder:
        lake = lake_of(Path(folder), arrived)
        asked = Evaluator(lake=lake, settings=SETTINGS, as_of=at("2027-06-01"), draw=Random(1).randrange)
        for name, store in stores.items():
            shop = Shop(name, store.platform, _own(facts, name), MONTH)
            figures = asked.figures([(metric, Filters(store=name)) for metric in FOLDS], MONTH)
            for figure, (metric, fold) in zip(figures, FOLDS.items(), strict=True):
                found = (figure.numerator or 0, figure.denominator)
                assert found == pytest.approx(fold(shop)), (metric, name, seed)
            for metric, parts in PARTS.items():
                split = asked.split(metric, MONTH, filters=Filters(store=name))
                told = {one.key: one.numerator for one in split if one.key}
                assert told == parts(shop), (metric, name, seed)
            assert asked.durations("return_processing", MONTH, Filters(store=name)) == processing(shop), (
                name,
                seed,
            )
            away = asked.figure("lost_rate", MONTH, Filters(carrier=name))
            assert ((away.numerator or 0), away.denominator) == lost(shop), (name, seed)
