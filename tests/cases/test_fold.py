"""Cases as a fold over facts."""

from collections.abc import Sequence
from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from aftersales.cases.dossier import Dossier
from aftersales.records.case import Case, CaseState, Queue, Trigger
from aftersales.records.cause import Cause
from aftersales.records.erasure import NAMELESS
from aftersales.records.fact import Fact
from aftersales.records.order import OrderLine
from tests.cases.building import (
    SETTINGS,
    STORE,
    action,
    at,
    back,
    claim,
    fact,
    message,
    order,
    parcel,
    reading,
    refund,
    review,
)
from tests.cases.in_memory import InMemoryDossierStore

HOME = f"order:{STORE}/900"


def story(*records: object) -> Dossier:
    """Fold records to the dossier of the order."""
    store = InMemoryDossierStore()
    store.add([fact(record) for record in records], SETTINGS)
    return store.dossier("w", HOME, SETTINGS)


def only_case(*records: object) -> Case:
    """Fold records that make exactly one case."""
    (case,) = story(*records).cases
    return case


def test_a_customers_message_opens_a_case_with_a_first_answer_deadline() -> None:
    """A message that needs an answer starts the clock at the time it was sent."""
    case = only_case(order(), message(5))
    assert (case.state, case.triggers, case.order_number) == (CaseState.WAITING, (Trigger.MESSAGE,), "1001")
    assert (case.waiting_since, case.due_at) == (at(5), at(29))
    assert case.is_overdue(at(30))
    assert not case.is_overdue(at(28))


def test_a_second_message_joins_and_does_not_restart_the_clock() -> None:
    """The first unanswered message is what has been waiting."""
    case = only_case(order(), message(5), message(7))
    assert case.due_at == at(29)


def test_an_answer_ends_the_waiting_and_dates_the_first_response() -> None:
    """An agent's message answers; only the first answer counts as the first response."""
    case = only_case(order(), message(5), message(8, "agent"), message(9), message(12, "agent"))
    assert (case.state, case.first_asked_at, case.first_answer_at) == (CaseState.ANSWERED, at(5), at(8))


def test_a_machines_message_is_no_answer_and_opens_nothing() -> None:
    """Auto-replies and platform notices neither ask nor answer."""
    assert story(order(), message(5, "machine")).cases == ()
    assert only_case(order(), message(5), message(6, "machine")).state is CaseState.WAITING


def test_a_case_that_an_agent_began_has_no_first_response_until_the_customer_writes() -> None:
    """An agent's first mail asks nothing of us."""
    case = only_case(order(), message(1, "agent"), message(5), message(6, "agent"))
    assert (case.first_asked_at, case.first_answer_at) == (at(5), at(6))


def test_a_return_is_settled_by_its_refund() -> None:
    """A return request waits for us until money went back after it."""
    waiting = only_case(order(), back(5))
    assert (waiting.state, waiting.queue, waiting.cause) == (
        CaseState.WAITING,
        Queue.RETURNS,
        Cause.SIZE_TOO_SMALL,
    )
    done = only_case(order(), back(5), refund(50))
    assert (done.state, done.resolved_at) == (CaseState.RESOLVED, at(50))


def test_a_bad_review_is_a_case_even_after_it_was_edited() -> None:
    """One to three stars open a case; a later better rating settles it and the trigger stays."""
    case = only_case(order(), review(10, 1), review(60, 5))
    assert (case.triggers, case.state) == ((Trigger.REVIEW,), CaseState.RESOLVED)
    assert story(order(), review(10, 4)).cases == ()


def test_a_reviewer_is_the_customer_where_no_order_names_one() -> None:
    """A review that stands alone is called by its author; an order's customer goes before, and who was erased has no name."""
    alone = review(10, 1, author="Daan")
    assert only_case(alone).customer_name == "Daan"
    assert only_case(order(), alone).customer_name == "Ann Example"
    assert only_case(review(10, 1, author=f"{NAMELESS}39b4bfb7")).customer_name is None


