"""Mails that were made to hurt. Each must end soon, as a message or with a reason."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftersales.deliveries.parsed import Parsed
from aftersales.platforms.mail.parser import parse
from aftersales.records.errors import RejectedError
from tests.platforms.mail.building import delivery, mime

SECONDS = 5.0


def _nested(depth: int) -> bytes:
    head = b"From: a@b\r\nDate: Mon, 02 Mar 2026 10:00:00 +0000\r\n"
    for at in range(depth):
        head += f'Content-Type: multipart/mixed; boundary="b{at}"\r\n\r\n--b{at}\r\n'.encode()
    return head + b"\r\nhello"


LETTERS = {
    "empty lines": mime("\n" * 200_000),
    "quotes": mime("> " * 60_000),
    "openers": mime("On Mon\n" * 20_000),
    "headers in the body": mime("From: a\n" * 15_000),
    "order words": mime("order no no no no " * 5_000),
    "dashes": mime("-" * 100_000),
    "open tags": mime("<div>" * 60_000, Content_Type="text/html"),
    "list items": mime("<ul><li>" * 30_000, Content_Type="text/html"),
    "line breaks": mime("<br>" * 60_000, Content_Type="text/html"),
    "reply marks": mime("<div id=divRplyFwdMsg></div>" * 10_000, Content_Type="text/html"),
    "angles": mime("<" * 200_000, Content_Type="text/html"),
    "attributes": mime("<a x=1 " * 40_000, Content_Type="text/html"),
    "comments": mime("<!--" * 60_000, Content_Type="text/html"),
    "long subject": mime(Subject="=?utf-8?q?" + "=41" * 20_000 + "?="),
    "many addresses": mime(To=", ".join(f"a{at}@b.example" for at in range(20_000))),
    "broken addresses": mime(From="(" * 20_000 + "a@b", To='"' * 20_000),
    "references": mime(References="<a@b> " * 20_000),
    "nesting": _nested(1500),
    "parts": b"From: a@b\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
    + b"--x\r\n\r\nhi\r\n" * 20_000,
    "bad base64": mime("%%%%" * 10_000, Content_Transfer_Encoding="base64"),
    "bad charset": mime(Content_Type='text/plain; charset="\x00../../x"'),
    "binary": mime() + bytes(range(256)) * 2_000,
}


@pytest.mark.parametrize("kind", LETTERS)
def test_it_ends_soon(kind: str) -> None:
    """No letter costs more than a few seconds of CPU, and none crashes the parser."""
    started = process_time()
    assert _told(LETTERS[kind])
    assert process_time() - started < SECONDS


@settings(max_examples=120, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_rejected(noise: bytes) -> None:
    """Random bytes, alone or behind a good beginning."""
    assert _told(noise)
    assert _told(b"From: a@b\r\nSubject: " + noise)
    assert _told(mime(Content_Type="multipart/alternative; boundary=x") + b"\r\n--x\r\n" + noise)


def _told(body: bytes) -> Parsed | str:
    try:
        return parse(delivery(body))
    except RejectedError as error:
        return error.reason
