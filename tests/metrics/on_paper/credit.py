"""Surveys, people, machines and costs of a desk, folded by the words of the metrics."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from aftersales.records.case import Case
from aftersales.records.cause import Cause
from aftersales.records.cost import Cost
from aftersales.records.recommendation import Recommendation
from aftersales.records.survey import Survey, SurveyAnswer
from tests.metrics.on_paper.desks import Pair, Work

_WEEK = timedelta(days=7)
_BACK = {"carrier_claim", "reimbursement", "resale"}
_CONTENT = 4


def _answers(work: Work) -> Iterator[tuple[datetime, int]]:
    given: dict[str, list[SurveyAnswer]] = defaultdict(list)
    for one in sorted(work.records(SurveyAnswer), key=lambda one: one.at):
        given[one.survey].append(one)
    for survey in work.records(Survey):
        answers = given[survey.key] if work.case_of(survey.on, survey.case) else []
        counted = [one.score for one in answers if one.at <= answers[0].at + _WEEK]
        if counted:
            yield answers[0].at, counted[-1]


def satisfied(work: Work) -> Pair:
    """Answers of four or five."""
    found = [score for at, score in _answers(work) if work.holds(at)]
    return sum(score >= _CONTENT for score in found), len(found)


def mean_score(work: Work) -> Pair:
    """All scores."""
    found = [score for at, score in _answers(work) if work.holds(at)]
    return sum(found), len(found)


def surveys_answered(work: Work) -> Pair:
    """Surveys answered, of those known to have arrived."""
    answered = {one.survey for one in work.records(SurveyAnswer)}
    sent = [one for one in work.records(Survey) if work.holds(one.sent_at) and work.case_of(one.on, one.case)]
    arrived = [one for one in sent if one.delivered_at or one.key in answered]
    return sum(one.key in answered for one in arrived), len(arrived)


def replies(work: Work) -> Pair:
    """Replies of people."""
    return sum(work.holds(one.at) for case in work.cases for one in case.replies), 0


def handled(work: Work) -> Pair:
    """Cases by each person's first reply."""
    found = 0
    for case in work.cases:
        firsts: dict[str, datetime] = {}
        for one in case.replies:
            if one.agent:
                firsts.setdefault(one.agent, one.at)
        found += sum(work.holds(at) for at in firsts.values())
    return found, 0


def resolved(work: Work) -> Pair:
    """Resolutions."""
    return sum(work.holds(one.resolved_at) for _, one, _ in work.cycles()), 0


def reopened(work: Work) -> Pair:
    """Resolutions that did not last."""
    found = [again for _, one, again in work.cycles() if work.holds(one.resolved_at)]
    return sum(again is not None for again in found), len(found)


def completion(work: Work) -> Pair:
    """Cases resolved by whom they were assigned to last, of those due a week after they were opened."""
    found = []
    for case in work.cases:
        for place, cycle in enumerate(case.cycles, 1):
            given = [one.agent for one in case.assignments if one.cycle == place]
            if given and given[-1] and work.holds(cycle.opened_at + _WEEK):
                found.append(cycle.resolved_at is not None and cycle.agent == given[-1])
    return sum(found), len(found)


def accepted(work: Work) -> Pair:
    """Proposals taken."""
    shown = [
        one
        for one in work.records(Recommendation)
        if work.holds(one.shown_at) and work.case_of(one.on, one.case or 1)
    ]
    return sum(one.outcome == "accepted" for one in shown), len(shown)


def _judged(case: Case) -> Cause | None:
    return case.labels[-1].cause if case.labels else None


def overridden(work: Work) -> Pair:
    """Guesses of the engine that people changed."""
    found = [one for one in work.cases if one.engine_cause and work.holds(one.opened_at)]
    return sum(_judged(one) is not None and one.cause != one.engine_cause for one in found), len(found)


def precision(work: Work) -> Pair:
    """Guesses whose branch people confirmed."""
    found = [one for one in work.cases if one.engine_cause and _judged(one) and work.holds(one.labels[-1].at)]
    return sum(
        one.cause is not None and one.engine_cause is not None and one.cause.branch is one.engine_cause.branch
        for one in found
    ), len(found)


def _costs(work: Work) -> Iterator[dict[str, float | None]]:
    """Yield what each resolved case of the period cost; an amount belongs to the newest case that was open by then."""
    done = [one for one in work.cases if one.resolved_at]
    spent: dict[str, dict[str, list[float | None]]] = {one.id: {"labour": [], "tool": []} for one in done}
    for one in work.records(Cost):
        mine = sorted((case for case in done if case.home == one.home), key=lambda case: case.opened_at)
        if mine:
            case = ([case for case in mine if case.opened_at <= one.incurred_at] or mine[:1])[-1]
            sign = -1 if one.component.value in _BACK else 1
            amount = sign * one.amount.minor / 100 if one.amount else None
            spent[case.id].setdefault(one.component.value, []).append(amount)
    for case in done:
        if work.holds(case.resolved_at):
            yield {name: _sum(amounts) for name, amounts in spent[case.id].items()}


def _sum(amounts: list[float | None]) -> float | None:
    known = [one for one in amounts if one is not None]
    return sum(known) if known else None


def cost_per_case(work: Work) -> Pair:
    """Known costs, of cases of which any is known."""
    known = [[one for one in costs.values() if one is not None] for costs in _costs(work)]
    return sum(sum(one) for one in known), sum(bool(one) for one in known)


def cost_incomplete(work: Work) -> Pair:
    """Cases of which a cost is unknown: nobody has said what tools cost, so all are."""
    return len(list(_costs(work))), len(list(_costs(work)))