def test_a_claim_brings_its_own_deadline_and_goes_to_the_front() -> None:
    """The platform's deadline is taken as given, and claims are priority one."""
    case = only_case(order(), claim(5))
    assert (case.due_at, case.priority, case.queue) == (at(105), 1, Queue.COMPLAINTS)


def test_a_parcel_exception_joins_its_orders_case() -> None:
    """A carrier knows only the tracking number; the order announces it, and both are one dossier."""
    case = only_case(order(tracking_numbers=("TN1",)), parcel(5, "lost"), message(6))
    assert case.triggers == (Trigger.PARCEL, Trigger.MESSAGE)
    assert (case.queue, case.order_number, case.cause) == (Queue.LOGISTICS, "1001", Cause.LOST_OR_LATE_LOST)


def test_every_case_has_a_name() -> None:
    """A case is called by its subject, else by the tracking number or the goods that come back."""
    assert only_case(order(), message(5), back(7)).title == "Help"
    assert only_case(order(tracking_numbers=("TN1",)), parcel(5, "lost")).title == "TN1"
    named = order(lines=(OrderLine(key="1", sku="SKU-1", title="Warm hat", ordered=1, shipped=1),))
    assert only_case(named, back(7)).title == "Warm hat"


def test_a_delivered_parcel_settles_its_exception() -> None:
    """An exception is over when the parcel arrives."""
    assert only_case(
        order(tracking_numbers=("TN1",)), parcel(5, "exception"), parcel(9, "delivered")
    ).state is (CaseState.RESOLVED)


def test_resolve_then_soon_a_message_reopens_and_late_a_message_starts_a_follow_up() -> None:
    """Within the reopening window it is the same problem, after it a new one that names the old."""
    told = (order(), message(5), action(10, "resolved"))
    soon = only_case(*told, message(10 + 24 * 5))
    assert (soon.state, len(soon.cycles)) == (CaseState.WAITING, 2)
    first, second = story(*told, message(10 + 24 * 20)).cases
    assert (first.state, second.follow_up_of) == (CaseState.RESOLVED, 1)


def test_thanks_do_not_reopen() -> None:
    """A bare thank-you after the resolution leaves the case resolved."""
    thanks = message(12)
    case = only_case(
        order(), message(5), action(10, "resolved"), thanks, reading(thanks, signals=("thanks",))
    )
    assert case.state is CaseState.RESOLVED


def test_a_persons_label_beats_a_code_which_beats_an_engine() -> None:
    """The source of a cause is kept beside it."""
    asked = message(6)
    guess = reading(asked, causes=({"cause": "wrong_item", "confidence": 0.7},))
    assert only_case(order(), asked, guess).cause_source == "engine"
    assert only_case(order(), asked, guess, back(7)).cause_source == "platform"
    labelled = only_case(order(), asked, guess, back(7), action(8, "relabelled", cause="missing_parts"))
    assert (labelled.cause, labelled.cause_source) == (Cause.MISSING_PARTS, "person")


def test_usage_questions_come_later_and_high_value_orders_sooner() -> None:
    """Priority four for usage questions; an order above the workspace's threshold raises by one."""
    asked = message(6)
    guess = reading(asked, causes=({"cause": "usage_question", "confidence": 0.9},))
    assert only_case(order(), asked, guess).priority == 4
    dear = order(total={"minor": 50000, "currency": "USD"})
    assert only_case(dear, asked, guess).priority == 3


def test_a_thread_follows_the_order_that_one_of_its_messages_names() -> None:
    """Messages without a number belong to the dossier of the number that their thread named."""
    dossier = story(order(), message(5), message(6, order_number=None))
    assert len(dossier.messages) == 2
    assert len(dossier.cases) == 1


def test_what_names_no_order_stands_alone() -> None:
    """A return without an order is never guessed to one."""
    store = InMemoryDossierStore()
    store.add([fact(order()), fact(back(5, order=None))], SETTINGS)
    (case,) = store.all_cases("w")
    assert case.home == f"return:{STORE}/r1"


