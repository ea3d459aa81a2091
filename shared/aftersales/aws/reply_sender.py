"""Answers through SES: plain words in the customer's own thread, and what the customer writes back comes to the store's address."""

from email.message import EmailMessage
from email.utils import formataddr
from typing import TYPE_CHECKING

from aftersales.aws.mailer import send_mime
from aftersales.records.dispatch import Dispatch
from aftersales.records.errors import RejectedError

if TYPE_CHECKING:
    from mypy_boto3_sesv2 import SESV2Client


class SesReplySender:
    """Plays `Sender` for answers."""

    def __init__(self, client: "SESV2Client", sender: str) -> None:
        """`sender` is the verified address that mails come from; the shop's name stands before it."""
        self._client = client
        self._sender = sender

    def send(self, dispatch: Dispatch) -> None:
        """Send to the one customer. RejectedError, UnavailableError as SES says."""
        (recipient,) = dispatch.to
        try:
            mime = _mime(dispatch, self._sender, recipient)
        except ValueError as error:
            # No header can be written of this: it will not get better, and a person must hear that nothing was sent.
            raise RejectedError("mail", type(error).__name__) from error
        send_mime(self._client, self._sender, recipient, mime)


def _mime(dispatch: Dispatch, sender: str, recipient: str) -> bytes:
    mail = EmailMessage()
    mail["From"] = formataddr((_line(dispatch.data["shop"]), sender))
    mail["To"] = recipient
    mail["Reply-To"] = dispatch.data["answer_to"]
    mail["Subject"] = _line(dispatch.data["subject"])
    mail["Content-Language"] = dispatch.language
    references = [f"<{key}>" for key in dispatch.data["references"]]
    if references:
        mail["In-Reply-To"] = references[-1]
        mail["References"] = " ".join(references)
    mail.set_content(dispatch.data["text"])
    return mail.as_bytes()


def _line(text: str) -> str:
    """A line break in a header would begin a new one."""
    return " ".join(text.split())
