"""Answers: both languages kept, terms checked, approved by the rule of language, sent by a click and only once."""

from typing import Any

import pytest

from aftersales.desk.reply_steps import Step
from aftersales.language.hashing import sentence_hash
from aftersales.records.case import CaseState
from aftersales.records.dispatch import Dispatch
from aftersales.records.errors import RejectedError
from aftersales.records.reply import ReplyState
from tests.cases import building as make
from tests.cases.building import SETTINGS, at
from tests.desk.language import HOME, KIM, TOM, Desk, Parrot
from tests.language.glossary_contract import term

SEAM = term(term="开线", translation="Nahtschaden", avoid=("Naht",))


def test_a_draft_keeps_both_texts_and_every_state() -> None:
    """What the writer wrote and what the customer is to read are stored together; the history tells who did what."""
    desk = Desk()
    desk.write(2)
    desk.write(3, TOM, rendering="Es tut uns leid.")
    reply = desk.reply()
    assert reply is not None
    assert (reply.text, reply.rendering, reply.language, reply.target) == (
        "非常抱歉。",
        "Es tut uns leid.",
        "zh",
        "de",
    )
    assert (reply.author, reply.member, reply.to) == (KIM.email, TOM.email, "message:shop/q1@buyer.example")
    told = [one.record for one in desk.store.facts("w") if one.type == "reply"]
    assert len(told) == 2


def test_a_draft_answers_the_message_that_its_writer_saw() -> None:
    """A mail that comes in while somebody types is not what the draft answers; a form can name none that is not there."""
    desk = Desk()
    seen = "message:shop/q1@buyer.example"
    desk.tell(make.message(2, key="q2@buyer.example", thread="q1@buyer.example", text="Noch etwas."))
    with pytest.raises(RejectedError, match="unknown_text"):
        desk.write(3, to="message:shop/of-somebody-else")
    desk.write(3, to=seen)
    desk.write(4, rendering="Anders.", to="message:shop/q2@buyer.example")
    reply = desk.reply()
    assert reply is not None
    assert (reply.to, reply.rendering) == (seen, "Anders.")


def test_the_same_form_twice_is_one_draft() -> None:
    """A second click that says the same adds nothing."""
    desk = Desk()
    desk.write(2)
    before = len(desk.store)
    desk.write(3)
    assert len(desk.store) == before


def test_nobody_overwrites_what_they_have_not_seen() -> None:
    """A form from before a colleague's change is refused, and so is a form that says too little."""
    desk = Desk()
    desk.write(2)
    desk.write(3, TOM, rendering="Anders.")
    with pytest.raises(RejectedError, match="reply_changed"):
        desk.write(4, rendering="Alt.", seen="")
    refused: list[tuple[dict[str, Any], str]] = [
        ({"text": " "}, "reply_empty"),
        ({"text": "x" * 8001}, "reply_too_long"),
        ({"target": ""}, "reply_language_missing"),
        ({"target": "de\r\nBcc: x@y.example"}, "language_unknown"),
    ]
    for changes, reason in refused:
        with pytest.raises(RejectedError, match=reason):
            desk.write(5, **changes)


def test_an_answer_in_a_foreign_language_needs_the_translator() -> None:
    """Draft, review, approval, sending: an agent can neither approve nor send before it."""
    desk = Desk()
    desk.write(2)
    with pytest.raises(RejectedError, match="review_needed"):
        desk.take(Step.SEND, 3)
    assert desk.take(Step.SUBMIT, 3).state is ReplyState.IN_REVIEW
    with pytest.raises(RejectedError, match="not_allowed"):
        desk.take(Step.APPROVE, 4)
    approved = desk.take(Step.APPROVE, 4, TOM)
    assert (approved.state, approved.reviewer) == (ReplyState.APPROVED, TOM.email)
    assert not desk.outbox.queued
    assert desk.take(Step.SEND, 5).state is ReplyState.QUEUED
    assert len(desk.outbox.queued) == 1


def test_an_approved_answer_that_is_changed_has_to_be_approved_again() -> None:
    """Nobody can slip other words under an approval."""
    desk = Desk()
    desk.write(2)
    desk.take(Step.APPROVE, 3, TOM)
    assert desk.write(4, rendering="Etwas ganz anderes.").state is ReplyState.DRAFT
    with pytest.raises(RejectedError, match="review_needed"):
        desk.take(Step.SEND, 5)


def test_a_language_of_the_settings_leaves_without_review() -> None:
    """The rule of language is the workspace's: an agent sends English at once, and what is the same language needs no translation."""
    desk = Desk()
    desk.write(2, target="en", rendering="We are sorry.")
    assert desk.take(Step.SEND, 3).state is ReplyState.QUEUED
    same = Desk()
    assert same.write(2, target="zh-TW", rendering="").rendering == "非常抱歉。"


def test_words_of_another_language_need_a_review_whatever_the_form_says() -> None:
    """An answer that is said to be English and is written in German waits for a translator, as German does."""
    desk = Desk()
    desk.write(
        2,
        target="en",
        rendering="Es tut uns sehr leid, dass die Jacke nicht passt und wir Ihnen nicht helfen konnten.",
    )
    with pytest.raises(RejectedError, match="review_needed"):
        desk.take(Step.SEND, 3)


def test_sending_twice_sends_once() -> None:
    """A second click, a repeated request or an outage between fact and outbox leave one dispatch."""
    desk = Desk()
    desk.write(2, target="en", rendering="We are sorry.")
    for hours in (3, 4, 5):
        desk.take(Step.SEND, hours)
    assert desk.outbox.queued == [f"reply/{HOME}#1/r1"]


