"""Every figure that anybody is shown, by the product's contracts over its lake, against what the world itself tells."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from math import isclose
from random import Random

import pytest

from aftersales.desk.dashboards import DASHBOARDS
from aftersales.desk.figures import CAUSES, HEADLINES, TREND
from aftersales.desk.questions import read_question
from aftersales.metrics.catalogue import CONTRACTS
from aftersales.metrics.contract import Contract, Form
from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.figure import Figure, Filters
from aftersales.metrics.statistics import quantile
from aftersales.metrics.sums import DIMENSIONS
from infra.local.seller.periods import Period
from infra.local.seller.shapes import World
from infra.local.seller.telling.contracts import TELLINGS
from infra.local.seller.telling.told import Form as Shape
from infra.local.seller.telling.told import Sum, Told, added, chosen, split, within
from tests.infra.local.seller.conftest import NOW, Both

_SHAPES: Mapping[Form, Shape] = {Form.COUNT: "count", Form.DURATION: "hours"}
_DRILLS = 5
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
