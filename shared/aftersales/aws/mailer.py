"""Mail through SES as raw MIME, with pictures inline: mail programs show those without asking."""

from email.message import EmailMessage
from typing import TYPE_CHECKING, Protocol

from botocore.exceptions import BotoCoreError, ClientError

from aftersales.records.dispatch import Dispatch
from aftersales.records.errors import RejectedError, UnavailableError

if TYPE_CHECKING:
    from mypy_boto3_sesv2 import SESV2Client

# What SES says when the same mail would be refused again.
_FOR_GOOD = frozenset(
    {"MessageRejected", "BadRequestException", "MailFromDomainNotVerifiedException", "NotFoundException"}
)


class Rendered(Protocol):
    """A letter with its words in place; `html` names pictures as `cid:<file name>`."""

    @property
    def subject(self) -> str:
        """One line."""

    @property
    def text(self) -> str:
        """The plain form."""

    @property
    def html(self) -> str:
        """The formatted form."""


class Render(Protocol):
    """Writes a letter in a language."""

    def __call__(self, letter: str, language: str, data: dict[str, object]) -> Rendered:
        """RejectedError if there is no such letter."""


class Pictures(Protocol):
    """Where attachments lie."""

    def get(self, key: str) -> bytes:
        """Return a file."""


class SesSender:
    """Plays `Sender` for mail."""

    def __init__(self, client: "SESV2Client", sender: str, render: Render, pictures: Pictures) -> None:
        """`sender` is the verified address that every letter comes from."""
        self._client = client
        self._sender = sender
        self._render = render
        self._pictures = pictures

    def send(self, dispatch: Dispatch) -> None:
        """Render and send; each recipient gets a mail of their own, so that none sees another's address."""
        letter = self._render(dispatch.letter, dispatch.language, dispatch.data)
        for recipient in dispatch.to:
            send_mime(self._client, self._sender, recipient, self._mime(dispatch, letter, recipient))

    def _mime(self, dispatch: Dispatch, letter: Rendered, recipient: str) -> bytes:
        mail = EmailMessage()
        mail["From"] = self._sender
        mail["To"] = recipient
        mail["Subject"] = letter.subject
        mail["Auto-Submitted"] = "auto-generated"
        if dispatch.kind == "invitation":
            mail["List-Unsubscribe"] = f"<mailto:{self._sender}?subject=STOP>"
        if stop := dispatch.data.get("stop"):
            # Mail programs show a button for this and press it by themselves (RFC 8058).
            mail["List-Unsubscribe"] = f"<{stop}>"
            mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        mail.set_content(letter.text)
        mail.add_alternative(letter.html, subtype="html")
        html = next(part for part in mail.iter_parts() if part.get_content_subtype() == "html")
        for key in dispatch.attachments:
            name = key.rsplit("/", 1)[-1]
            html.add_related(self._pictures.get(key), "image", "png", cid=f"<{name}>", filename=name)
        return mail.as_bytes()


def send_mime(client: "SESV2Client", sender: str, recipient: str, mime: bytes) -> None:
    """Send one mail. RejectedError when SES refuses it for good, UnavailableError to try later."""
    try:
        client.send_email(
            FromEmailAddress=sender,
            Destination={"ToAddresses": [recipient]},
            Content={"Raw": {"Data": mime}},
        )
    except ClientError as error:
        code = error.response["Error"]["Code"]
        raise (RejectedError if code in _FOR_GOOD else UnavailableError)("mail", code) from error
    except BotoCoreError as error:
        raise UnavailableError("mail", type(error).__name__) from error
