"""The life of a case: resolved, thanked for, reopened, merged, spam."""

import pytest

from aftersales.metrics.figure import Filters, Reason
from aftersales.records.cause import Cause
from aftersales.records.fact import Fact
from aftersales.records.message import Author
from tests.metrics.golden.telling import WEEK, Teller, cases_of
from tests.metrics.history import acted, message, rated, read_as, survey

BUYER, AGENT = Author.CUSTOMER, Author.AGENT

ANSWERED = (
    message("1", "2026-11-03T08:00", BUYER),
    message("2", "2026-11-03T10:00", AGENT),
    acted("resolved", "2026-11-03T12:00"),
)
"""Asked at 08:00, answered at 10:00, resolved at 12:00."""


@pytest.mark.golden(5)
def test_a_contact_closed_without_a_reply_is_unanswered(tell: Teller) -> None:
    """5 Resolved with the customer's word last: counted as unanswered, in no average.

    08:00 question, 10:00 reply (2 h), 11:00 another question, 12:00 resolved, 15:00 a late mail by the agent → the second contact
    has no response time; one of two contacts was closed unanswered.
    """
    facts = (
        message("1", "2026-11-03T08:00", BUYER),
        message("2", "2026-11-03T10:00", AGENT),
        message("3", "2026-11-03T11:00", BUYER),
        acted("resolved", "2026-11-03T12:00"),
        message("4", "2026-11-03T15:00", AGENT),
    )
    assert tell.hours("response", *facts) == [2]
    assert tell.sums("unanswered_at_resolve", *facts) == (1, 2)


@pytest.mark.golden(6)
def test_thanks_after_the_resolution_change_nothing(tell: Teller) -> None:
    """6 A plain thank-you after the resolution: not reopened, still solved at the first contact, nobody waits.

    One reply, resolved 3 November, thanks on the 4th → one cycle, FCR 1 of 1, no backlog, no repeat contact.
    """
    thanks = message("3", "2026-11-04T08:00", BUYER)
    facts = (*ANSWERED, thanks, read_as(thanks, "thanks"))
    assert [len(case.cycles) for case in cases_of(facts)] == [1]
    assert tell.sums("fcr.by_resolved", *facts) == (1, 1)
    assert tell.sums("repeat_contact.by_resolved", *facts) == (0, 1)
    assert tell.figure("backlog", facts).value == 0


@pytest.mark.golden(7)
def test_a_message_soon_reopens_and_a_late_one_is_a_new_case(tell: Teller) -> None:
    """7 Written again on day 5: reopened, one case. On day 20: a new case that follows up.

    Window 14 days. Day 5: one case opened in the month, not solved at the first contact, a repeat contact, first response still
    two hours. Day 20: two cases; the first keeps its FCR and is not reopened.
    """
    soon = (*ANSWERED, message("3", "2026-11-08T08:00", BUYER))
    assert [(case.number, len(case.cycles)) for case in cases_of(soon)] == [(1, 2)]
    assert tell.sums("fcr.by_resolved", *soon) == (0, 1)
    assert tell.sums("repeat_contact.by_resolved", *soon) == (1, 1)
    assert tell.sums("agent_reopen_share", *soon) == (1, 1)
    assert tell.hours("first_response", *soon) == [2]
    late = (*ANSWERED, message("3", "2026-11-23T08:00", BUYER))
    assert [(case.number, case.follow_up_of) for case in cases_of(late)] == [(1, None), (2, 1)]
    assert tell.sums("fcr.by_resolved", *late) == (1, 1)
    assert tell.sums("agent_reopen_share", *late) == (0, 1)
    assert tell.sums("resolution_rate.by_opened", *late) == (1, 1)


def _twice() -> tuple[Fact, ...]:
    """The same problem told in two conversations; each is answered and classified."""
    wrote = message("1", "2026-11-03T08:00", BUYER), message("2", "2026-11-03T08:30", BUYER, thread="t2")
    return (
        *wrote,
        *(read_as(one, cause=Cause.QUALITY) for one in wrote),
        message("3", "2026-11-03T10:00", AGENT),
        message("4", "2026-11-03T18:30", AGENT, thread="t2"),
    )


@pytest.mark.golden(8)
def test_what_was_merged_away_is_in_no_figure(tell: Teller) -> None:
    """8 Two cases merged: only the one that remains counts, in numerators and denominators.

    Before: two cases, waits of 2 and 10 hours, two customer messages. The second is merged into the first → one case, one wait of
    2 hours, one classified case, one open case, one message each way.
    """
    assert tell.hours("response", *_twice()) == [2, 10]
    merged = acted(
        "discarded", "2026-11-03T19:00", on="thread:shop/t2", discard="merged", into="thread:shop/t1#1"
    )
    facts = (*_twice(), merged)
    assert tell.hours("response", *facts) == [2]
    assert tell.hours("first_response", *facts) == [2]
    assert tell.sums("cause_share.by_opened", *facts) == (1, 1)
    assert tell.sums("resolution_rate.by_opened", *facts) == (0, 1)
    assert tell.figure("backlog", facts).value == 1
    assert tell.figure("customer_messages", facts).value == 1
    assert tell.figure("agent_messages", facts).value == 1


@pytest.mark.golden(9)
def test_spam_and_tests_are_in_no_figure(tell: Teller) -> None:
    """9 Spam (and tests) leave every figure, and come back when a person takes that back.

    A lone message marked as spam → nothing awaits, nothing is open, nothing was written, no share of causes. Restored → it waits.
    """
    spam = (
        message("1", "2026-11-03T08:00", BUYER),
        acted("discarded", "2026-11-03T09:00", discard="spam"),
        message("2", "2026-11-03T11:00", BUYER),
    )
    assert tell.figure("awaiting", spam).value == 0
    assert tell.figure("backlog", spam).value == 0
    assert tell.figure("customer_messages", spam).value == 0
    assert tell.figure("conversations_started", spam).value == 0
    assert tell.figure("cause_share.by_opened", spam).reason is Reason.NO_DENOMINATOR
    assert tell.figure("resolution_rate.by_opened", spam).reason is Reason.NO_DENOMINATOR
    restored = (*spam, acted("restored", "2026-11-03T12:00"))
    assert tell.figure("awaiting", restored).value == 1
    assert tell.figure("customer_messages", restored).value == 2


@pytest.mark.golden(35)
def test_credit_stays_with_who_resolved(tell: Teller) -> None:
    """35 Reassigned after the resolution: the credit stays with who resolved it, frozen when the survey left.

    lee resolves; the survey leaves; the case is given to kim; the customer rates 5 → lee has one rating, kim none.
    """
    facts = (
        *ANSWERED,
        survey("s1", "2026-11-03T13:00"),
        acted("assigned", "2026-11-03T14:00", owner="kim@example.com", member="boss@example.com"),
        rated("a1", "2026-11-04T08:00", 5),
    )
    asked = tell.told(facts)
    lee = asked.figure("csat.share", WEEK, Filters(agent="lee@example.com"))
    assert (lee.numerator, lee.denominator) == (1, 1)
    assert asked.figure("csat.share", WEEK, Filters(agent="kim@example.com")).value is None
    assert asked.figure("agent_resolved", WEEK, Filters(agent="lee@example.com")).value == 1