def test_a_case_keeps_who_waited_for_whom() -> None:
    """Contacts with their ends, replies with their authors, whose turn it was when, and who resolved each cycle."""
    case = only_case(
        order(),
        message(5),
        message(6),
        message(8, "agent", member="kim@example.com"),
        action(9, "resolved"),
        message(20),
        action(30, "resolved", member="system"),
    )
    assert [(one.asked_at, one.messages, one.outcome, one.agent) for one in case.contacts] == [
        (at(5), 2, "answered", "kim@example.com"),
        (at(20), 1, "unanswered", None),
    ]
    assert [(one.at, one.agent, one.channel) for one in case.replies] == [(at(8), "kim@example.com", "mail")]
    assert [(turn.at, turn.state) for turn in case.turns] == [
        (at(5), "waiting"),
        (at(8), "answered"),
        (at(9), "resolved"),
        (at(20), "waiting"),
        (at(30), "resolved"),
    ]
    assert [(cycle.agent, cycle.is_automatic) for cycle in case.cycles] == [
        ("lee@example.com", False),
        (None, True),
    ]


def test_a_merged_case_takes_nothing_in_and_a_spam_case_everything() -> None:
    """What comes after a merge is a new case, so that nobody is unheard; what spam sends stays spam."""
    told = (order(), message(5))
    first, second = story(*told, action(6, "discarded", discard="merged"), message(7)).cases
    assert (first.discard, first.state, second.discard, second.follow_up_of) == (
        "merged",
        CaseState.RESOLVED,
        None,
        1,
    )
    spam = only_case(*told, action(6, "discarded", discard="spam"), message(7))
    assert (spam.discard, spam.state, spam.due_at) == ("spam", CaseState.RESOLVED, None)


FACTS: Sequence[Fact] = [
    fact(record)
    for record in (
        order(),
        order(2, tracking_numbers=("TN1",), status="shipped"),
        parcel(30, "failed_attempt"),
        parcel(60, "delivered"),
        message(40),
        message(41, order_number=None, subject="Re: Help"),
        message(44, "agent"),
        back(50),
        refund(80),
        review(90, 2),
        review(95, 5),
        claim(100),
        action(120, "assigned", owner="lee@example.com"),
        action(130, "resolved"),
        message(135),
        message(136, "machine", automation="bot"),
        action(137, "handed_off"),
        action(138, "waived"),
        message(139),
        message(139, "agent", member="kim@example.com", drafted=True),
        action(140, "discarded", discard="spam"),
        action(141, "restored"),
        action(142, "relabelled", cause="quality"),
        message(600, order_number="7007", thread="t2", key="other"),
        reading(message(40), causes=({"cause": "size_fit", "confidence": 0.6},)),
    )
]


@given(st.permutations(range(len(FACTS))), st.lists(st.integers(0, len(FACTS) - 1)), st.integers(1, 6))
def test_any_order_and_any_repetition_give_the_same_bytes(
    order_of: list[int], again: list[int], size: int
) -> None:
    """I3: any permutation of any multiset of the same facts, in batches of any size, ends in the same facts and cases."""
    plain = InMemoryDossierStore()
    plain.add(FACTS, SETTINGS)
    shuffled = InMemoryDossierStore()
    sequence = [FACTS[index] for index in chain(order_of, again)]
    for start in range(0, len(sequence), size):
        shuffled.add(sequence[start : start + size], SETTINGS)
    assert [one.model_dump_json() for one in shuffled.all_cases("w")] == [
        one.model_dump_json() for one in plain.all_cases("w")
    ]
    assert shuffled.facts("w") == plain.facts("w")
    assert shuffled.dossier("w", HOME, SETTINGS) == plain.dossier("w", HOME, SETTINGS)


def test_workspaces_never_meet() -> None:
    """I10: facts of another workspace are refused by the call that names ours, and are not seen."""
    store = InMemoryDossierStore()
    store.add([fact(order()), fact(message(5), workspace="other")], SETTINGS)
    assert len(store) == 1
    assert store.dossier("other", HOME, SETTINGS).facts == ()
