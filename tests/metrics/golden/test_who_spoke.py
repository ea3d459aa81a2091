"""Who asked and who answered: what counts as a question, and what as a reply."""

import pytest

from aftersales.metrics.figure import Filters, Reason
from aftersales.records.message import Author
from tests.metrics.golden.telling import Teller
from tests.metrics.history import acted, message

BUYER, AGENT, ROBOT = Author.CUSTOMER, Author.AGENT, Author.MACHINE


@pytest.mark.golden(1)
def test_an_auto_reply_is_no_answer(tell: Teller) -> None:
    """1 An auto-reply, then a person: only the person answers.

    08:00 question, 08:01 auto-reply, 11:00 reply → three hours, not one minute.
    """
    facts = (
        message("1", "2026-11-03T08:00", BUYER),
        message("2", "2026-11-03T08:01", ROBOT, automation="rule"),
        message("3", "2026-11-03T11:00", AGENT),
    )
    assert tell.hours("first_response", *facts) == [3]
    assert tell.hours("response", *facts) == [3]


@pytest.mark.golden(2)
def test_a_note_is_no_answer(tell: Teller) -> None:
    """2 An internal note only: the customer still waits.

    08:00 question, 09:00 note, nothing else → no first response at all, and one case awaits one at the week's end.
    """
    facts = (
        message("1", "2026-11-03T08:00", BUYER),
        acted("noted", "2026-11-03T09:00", note="will ask the depot"),
    )
    assert tell.figure("first_response", facts).reason is Reason.NO_DENOMINATOR
    assert tell.figure("awaiting", facts).value == 1


@pytest.mark.golden(3)
def test_what_an_agent_began_has_no_first_response_until_the_customer_writes(tell: Teller) -> None:
    """3 Agent-started: undefined until the customer writes, then from that message.

    An agent writes on Monday; alone that is no first response and nobody awaits one. The customer answers Tuesday 08:00 and
    hears back at 10:00 → two hours, not the day since Monday.
    """
    began = message("0", "2026-11-02T09:00", AGENT)
    assert tell.figure("first_response", [began]).value is None
    assert tell.figure("awaiting", [began]).value == 0
    later = (message("1", "2026-11-03T08:00", BUYER), message("2", "2026-11-03T10:00", AGENT))
    assert tell.hours("first_response", began, *later) == [2]


@pytest.mark.golden(4)
def test_three_messages_before_a_reply_are_one_contact(tell: Teller) -> None:
    """4 The customer writes three times before a reply: one contact, its clock starts with the first message.

    08:00, 09:00, 10:00 questions, 12:00 reply → one wait of four hours.
    """
    asked = [message(str(hour), f"2026-11-03T{hour:02}:00", BUYER) for hour in (8, 9, 10)]
    facts = (*asked, message("a", "2026-11-03T12:00", AGENT))
    assert tell.hours("response", *facts) == [4]
    assert tell.hours("first_response", *facts) == [4]


@pytest.mark.golden(10)
def test_a_bot_hands_over(tell: Teller) -> None:
    """10 A bot, then a hand-off: the total from the question, the human part from the hand-off.

    08:00 question, bot at 08:01 and 08:05, hand-off 09:30, person at 10:00 → two hours in all, half an hour of people.
    """
    facts = (
        message("1", "2026-11-03T08:00", BUYER, channel="chat"),
        message("2", "2026-11-03T08:01", ROBOT, channel="chat", automation="bot"),
        message("3", "2026-11-03T08:04", BUYER, channel="chat"),
        message("4", "2026-11-03T08:05", ROBOT, channel="chat", automation="bot"),
        acted("handed_off", "2026-11-03T09:30"),
        message("5", "2026-11-03T10:00", AGENT, channel="chat"),
    )
    assert tell.hours("first_response", *facts) == [2]
    assert tell.hours("first_response_human", *facts) == [0.5]


@pytest.mark.golden(11)
def test_a_draft_counts_once_a_person_approves_it(tell: Teller) -> None:
    """11 A machine's draft that a person approves is that person's reply; sent without a person it is none.

    08:00 question, 08:01 a machine sends its text by itself, 09:00 lee approves and sends a draft → one hour, credited to lee.
    """
    facts = (
        message("1", "2026-11-03T08:00", BUYER),
        message("2", "2026-11-03T08:01", ROBOT, automation="bot", drafted=True),
        message("3", "2026-11-03T09:00", AGENT, drafted=True, member="lee@example.com"),
    )
    assert tell.hours("first_response", *facts) == [1]
    assert tell.figure("agent_replies", facts, filters=Filters(agent="lee@example.com")).value == 1
    assert tell.figure("agent_replies", facts).value == 1
