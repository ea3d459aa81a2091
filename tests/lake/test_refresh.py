"""What is exported equals what a build from scratch gives, cell by cell, and costs nothing when nothing is new."""

from collections.abc import Collection
from datetime import timedelta
from pathlib import Path
from random import Random
from tempfile import NamedTemporaryFile

import duckdb
import pytest

from aftersales.lake.cubes import CubeLake
from aftersales.lake.manifest import Manifest
from aftersales.lake.refresh import Scope, refresh
from aftersales.lake.writer import LakeWriter
from aftersales.metrics.catalogue import CONTRACTS, contract
from aftersales.metrics.contract import Form, Lake, Source
from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.figure import Filters
from aftersales.metrics.period import Period
from aftersales.metrics.stated import stated_value
from aftersales.records.cause import Cause
from aftersales.records.errors import UnavailableError
from aftersales.records.fact import Fact
from aftersales.records.message import Author
from tests.lake.in_memory import DEMO, InMemoryObjects, lake_of, snapshot
from tests.metrics.asking import WEEK
from tests.metrics.history import at, case, message, order, refund, returned, review

NOW = at("2026-12-01")
FACTS: list[Fact] = [
    order("1", "2026-11-03"),
    order("2", "2026-11-04", market="DE"),
    order("3", "2026-10-20"),
    returned("r", "1", "2026-11-12"),
    refund("f", "2", "2026-11-13", 500),
    review("a", "2026-11-03", 1),
    review("b", "2026-11-05", 4),
    message("m1", "2026-11-03T08:00", Author.CUSTOMER),
    message("m2", "2026-11-03T10:00", Author.AGENT),
]
CASES = [case(1, "2026-11-03", Cause.QUALITY_PILLING, first_asked_at=at("2026-11-03"))]


_METRICS = (
    "return_rate.units.by_order",
    "neg_review_rate.by_review",
    "first_response",
    "response",
    "session_duration",
    "backlog",
    "csat.mean",
)
SOME = Scope(
    contracts=tuple(contract(name) for name in _METRICS), quick=("orders",), all=("orders", "messages")
)
"""A few contracts: building is what takes time."""
TWO = Scope(contracts=SOME.contracts[:2], quick=("orders",), all=("orders",))
"""Fewer still, where what is built is not the question."""


def evaluator(lake: Lake) -> Evaluator:
    """Ask a lake."""
    return Evaluator(lake=lake, settings=DEMO, as_of=NOW, draw=Random(1).randrange)


def cells(lake: Lake, metrics: Collection[str] = CONTRACTS) -> dict[str, list[tuple[object, ...]]]:
    """Every cell of what figures are read from: sums of cubes, values of durations, rows of the ledger."""
    durations = [name for name, one in CONTRACTS.items() if one.form is Form.DURATION]
    which = {"cube": False, "product_cube": False, "spans": True}
    lake.prepare(Source.LEDGER, metrics, None, NOW.date())
    return {
        name: sorted(
            (
                tuple(row.values())
                for row in lake.query(f"SELECT * FROM {name}", {})  # noqa: S608 our own names
                if name not in which or (row["metric"] in durations) == which[name]
            ),
            key=str,
        )
        for name in (*which, "ledger")
    }


def exported(objects: InMemoryObjects, folder: Path) -> CubeLake:
    """Read what was exported."""
    lake = CubeLake(DEMO, objects, folder / "reader")
    lake.refresh()
    return lake


def test_a_refresh_in_steps_equals_a_build_from_scratch(tmp_path: Path) -> None:
    """R12: facts that came one after the other, some twice and out of order, give the cells that all at once give."""
    objects, folder = InMemoryObjects(), tmp_path / "refresher"
    writer = LakeWriter(objects)
    for place, one in enumerate([*reversed(FACTS), *FACTS[:3]]):
        writer.write(f"b{place}", facts=[one])
        if place % 4 == 0:
            refresh(objects, folder, DEMO, {}, NOW, SOME)
    writer.write("c", cases=[snapshot(one) for one in CASES])
    refresh(objects, folder, DEMO, {}, NOW, SOME)
    assert_same_cells(exported(objects, tmp_path), lake_of(tmp_path / "scratch", FACTS, CASES), _METRICS)


def assert_same_cells(one: Lake, other: Lake, metrics: Collection[str] = CONTRACTS) -> None:
    """Compare all cells, of which there are some of each kind."""
    found, expected = cells(one, metrics), cells(other, metrics)
    assert all(expected.values())
    for name, rows in expected.items():
        assert found[name] == rows, name


def test_the_export_is_what_the_lake_says(tmp_path: Path) -> None:
    """Every metric: its cells, and what is made of them: value, split and rows."""
    objects = InMemoryObjects()
    LakeWriter(objects).write("b", facts=FACTS, cases=[snapshot(one) for one in CASES])
    refresh(objects, tmp_path / "r", DEMO, {}, NOW)
    export, lake = exported(objects, tmp_path), lake_of(tmp_path / "s", FACTS, CASES)
    assert_same_cells(export, lake)
    ours, theirs = evaluator(export), evaluator(lake)
    asked = [(name, None) for name in CONTRACTS]
    assert ours.figures(asked, WEEK) == theirs.figures(asked, WEEK)
    assert _told(objects, WEEK) == {
        one.metric: (one.value, one.tail, one.business)
        for one in ours.figures(asked, WEEK)
        if one.value is not None and (one.value or one.denominator)
    }
    for name in CONTRACTS:
        assert ours.rows(name, WEEK) == theirs.rows(name, WEEK), name
    for by in {"part"}.union(*(one.dimensions for one in CONTRACTS.values())):
        assert ours.splits([*CONTRACTS], WEEK, by) == theirs.splits([*CONTRACTS], WEEK, by), by
    both = Filters(sku="LAMP", market="US")
    assert ours.figure("return_rate.units.by_order", WEEK, both).value == 1


