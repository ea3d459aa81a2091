"""Waiting times: of cases made by hand, and of conversations folded from messages."""

from typing import Any

import pytest

from aftersales.metrics.figure import Reason
from aftersales.records.case import Case
from aftersales.records.fact import Fact
from aftersales.records.message import Author
from tests.metrics.asking import WEEK, Asker
from tests.metrics.golden.telling import cases_of
from tests.metrics.history import acted, at, case, message

BUYER, AGENT, ROBOT = Author.CUSTOMER, Author.AGENT, Author.MACHINE


def answered(number: int, asked: str, answer: str | None, **changes: Any) -> Case:
    """A case by when the customer asked and was answered."""
    answered_at = at(answer) if answer else None
    return case(number, asked, None, first_asked_at=at(asked), first_answer_at=answered_at, **changes)


def test_first_response_is_dated_by_the_reply(ask: Asker) -> None:
    """Asked before the week and answered in it counts; answered after it does not."""
    cases = [
        answered(1, "2026-10-30T10:00", "2026-11-03T10:00"),
        answered(2, "2026-11-03T10:00", "2026-11-03T12:00"),
        answered(3, "2026-11-08T10:00", "2026-11-09T10:00"),
    ]
    found = ask.figure("first_response", [], cases)
    assert (found.value, found.denominator, found.numerator) == (49, 2, None)
    assert found.tail == pytest.approx(2 + 0.9 * 94)


def test_a_case_that_began_with_an_agent_has_no_first_response(ask: Asker) -> None:
    """A first response is undefined until a customer has written; never counted as nought."""
    cases = [case(1, "2026-11-03", first_answer_at=at("2026-11-03")), case(2, "2026-11-03")]
    assert ask.figure("first_response", [], cases).reason is Reason.NO_DENOMINATOR


def test_those_still_waiting_are_counted_beside(ask: Asker) -> None:
    """At the week's end: asked before it, and neither answered nor resolved by then."""
    cases = [
        answered(1, "2026-10-01", None),
        answered(2, "2026-11-07", "2026-11-09"),
        answered(3, "2026-11-07", "2026-11-08"),
        answered(4, "2026-11-07", None, resolved_at=at("2026-11-08")),
        answered(5, "2026-11-10", None),
    ]
    assert ask.figure("awaiting", [], cases).value == 2


def response(ask: Asker, *facts: Fact) -> list[float]:
    """The hours of all contacts answered in the week."""
    return ask.evaluator(facts, cases_of(facts)).durations("response", WEEK)


def test_several_messages_in_a_row_are_one_contact(ask: Asker) -> None:
    """Three messages before the reply; the first one starts the clock."""
    times = ("2026-11-03T08:00", "2026-11-03T09:00", "2026-11-03T10:00")
    wrote = [message(str(place), when, BUYER) for place, when in enumerate(times)]
    assert response(ask, *wrote, message("a", "2026-11-03T11:00", AGENT)) == [3]


def test_machines_do_not_answer(ask: Asker) -> None:
    """An auto-reply comes first, the person's reply ends the wait."""
    facts = [message("1", "2026-11-03T08:00", BUYER), message("2", "2026-11-03T08:01", ROBOT)]
    assert response(ask, *facts, message("3", "2026-11-03T10:00", AGENT)) == [2]


def test_each_contact_has_its_own_wait(ask: Asker) -> None:
    """A second question after a reply is a second contact; a second reply in a row answers nothing."""
    facts = [
        message("1", "2026-11-03T08:00", BUYER),
        message("2", "2026-11-03T09:00", AGENT),
        message("3", "2026-11-03T09:30", AGENT),
        message("4", "2026-11-03T10:00", BUYER),
        message("5", "2026-11-03T14:00", AGENT),
        message("6", "2026-11-03T15:00", BUYER),
    ]
    assert response(ask, *reversed(facts)) == [1, 4]


def test_a_contact_closed_without_a_reply_is_no_wait(ask: Asker) -> None:
    """A case may be resolved with the customer's word last; what an agent writes afterwards answers nothing."""
    facts = [message("1", "2026-11-03T08:00", BUYER), message("2", "2026-11-04T08:00", AGENT)]
    assert response(ask, *facts) == [24]
    closed = acted("resolved", "2026-11-03T20:00", on="thread:shop/t1")
    assert response(ask, *facts, closed) == []


def test_conversations_do_not_answer_each_other(ask: Asker) -> None:
    """A reply in one thread leaves the other waiting."""
    facts = [message("1", "2026-11-03T08:00", BUYER), message("2", "2026-11-03T09:00", AGENT, thread="t2")]
    assert response(ask, *facts) == []
