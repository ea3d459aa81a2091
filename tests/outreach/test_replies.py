"""An answer that was sent is a message of ours in the customer's conversation; one that was refused says why."""

import pytest

from aftersales.desk.reply_steps import Step
from aftersales.outreach.send import send_dispatch
from aftersales.records.case import CaseState
from aftersales.records.errors import RejectedError, UnavailableError
from aftersales.records.message import Author
from aftersales.records.reply import ReplyState
from tests.cases.building import SETTINGS, at
from tests.desk.language import HOME, KIM, Desk
from tests.outreach.in_memory import RecordingSender


def _queued() -> tuple[Desk, str]:
    desk = Desk()
    desk.write(2, target="en", rendering="We are sorry.")
    desk.take(Step.SEND, 3)
    return desk, desk.outbox.queued[0]


def _send(desk: Desk, name: str, sender: RecordingSender, hours: float = 4) -> str:
    return send_dispatch(
        "w",
        name,
        now=at(hours),
        outbox=desk.outbox,
        store=desk.store,
        settings_of=lambda _: SETTINGS,
        members_of=lambda _: (),
        senders={"reply": sender, "mail": RecordingSender(RejectedError("wrong_sender"))},
    )


def test_a_sent_answer_stands_in_the_conversation_with_its_author() -> None:
    """It answers the case, carries the colleague who sent it, and its draft is closed; a repetition adds nothing."""
    desk, name = _queued()
    sender = RecordingSender()
    assert _send(desk, name, sender) == "sent"
    before = len(desk.store)
    assert _send(desk, name, sender, 5) == "done_before"
    assert (len(desk.store), len(sender.sent)) == (before, 1)
    dossier = desk.store.dossier("w", HOME, SETTINGS)
    ours = dossier.messages[-1]
    assert (ours.author, ours.member, ours.text) == (Author.AGENT, KIM.email, "We are sorry.")
    assert (ours.thread, ours.reply_to, ours.sent_at) == ("q0@buyer.example", "q1@buyer.example", at(4))
    assert dossier.replies[0].state is ReplyState.SENT
    assert (dossier.cases[0].state, dossier.cases[0].first_answer_at) == (CaseState.ANSWERED, at(4))


def test_a_refused_answer_is_open_again_and_says_why() -> None:
    """Nothing was said to the customer: the case keeps waiting, and the draft names the channel's reason."""
    desk, name = _queued()
    assert _send(desk, name, RecordingSender(RejectedError("mail"))) == "refused"
    dossier = desk.store.dossier("w", HOME, SETTINGS)
    assert (dossier.replies[0].state, dossier.replies[0].reason) == (ReplyState.REFUSED, "mail")
    assert dossier.replies[0].is_open
    assert dossier.cases[0].state is CaseState.WAITING


def test_an_outage_leaves_it_queued() -> None:
    """The message goes back to the queue, and nothing is told."""
    desk, name = _queued()
    with pytest.raises(UnavailableError):
        _send(desk, name, RecordingSender(UnavailableError("mail")))
    assert desk.store.dossier("w", HOME, SETTINGS).replies[0].state is ReplyState.QUEUED
