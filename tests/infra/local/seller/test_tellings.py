"""Every figure that anybody is shown, by the product's contracts over its lake, against what the world itself tells."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from math import isclose
from pathlib import Path
from random import Random

import pytest

from aftersales.desk.dashboards import DASHBOARDS
from aftersales.desk.figures import CAUSES, HEADLINES, TREND
from aftersales.desk.questions import read_question
from aftersales.metrics import period as periods
from aftersales.metrics.catalogue import CONTRACTS
from aftersales.metrics.contract import Contract, Form
from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.figure import Figure, Filters
from aftersales.metrics.statistics import quantile
from aftersales.metrics.sums import DIMENSIONS
from aftersales.records.fact import Fact
from infra.local.seller.markets import ZONE
from infra.local.seller.periods import Period
from infra.local.seller.reading import SETTINGS, cases_of
from infra.local.seller.shapes import World
from infra.local.seller.telling.contracts import TELLINGS
from infra.local.seller.telling.told import Form as Shape
from infra.local.seller.telling.told import Sum, Told, added, chosen, split, within
from tests.infra.local.seller.conftest import NOW, Both
from tests.lake.in_memory import lake_of

_SHAPES: Mapping[Form, Shape] = {Form.COUNT: "count", Form.DURATION: "hours"}
_DRILLS = 5
_LOCAL = {"repurchase_without_case.by_resolved"}
"""What the world tells by weeks of its own zone."""
_PAGE = 500


@pytest.fixture(scope="module")
def tellings(world: World) -> Mapping[str, list[Told]]:
    """Return all that the world tells, by contract."""
    return {name: list(tell(world)) for name, tell in TELLINGS.items()}


def _known(contract: Contract, found: Sequence[Told], period: Period, world: World) -> list[Told]:
    """Return what counts; what is known is known by whole days, up to the end of the day that begins at the world's end."""
    limit = world.end + timedelta(days=1)
    if contract.settles_days is not None:
        limit = min(limit, period.end + timedelta(days=contract.settles_days))
    return chosen(found, _shape(contract), period, limit)


def _shape(contract: Contract) -> Shape:
    return _SHAPES.get(contract.form, "quotient")


def _said(figure: Figure) -> Sum:
    return Sum(figure.numerator or 0, figure.denominator)


def _same(one: float | None, other: float) -> bool:
    return isclose(one or 0, other, rel_tol=1e-6, abs_tol=1e-9)


def _is(figure: Sum, truth: Sum) -> bool:
    return _same(figure.plus, 0 if truth.hours else truth.plus) and _same(figure.of, truth.of)


def _shown() -> set[str]:
    """Return every contract that a dashboard or the front page names."""
    found = {*HEADLINES, TREND, CAUSES}
    for board in DASHBOARDS.values():
        for section in board.sections:
            found |= {*section.headlines, *section.trends, *section.hours}
            found |= {one.metric for one in section.splits}
            found |= set(section.scorecard.metrics) if section.scorecard else set()
    return found


def test_whatever_is_shown_has_a_truth() -> None:
    """No page or report shows what the catalogue does not know, and of all that it knows the world tells what it should be."""
    assert _shown() <= CONTRACTS.keys() == TELLINGS.keys()


def test_every_figure_equals_the_truth(
    evaluator: Evaluator, tellings: Mapping[str, list[Told]], world: World, both: Both
) -> None:
    """Numerator and n of each contract, and the hours behind each duration, are the very numbers of the world."""
    ours, theirs = both
    figures = evaluator.figures([(name, None) for name in tellings], ours)
    for figure, (name, told) in zip(figures, tellings.items(), strict=True):
        contract = CONTRACTS[name]
        truth = added(_known(contract, told, theirs, world), _shape(contract))
        if contract.form is Form.SHARE:
            parts = [one for one in told if one.part]
            classified = added(_known(contract, parts, theirs, world), "quotient").plus
            assert _is(_said(figure), Sum(classified, truth.plus)), name
        else:
            assert _is(_said(figure), truth), (name, _said(figure), truth)
        if truth.hours:
            assert _same(figure.value, quantile(truth.hours, 0.5)), name
            assert _same(figure.tail, quantile(truth.hours, 0.9)), name


