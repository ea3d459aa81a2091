"""What a dashboard shows of the demo seller is what its links open: the same numbers, asked for on their own."""

import pytest

from aftersales.desk.dashboards import DASHBOARDS
from aftersales.desk.insight import Answers, read_dashboard
from aftersales.desk.questions import Question, read_question
from aftersales.metrics.catalogue import CONTRACTS
from aftersales.metrics.contract import Form
from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.figure import Figure, Filters
from infra.local.seller.periods import Period
from infra.local.seller.shapes import World
from infra.local.seller.telling import resolving
from infra.local.seller.telling.told import chosen, split, within
from tests.infra.local.seller.conftest import NOW

_SUMS = {Form.PROPORTION, Form.SHARE, Form.TOTAL, Form.COUNT}
_ENOUGH_ROWS = 400


@pytest.fixture(scope="module")
def question(evaluator: Evaluator) -> Question:
    """October 2026."""
    return read_question({"period": "2026-10"}, NOW, evaluator.settings.zone)


@pytest.fixture(scope="module")
def answers(evaluator: Evaluator, question: Question) -> list[Answers]:
    """Every section of every dashboard."""
    return [one for board in DASHBOARDS.values() for one in read_dashboard(evaluator, board, question)]


def test_every_dashboard_has_something_to_say(answers: list[Answers]) -> None:
    """The demo seller's facts reach nearly every headline; what has no value says why."""
    figures = [line.figure for one in answers for line in one.headlines]
    assert all(figure.value is not None or figure.reason for figure in figures)
    assert sum(figure.value is not None for figure in figures) > len(figures) * 0.8


def test_every_part_is_what_its_link_opens(
    evaluator: Evaluator, question: Question, answers: list[Answers]
) -> None:
    """A bar, and the figure that its address asks for, are the same sums."""
    for one in answers:
        for parts in one.parts:
            by, metric = parts.split.by, parts.split.metric
            dimension = "cause" if by == "part" and "cause" in metric else by
            keys = [_alone(figure.key) if by == "cause" else figure.key for figure in parts.figures]
            asked = [(metric, Filters(**{dimension: key})) for key in keys]
            alone = evaluator.figures(asked, question.period) if asked else []
            shown = [(figure.numerator, figure.denominator) for figure in parts.figures]
            assert [(figure.numerator, figure.denominator) for figure in alone] == shown, (metric, by)


def test_rows_add_up_to_the_headline(
    evaluator: Evaluator, question: Question, answers: list[Answers]
) -> None:
    """The records that a headline opens are the very ones it is the sum of."""
    figures = {line.figure.metric: line.figure for one in answers for line in one.headlines}
    summed = [
        one
        for name, one in figures.items()
        if CONTRACTS[name].form in _SUMS and 0 < _size(one) < _ENOUGH_ROWS
    ]
    assert len(summed) > len(figures) / 3
    for figure in summed:
        rows = evaluator.rows(figure.metric, question.period, limit=500)
        if CONTRACTS[figure.metric].form is not Form.SHARE:
            assert sum(row.numerator for row in rows) == pytest.approx(figure.numerator), figure.metric


def _alone(key: str | None) -> str | None:
    """A branch among leaves is asked for with a full stop: what lies in none of its leaves."""
    return f"{key}." if key and "." not in key else key


def _size(figure: Figure) -> float:
    return max(figure.denominator, figure.numerator or 0)


def test_people_are_set_against_what_their_mix_of_cases_comes_to(evaluator: Evaluator, world: World) -> None:
    """Whoever is ranked stands beside what the team reaches with the same causes, as the world tells it."""
    question = read_question({"period": "2026-Q3"}, NOW, evaluator.settings.zone)
    (marks,) = [
        one.marks
        for one in read_dashboard(evaluator, DASHBOARDS["people"], question)
        if one.marks and one.marks.ranked
    ]
    period = Period(question.period.start, question.period.end)
    team = chosen(resolving.first_contact(world), "quotient", period, world.end)
    usual = {cause: one.plus / one.of for cause, one in split(team, "quotient", "cause").items()}
    assert marks.expected
    for person in marks.ranked:
        own = within(team, agent=person)
        mixed = sum(usual[one.cause] for one in own) / len(own) if own else None
        assert marks.expected.get((person, "fcr.by_resolved")) == pytest.approx(mixed)
