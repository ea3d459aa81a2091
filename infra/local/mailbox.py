"""Everything the system mails, kept as the very bytes that SES was given, with a page to read it.

SES is played by moto inside this process, since the emulator's own mailbox drops attachments and headers. Letters are
read out of moto's memory, and lie in a folder between starts when asked.
"""

import email
import email.policy
import logging
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path
from typing import Any

ACCOUNT = "123456789012"  # the account moto gives to unknown keys
REGION = "us-east-1"


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One sent message: its number in order of sending, the envelope, and the raw MIME bytes."""

    number: int
    sender: str
    recipients: tuple[str, ...]
    raw: bytes

    @property
    def message(self) -> EmailMessage:
        """The parsed message."""
        parsed = email.message_from_bytes(self.raw, policy=email.policy.default)
        if not isinstance(parsed, EmailMessage):
            raise TypeError("the default policy parses into EmailMessage")
        return parsed

    @property
    def subject(self) -> str:
        """The decoded subject."""
        return str(self.message["Subject"] or "")

    def part(self, kind: str) -> str:
        """Return the body as `html` or `plain` text, empty when the letter has none."""
        body = self.message.get_body((kind,))
        return str(body.get_content()) if body is not None else ""


class Mailbox:
    """The sent letters. `url` is where SES listens; `address` is for people, set once the page is served."""

    def __init__(self) -> None:
        from moto.server import ThreadedMotoServer

        logging.getLogger("werkzeug").setLevel(logging.ERROR)  # it prints a line per request
        self._server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        self._server.start()
        host, port = self._server.get_host_and_port()
        self.url = f"http://{host}:{port}"
        self._earlier: list[Letter] = []

    @property
    def letters(self) -> list[Letter]:
        """Every letter in order of sending."""
        sent = _backend().sent_messages
        first = len(self._earlier) + 1
        return [
            *self._earlier,
            *(_as_letter(first + index, message) for index, message in enumerate(list(sent))),
        ]

    def allow(self, sender: str) -> None:
        """Let this address, or domain, send, as its owner's confirmation does."""
        backend = _backend()
        if "@" in sender:
            backend.verify_email_address(sender)
        else:
            backend.verify_domain(sender)

    def save(self, folder: Path) -> None:
        """Write the letters into `folder`, one file each."""
        folder.mkdir(parents=True, exist_ok=True)
        for letter in self.letters:
            envelope = f"{letter.sender}\n{','.join(letter.recipients)}\n".encode()
            (folder / f"{letter.number:06}.eml").write_bytes(envelope + letter.raw)

    def load(self, folder: Path) -> None:
        """Take the letters of an earlier start from `folder`."""
        for number, path in enumerate(sorted(folder.glob("*.eml")), start=1):
            sender, recipients, raw = path.read_bytes().split(b"\n", 2)
            self._earlier.append(
                Letter(
                    number=number,
                    sender=sender.decode(),
                    recipients=tuple(recipients.decode().split(",")),
                    raw=raw,
                )
            )

    def close(self) -> None:
        """Stop listening and forget everything."""
        self._server.stop()
        _backend().reset()


def _backend() -> Any:
    from moto.ses.models import ses_backends

    return ses_backends[ACCOUNT][REGION]


def _as_letter(number: int, message: Any) -> Letter:
    raw = getattr(message, "raw_data", None)
    if raw is not None:
        recipients = tuple(dict.fromkeys(message.destinations))  # moto adds those of the To header once more
        return Letter(number=number, sender=str(message.source), recipients=recipients, raw=raw.encode())
    recipients = tuple(address for addresses in message.destinations.values() for address in addresses)
    simple = EmailMessage()
    simple["From"], simple["To"], simple["Subject"] = message.source, ", ".join(recipients), message.subject
    simple.set_content(message.body, subtype="html" if "<" in message.body else "plain")
    return Letter(
        number=number, sender=parseaddr(message.source)[1], recipients=recipients, raw=simple.as_bytes()
    )
