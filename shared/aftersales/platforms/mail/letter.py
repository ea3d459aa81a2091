"""A MIME message taken apart: decoded headers, the text that was written, and how much was attached."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from email import policy
from email.message import Message
from email.parser import BytesParser

from aftersales.deliveries.prose import prose
from aftersales.platforms.mail.addresses import addresses_in
from aftersales.platforms.mail.charsets import decoded, header_text
from aftersales.platforms.mail.html_text import html_text
from aftersales.records.errors import RejectedError

MOST_PARTS = 100
LONGEST_HEADER = 20_000
_IDS = re.compile(r"<([^<>\s]{1,500})>")


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail; header names are lower-case, values raw. `attachments` are counted and left in the archive."""

    headers: Mapping[str, Sequence[str]]
    content_type: str
    text: str
    attachments: int

    def header(self, name: str) -> str:
        """Return the first header of that name, decoded; empty if there is none."""
        return header_text(self.raw(name))

    def raw(self, name: str) -> str:
        """Return the first header of that name as it stands."""
        values = self.headers.get(name, ())
        return values[0][:LONGEST_HEADER] if values else ""

    def addresses(self, *names: str) -> list[tuple[str, str]]:
        """Return (display name, lower-case address) of all the addresses in these headers."""
        raw = [value[:LONGEST_HEADER] for name in names for value in self.headers.get(name, ())]
        found = addresses_in(" ".join(value.split()) for value in raw)
        return [(header_text(name), address.strip().lower()) for name, address in found if "@" in address]

    def ids(self, name: str) -> list[str]:
        """Return the message ids in a header, in order."""
        return _IDS.findall(self.raw(name))


def open_letter(data: bytes) -> Letter:
    """Take a MIME message apart; RejectedError where it is none, or nested beyond reason."""
    try:
        message = BytesParser(policy=policy.compat32).parsebytes(data)
        parts = list(_parts(message, [0]))
    except (RecursionError, LookupError, ValueError, AssertionError) as error:
        raise RejectedError("mail_cannot_be_read", type(error).__name__) from error
    headers: dict[str, list[str]] = {}
    for name, value in message.raw_items():
        headers.setdefault(str(name).lower(), []).append(str(value))
    if not headers:
        raise RejectedError("mail_without_headers")
    written = [part for part in parts if not _is_attached(part)]
    text = _text(written)
    return Letter(headers, message.get_content_type(), text, len(parts) - len(written))


def _parts(message: Message, seen: list[int]) -> Iterator[Message]:
    """The leaves; a forwarded message counts as one attachment and is not opened."""
    seen[0] += 1
    if seen[0] > MOST_PARTS:
        return
    payload = message.get_payload()
    if message.get_content_maintype() == "multipart" and isinstance(payload, list):
        for part in payload:
            if isinstance(part, Message):
                yield from _parts(part, seen)
    else:
        yield message


def _is_attached(part: Message) -> bool:
    return (
        part.get_content_maintype() != "text"
        or part.get_content_disposition() == "attachment"
        or part.get_content_subtype() not in {"plain", "html"}
    )


def _text(parts: Sequence[Message]) -> str:
    plain = [_content(part) for part in parts if part.get_content_subtype() == "plain"]
    text = "\n".join(one for one in plain if one.strip())
    if not text.strip():
        html = [_content(part) for part in parts if part.get_content_subtype() == "html"]
        text = "\n".join(html_text(one) for one in html)
    return prose(text)


def _content(part: Message) -> str:
    payload = part.get_payload(decode=True)
    return decoded(payload, part.get_content_charset()) if isinstance(payload, bytes) else ""