@pytest.mark.parametrize("by", ["part", *DIMENSIONS])
def test_every_part_equals_the_truth(
    evaluator: Evaluator, tellings: Mapping[str, list[Told]], world: World, both: Both, by: str
) -> None:
    """So is each bar of each split: by part and by every dimension."""
    ours, theirs = both
    names = [name for name in tellings if by == "part" or by in CONTRACTS[name].dimensions]
    for name, figures in evaluator.splits(names, ours, by).items():
        contract = CONTRACTS[name]
        known = _known(contract, tellings[name], theirs, world)
        if contract.form is Form.SHARE and by not in {"part", "cause"}:
            known = [one.having(of=one.plus, plus=one.plus if one.part else 0) for one in known]
        found = {figure.key: _said(figure) for figure in figures if figure.denominator or figure.numerator}
        truth = split(known, _shape(contract), by)
        if contract.form is Form.SHARE and by in {"part", "cause"}:
            total = added(known, "quotient").of
            truth = {key: Sum(one.plus, total) for key, one in truth.items()}
        assert found.keys() == truth.keys(), (name, by)
        assert all(_is(found[key], truth[key]) for key in truth), (name, by)


@pytest.mark.parametrize("board", DASHBOARDS)
def test_a_drill_down_adds_up_to_the_truth(
    evaluator: Evaluator, tellings: Mapping[str, list[Told]], world: World, board: str
) -> None:
    """Filters in any combination: the figure, the records behind it, and the world agree."""
    ours = read_question({"period": "2026-09"}, NOW, evaluator.settings.zone).period
    theirs = Period(ours.start, ours.end)
    dice = Random(board)
    shown = sorted({name for section in DASHBOARDS[board].sections for name in section.headlines} or TELLINGS)
    for name in dice.choices(shown, k=_DRILLS * 3):
        contract = CONTRACTS[name]
        known = _known(contract, tellings[name], theirs, world)
        if not known or contract.form is Form.SHARE:
            continue
        one = dice.choice(known)
        dimensions = [by for by in contract.dimensions if getattr(one, by) is not None]
        given = {by: getattr(one, by) for by in dice.sample(dimensions, dice.randint(0, len(dimensions)))}
        truth = added(within(known, **given), _shape(contract))
        figure = evaluator.figure(name, ours, Filters(**given))
        assert _is(_said(figure), truth), (name, given)
        rows = evaluator.rows(name, ours, Filters(**given), limit=_PAGE)
        of_rows = Sum(
            0 if truth.hours else sum(row.numerator for row in rows), sum(row.denominator for row in rows)
        )
        assert len(rows) == _PAGE or _is(of_rows, truth), (name, given)


def test_a_week_of_a_clock_change_is_an_hour_longer(
    all_facts: Mapping[str, Fact], tellings: Mapping[str, list[Told]], world: World, tmp_path: Path
) -> None:
    """In New York the week to 1 November 2026 has 169 hours; days, weeks and what is known by them are New York's."""
    zone = "America/New_York"
    settings = SETTINGS.having(zone=zone)
    lake = lake_of(tmp_path, all_facts.values(), cases_of(all_facts.values()), settings)
    later = world.end + timedelta(days=40)
    asked = Evaluator(lake=lake, settings=settings, as_of=later, draw=lambda count: count // 2)
    ours = periods.week("2026-W44", zone)
    theirs = Period(ours.start, ours.end)
    assert theirs.end - theirs.start == timedelta(hours=169)
    names = [name for name in tellings if CONTRACTS[name].form is not Form.SHARE and name not in _LOCAL]
    for figure, name in zip(asked.figures([(name, None) for name in names], ours), names, strict=True):
        contract = CONTRACTS[name]
        settled = ours.end + timedelta(days=contract.settles_days or 0)
        limit = later if contract.settles_days is None else settled
        known = chosen(tellings[name], _shape(contract), theirs, limit)
        assert _is(_said(figure), added(known, _shape(contract))), name


def test_a_seller_of_whom_nothing_is_known_has_no_figures(tmp_path: Path) -> None:
    """Nothing is counted as nought, and whatever has no value says why."""
    asked = Evaluator(lake=lake_of(tmp_path), settings=SETTINGS, as_of=NOW, draw=lambda count: count // 2)
    for figure in asked.figures([(name, None) for name in CONTRACTS], periods.week("2026-W44", ZONE)):
        counts = CONTRACTS[figure.metric].form in {Form.COUNT, Form.TOTAL}
        assert (figure.value, figure.reason is None) == ((0, True) if counts else (None, False)), (
            figure.metric
        )
