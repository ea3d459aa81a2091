"""Answers leave through SES as plain mail in the customer's thread."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, cast

import pytest

from aftersales.aws.reply_sender import SesReplySender
from aftersales.records.dispatch import Dispatch
from aftersales.records.errors import RejectedError
from tests.cases.building import at

DATA = {
    "subject": "Re: Jacke",
    "text": "Es tut uns leid. 对不起。",
    "shop": "Aurora",
    "answer_to": "care@shop.example",
    "references": ["q0@buyer.example", "q1@buyer.example"],
}


class _Ses:
    """Keeps what it is given."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []

    def send_email(self, **request: Any) -> None:
        self.sent.append(request)


def _sent(**changes: Any) -> tuple[dict[str, Any], EmailMessage]:
    ses = _Ses()
    SesReplySender(cast("Any", ses), "out@mail.example").send(
        Dispatch(
            workspace="w",
            id="reply/1",
            kind="reply",
            channel="mail",
            to=("ann@buyer.example",),
            letter="",
            language="de",
            data=DATA | changes,
            created_at=at(1),
        )
    )
    (request,) = ses.sent
    mail = message_from_bytes(request["Content"]["Raw"]["Data"], policy=policy.default)
    return request, mail


def test_the_mail_joins_the_thread_and_answers_come_to_the_store() -> None:
    """From the verified address under the shop's name, Reply-To the store, In-Reply-To the customer's mail."""
    request, mail = _sent()
    assert request["Destination"] == {"ToAddresses": ["ann@buyer.example"]}
    assert (mail["From"], mail["Reply-To"]) == ("Aurora <out@mail.example>", "care@shop.example")
    assert (mail["In-Reply-To"], mail["References"]) == (
        "<q1@buyer.example>",
        "<q0@buyer.example> <q1@buyer.example>",
    )
    assert mail.get_content().strip() == DATA["text"]
    # A person wrote it: a mark of machines would let the customer's mail program hide it.
    assert mail["Auto-Submitted"] is None


@pytest.mark.parametrize("field", ["subject", "shop"])
def test_no_line_break_begins_a_header(field: str) -> None:
    """A subject that a customer chose cannot add a recipient."""
    _, mail = _sent(**{field: "Hi\r\nBcc: thief@example.com"})
    assert mail["Bcc"] is None


def test_a_conversation_that_begins_here_has_no_thread() -> None:
    """Without a mail to answer nothing is referred to."""
    _, mail = _sent(references=[])
    assert (mail["In-Reply-To"], mail["References"]) == (None, None)


@pytest.mark.parametrize(
    "changes", [{"answer_to": "care@shop.example\r\nBcc: x@y.example"}, {"references": ["a>\r\nBcc: x"]}]
)
def test_what_no_header_can_hold_is_refused_for_good(changes: dict[str, Any]) -> None:
    """Nothing is sent, and nothing is tried again and again."""
    with pytest.raises(RejectedError, match="mail"):
        _sent(**changes)