def _told(objects: InMemoryObjects, period: Period) -> dict[str, tuple[float | None, ...]]:
    """What is kept of a week to see later that it has changed: metric → value, 90th percentile, business hours."""
    with NamedTemporaryFile(suffix=".parquet") as file:
        Path(file.name).write_bytes(objects.get("cubes/workspace=demo/told/rows.parquet"))
        rows = duckdb.execute(f"FROM '{file.name}' WHERE monday = ?", [period.first]).fetchall()
    return {
        name: (stated_value(contract(name), numerator, denominator), tail, business)
        for name, _, numerator, denominator, tail, business, _ in rows
        if numerator or denominator
    }


def test_what_another_version_wrote_into_a_manifest_does_no_harm() -> None:
    """An earlier one named the currency there: its lake is read all the same."""
    assert (
        Manifest.model_validate_json('{"began_on": "2026-11-02", "currency": "USD"}').began_on == "2026-11-02"
    )


def test_nothing_new_costs_nothing(tmp_path: Path) -> None:
    """Only the bucket is listed and the manifest read; other settings or a new object build anew, and write only what differs."""
    objects = InMemoryObjects()
    LakeWriter(objects).write("b", facts=FACTS)
    first = refresh(objects, tmp_path, DEMO, {}, NOW, TWO)
    objects.fetched.clear()
    assert refresh(objects, tmp_path, DEMO, {}, NOW, TWO).objects == 0
    assert objects.fetched == ["cubes/workspace=demo/manifest.json"]
    LakeWriter(objects).write("b2", facts=[review("z", "2026-11-20", 5)])
    again = refresh(objects, tmp_path, DEMO, {}, NOW, TWO)
    assert 0 < again.objects < first.objects / 2
    assert refresh(objects, tmp_path, DEMO.having(zone="America/New_York"), {}, NOW, TWO).objects > 0


class Dying(InMemoryObjects):
    """A bucket at which a build dies once its first cube is there."""

    dies = False

    def put(self, key: str, body: bytes) -> None:
        if self.dies and "/product_cube/" in key:
            raise UnavailableError("lake")
        super().put(key, body)


def test_a_build_that_died_leaves_nothing_when_its_reason_goes(tmp_path: Path) -> None:
    """A setting is changed, the build dies half-way, the setting is changed back: the figures are those of the setting again."""
    objects = Dying()
    LakeWriter(objects).write("b", facts=FACTS, cases=[snapshot(one) for one in CASES])
    refresh(objects, tmp_path, DEMO, {}, NOW, TWO)
    before = cells(exported(objects, tmp_path), _METRICS[:2])
    objects.dies = True
    with pytest.raises(UnavailableError):
        refresh(objects, tmp_path, DEMO.having(zone="America/New_York"), {}, NOW, TWO)
    objects.dies = False
    refresh(objects, tmp_path, DEMO, {}, NOW, TWO)
    assert cells(exported(objects, tmp_path), _METRICS[:2]) == before


def test_a_new_process_builds_the_same(tmp_path: Path) -> None:
    """A folder that is lost is fetched anew; nothing that lies there already is written again."""
    objects = InMemoryObjects()
    LakeWriter(objects).write("b", facts=FACTS)
    refresh(objects, tmp_path / "one", DEMO, {}, NOW, TWO)
    before = dict(objects.bodies)
    objects.delete("cubes/workspace=demo/manifest.json")
    refresh(objects, tmp_path / "two", DEMO, {}, NOW, TWO)
    assert cells(exported(objects, tmp_path), _METRICS[:2]) == cells(
        lake_of(tmp_path / "s", FACTS), _METRICS[:2]
    )
    assert before.keys() == objects.bodies.keys()


@pytest.mark.parametrize(("mark", "expected"), [("2026-11-20", "2026-11-20"), ("2026-12-05", "2026-12-01")])
def test_no_mark_runs_ahead_of_the_lake(tmp_path: Path, mark: str, expected: str) -> None:
    """Figures are complete through the slowest connection, and never through more than the moment of listing."""
    objects = InMemoryObjects()
    refresh(objects, tmp_path, DEMO, {"shop": at(mark), "mail": at("2026-12-09")}, NOW, TWO)
    through = exported(objects, tmp_path).manifest.complete_through
    assert through is not None
    assert at(expected) - through <= timedelta(minutes=2)


def test_a_reader_keeps_no_old_files(tmp_path: Path) -> None:
    """A warm function looks again and again: what an earlier export left on its disk goes."""
    objects = InMemoryObjects()
    lake = CubeLake(DEMO, objects, tmp_path / "reader")
    for number in range(3):
        LakeWriter(objects).write(f"b{number}", facts=[order(str(number), "2026-11-03")])
        refresh(objects, tmp_path / "r", DEMO, {}, NOW, TWO)
        lake.refresh()
        assert evaluator(lake).figure("return_rate.units.by_order", WEEK).denominator == number + 1
        assert len(evaluator(lake).rows("return_rate.units.by_order", WEEK)) == number + 1
    assert len(list((tmp_path / "reader").glob("*.parquet"))) <= 5
