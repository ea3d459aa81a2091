"""A slice gives the rows that a build of everything gives, though it holds a few dossiers only."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from aftersales.lake.refresh import Scope, refresh
from aftersales.lake.writer import LakeWriter
from aftersales.metrics.catalogue import contract
from aftersales.records.calendar import Calendar, Shift
from aftersales.records.case import Case, CaseState, Turn
from aftersales.records.fact import Fact
from aftersales.records.money import Money
from aftersales.records.target import Clock, Promise, ServiceTarget
from aftersales.records.workspace import Settings
from tests.lake.in_memory import DEMO, InMemoryObjects, snapshot
from tests.lake.test_refresh import cells, exported
from tests.metrics.history import at, case, exchange_rate, order, returned

NOW = at("2026-12-01T10:00")
Batch = tuple[Sequence[Fact], Sequence[Case]]


def _rows(folder: Path, settings: Settings, name: str, *batches: Batch) -> list[tuple[object, ...]]:
    """Return a contract's ledger; whatever comes after the first batch is built of news."""
    objects, scope = InMemoryObjects(), Scope(contracts=(contract(name),), quick=(), all=())
    for step, (facts, cases) in enumerate(batches):
        LakeWriter(objects).write(f"b{step}", facts=facts, cases=[snapshot(one) for one in cases])
        assert refresh(objects, folder / "steps", settings, {}, NOW, scope).of_news == (step > 0)
    return cells(exported(objects, folder), [name])["ledger"]


def _both(folder: Path, settings: Settings, name: str, known: Batch, news: Batch) -> tuple[object, object]:
    whole = ([*known[0], *news[0]], [*known[1], *news[1]])
    steps = _rows(folder / "news", settings, name, known, news)
    return steps, _rows(folder / "whole", settings, name, whole)


def test_a_promise_of_many_weeks_is_due_though_no_case_of_the_slice_lasts_so_long(tmp_path: Path) -> None:
    """Four hundred working hours are ten weeks: working time goes on for as long whether or not others' cases do."""
    week = tuple(Shift(weekday=day, opens="09:00", closes="17:00") for day in range(1, 6))
    promised = ServiceTarget(
        since=at("2026-08-01"), promise=Promise.RESOLUTION, hours=400, clock=Clock.BUSINESS
    )
    settings = DEMO.having(
        calendars=(Calendar(since=date(2026, 8, 1), zone=DEMO.zone, shifts=week),), targets=(promised,)
    )
    old, new, young = (
        case(1, when, home=f"thread:shop/{when}", turns=(Turn(at=at(when), state=CaseState.WAITING),))
        for when in ("2026-09-01", "2026-09-02", "2026-11-25")
    )
    sold = [order("1", "2026-09-01")]
    steps, whole = _both(tmp_path, settings, "sla_attainment", (sold, [old, young]), ([], [new]))
    assert steps == whole
    assert len(_rows(tmp_path / "alone", settings, "sla_attainment", (sold, [new]))) == 1


def test_what_was_paid_on_top_is_worth_as_much_in_any_slice(tmp_path: Path) -> None:
    """The price of an exchange may be told in a currency in which only others ever bought."""
    rates = [exchange_rate("JPY", "2026-11-03", "150"), exchange_rate("USD", "2026-11-03", "1.25")]
    sales = [order("1", "2026-11-03"), order("2", "2026-11-03", currency="JPY")]
    more = returned(
        "r", "1", "2026-11-12", resolution="exchange", difference=Money(minor=1000, currency="JPY")
    )
    told = [*rates, *sales, returned("s", "2", "2026-11-10")]
    steps, whole = _both(tmp_path, DEMO, "exchange_upsell.by_request", (told, []), ([more], []))
    assert whole
    assert steps == whole