def test_an_answer_goes_to_whom_it_was_begun_for() -> None:
    """A stranger who names the order in a mail of their own, while an answer is being written, does not get it."""
    desk = Desk()
    desk.write(2, target="en", rendering="We are sorry.")
    desk.tell(make.message(3, key="q9@thief.example", address="evil@thief.example", customer="mail-9"))
    desk.write(4, target="en", rendering="We are very sorry.")
    desk.take(Step.SEND, 5)
    dispatch = desk.outbox.get("w", desk.outbox.queued[0])
    assert isinstance(dispatch, Dispatch)
    assert dispatch.to == ("ann@buyer.example",)


def test_a_broken_term_stops_an_answer_until_it_is_mended() -> None:
    """The termbase is checked after translation; what is known to be wrong is replaced on demand, then it passes."""
    desk = Desk()
    desk.glossary.save_terms([SEAM])
    desk.write(2, text="抱歉,开线了。", rendering="Leider ist die Naht offen.")
    reply = desk.reply()
    assert reply is not None
    assert [breach.wrong for breach in desk.writing().broken(reply)] == [("Naht",)]
    with pytest.raises(RejectedError, match="term_broken"):
        desk.take(Step.APPROVE, 3, TOM)
    assert desk.writing().mend(HOME, 1, "r1", at(4)).rendering == "Leider ist die Nahtschaden offen."
    assert desk.take(Step.APPROVE, 5, TOM).state is ReplyState.APPROVED


def test_a_translator_can_let_a_broken_term_pass_who_has_seen_it() -> None:
    """Grammar may ask for other words: a translator says so; an agent cannot."""
    desk = Desk()
    desk.glossary.save_terms([SEAM])
    desk.write(2, text="开线", rendering="Die Stelle an der Seite")
    assert desk.take(Step.APPROVE, 3, TOM, anyway=True).state is ReplyState.APPROVED
    desk = Desk()
    desk.glossary.save_terms([SEAM.having(target="en", translation="open seam")])
    desk.write(2, text="开线", target="en", rendering="The place")
    with pytest.raises(RejectedError, match="term_broken"):
        desk.take(Step.SEND, 3, anyway=True)


def test_an_engine_fills_in_the_translation_and_known_mistakes_are_mended_at_once() -> None:
    """The engine's words are marked as such, and the termbase is enforced on them."""
    desk = Desk(translator=Parrot("Die Naht ist offen."))
    desk.glossary.save_terms([SEAM])
    desk.write(2, text="开线", rendering="")
    filled = desk.writing().translate(HOME, 1, "r1", at(3))
    assert (filled.rendering, filled.engine) == ("Die Nahtschaden ist offen.", "parrot")


def test_without_an_engine_earlier_translations_still_help() -> None:
    """What nobody has translated before cannot be translated; what was approved once can."""
    desk = Desk()
    desk.write(2, rendering="")
    with pytest.raises(RejectedError, match="no_translation"):
        desk.writing().translate(HOME, 1, "r1", at(3))
    desk.write(4, rendering="Das tut uns sehr leid.")
    desk.take(Step.APPROVE, 5, TOM)
    known = desk.memory.get_many("w", "zh", "de", [sentence_hash("非常抱歉。")])
    assert list(known.values()) == ["Das tut uns sehr leid."]
    later = Desk(memory=desk.memory)
    later.write(2, rendering="")
    assert later.writing().translate(HOME, 1, "r1", at(3)).engine == "memory"


def test_an_answer_that_was_copied_by_hand_answers_the_case() -> None:
    """Where a platform offers no way, a person sends it there and says so; sending from here is refused with the reason."""
    desk = Desk(connections=[])
    desk.write(2, target="en", rendering="We are sorry.")
    with pytest.raises(RejectedError, match="no_mail_connection"):
        desk.take(Step.SEND, 3)
    assert desk.take(Step.COPIED, 4).state is ReplyState.COPIED
    (case,) = desk.store.all_cases("w")
    assert case.state is CaseState.ANSWERED
    assert not desk.outbox.queued


def test_what_is_over_is_over() -> None:
    """A discarded answer cannot be sent, a sent one not be changed."""
    desk = Desk()
    desk.write(2)
    desk.take(Step.WITHDRAW, 3)
    for step in (Step.SUBMIT, Step.SEND):
        with pytest.raises(RejectedError, match="reply_moved_on"):
            desk.take(step, 4)
    desk = Desk()
    desk.write(2, target="en", rendering="Sorry.")
    desk.take(Step.SEND, 3)
    with pytest.raises(RejectedError, match="reply_moved_on"):
        desk.write(4, rendering="Other words.")


def test_another_workspace_cannot_reach_it() -> None:
    """A colleague of another seller finds no case to answer."""
    desk = Desk()
    stranger = desk.desk.writing(
        desk.store, SETTINGS.having(workspace="other"), KIM.having(workspace="other"), "zh"
    )
    with pytest.raises(RejectedError, match="unknown_case"):
        stranger.find(HOME, 1, "r1")


def test_the_mail_stays_in_the_customers_thread() -> None:
    """Subject, address and references are those of the mail that is answered, the oldest first."""
    desk = Desk()
    desk.write(2, target="en", rendering="We are sorry.")
    desk.take(Step.SEND, 3)
    dispatch = desk.outbox.get("w", desk.outbox.queued[0])
    assert isinstance(dispatch, Dispatch)
    assert dispatch.to == ("ann@buyer.example",)
    assert dispatch.data["subject"] == "Re: Jacke"
    assert dispatch.data["references"] == ["q0@buyer.example", "q1@buyer.example"]
    assert dispatch.data["answer_to"] == "care@shop.example"
