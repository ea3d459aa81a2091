"""Mails for tests."""

from aftersales.deliveries.raw import RawDelivery
from aftersales.platforms.mail.parser import parse
from aftersales.records.message import Message

OWN = "care@shop.example"


def mime(text: str = "Hello", **headers: str) -> bytes:
    """A mail in UTF-8; header names are given with underscores, an empty value leaves one out."""
    given = {
        "From": "Ann <ann@buyer.example>",
        "To": f"Shop <{OWN}>",
        "Subject": "A question",
        "Date": "Mon, 02 Mar 2026 11:00:00 +0100",
        "Message-ID": "<m1@buyer.example>",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in given.items() if value)
    return f"{head}\r\n{text}".encode()


def delivery(body: bytes, **headers: str) -> RawDelivery:
    """A stored mail on its way to the parser."""
    return RawDelivery(
        workspace="demo",
        connection="mail-shop",
        platform="mail",
        store="shop",
        channel="mail",
        name="message",
        received_at="2026-03-02T10:00:30.000+00:00",
        body=body,
        headers={"connection-address": OWN, **headers},
    )


def message(body: bytes, **headers: str) -> Message:
    """The one message that a mail becomes."""
    (observation,) = parse(delivery(body, **headers)).observations
    assert isinstance(observation.record, Message)
    return observation.record
