"""Figures on answering, resolving and satisfaction, computed by the product's contracts, against the truth counted without it."""

import pytest

from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.figure import Figure
from infra.local.seller.shapes import World
from infra.local.seller.truth import Hours
from infra.local.seller.truth_service import ServiceTruth
from tests.infra.local.seller.conftest import Both, same


@pytest.fixture(scope="module")
def known(world: World) -> ServiceTruth:
    """Return the truth of the world."""
    return ServiceTruth(world)


def _same_hours(figure: Figure, hours: Hours) -> None:
    assert figure.denominator == hours.n
    assert figure.value == pytest.approx(hours.median)
    assert figure.tail == pytest.approx(hours.p90)


def test_resolving_equals_the_truth(evaluator: Evaluator, known: ServiceTruth, both: Both) -> None:
    """How long cases last, how many were solved in a week, at the first contact, and what is still open."""
    ours, theirs = both
    _same_hours(evaluator.figure("full_resolution", ours), known.full_resolution(theirs))
    same(evaluator.figure("resolution_rate.by_opened", ours), known.resolution_rate(theirs))
    same(evaluator.figure("fcr.by_resolved", ours), known.first_contact(theirs))
    assert evaluator.figure("backlog", ours).value == known.backlog(theirs.end)


def test_satisfaction_equals_the_truth(evaluator: Evaluator, known: ServiceTruth, both: Both) -> None:
    """Shares, means and how many answered."""
    ours, theirs = both
    same(evaluator.figure("csat.share", ours), known.satisfied(theirs))
    same(evaluator.figure("csat.response_rate", ours), known.survey_response(theirs))
    assert evaluator.figure("csat.mean", ours).value == pytest.approx(known.mean_score(theirs))


def test_people_equal_the_truth(evaluator: Evaluator, known: ServiceTruth, both: Both) -> None:
    """What each has written and closed; what nobody is known to have written is nobody's."""
    ours, theirs = both
    written = {one.key: one.value for one in evaluator.split("agent_replies", ours, by="agent")}
    assert written == known.replies(theirs)
    solved = {one.key: one.value for one in evaluator.split("agent_resolved", ours, by="agent") if one.key}
    assert solved == {agent: count for agent, count in known.resolved_by(theirs).items() if agent}


def test_volumes_equal_the_truth(evaluator: Evaluator, known: ServiceTruth, both: Both) -> None:
    """Conversations, messages, sessions, proposals."""
    ours, theirs = both
    assert evaluator.figure("conversations_started", ours).value == known.conversations(theirs)
    assert evaluator.figure("customer_messages", ours).value == known.messages(theirs, "customer")
    assert evaluator.figure("agent_messages", ours).value == known.messages(theirs, "agent")
    _same_hours(evaluator.figure("session_duration", ours), known.sessions(theirs))
    same(evaluator.figure("recommendation_acceptance", ours), known.accepted(theirs))
