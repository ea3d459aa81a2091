"""Who asked and who answered: what counts as a question, and what as a reply."""

import pytest

from aftersales.records.message import Author
from tests.metrics.golden.telling import Teller
from tests.metrics.history import message

BUYER, AGENT, ROBOT = Author.CUSTOMER, Author.AGENT, Author.MACHINE


@pytest.mark.golden(1)
def test_an_auto_reply_is_no_answer(tell: Teller) -> None:
    """1 An auto-reply, then a person: only the person answers.

    08:00 question, 08:01 auto-reply, 11:00 reply → three hours, not one minute.
    """
    facts = (
        message("1", "2026-11-03T08:00", BUYER),
        message("2", "2026-11-03T08:01", ROBOT),
        message("3", "2026-11-03T11:00", AGENT),
    )
    assert tell.hours("first_response", *facts) == [3]
    assert tell.hours("response", *facts) == [3]


@pytest.mark.golden(4)
def test_three_messages_before_a_reply_are_one_contact(tell: Teller) -> None:
    """4 The customer writes three times before a reply: one contact, its clock starts with the first message.

    08:00, 09:00, 10:00 questions, 12:00 reply → one wait of four hours.
    """
    asked = [message(str(hour), f"2026-11-03T{hour:02}:00", BUYER) for hour in (8, 9, 10)]
    facts = (*asked, message("a", "2026-11-03T12:00", AGENT))
    assert tell.hours("response", *facts) == [4]
    assert tell.hours("first_response", *facts) == [4]
