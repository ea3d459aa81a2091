import base64
import urllib.request
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from infra.local.mailbox import REGION, Mailbox
from infra.local.mailbox_page import MailboxPage

pytestmark = pytest.mark.enable_socket
PICTURE = base64.b64decode("iVBORw0KGgo=")


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """A mailbox in which one address may send."""
    mailbox = Mailbox()
    mailbox.allow("shop@example.com")
    yield mailbox
    mailbox.close()


def _send(mailbox: Mailbox, message: EmailMessage, sender: str = "shop@example.com") -> None:
    client: Any = boto3.client(
        "sesv2",
        endpoint_url=mailbox.url,
        region_name=REGION,
        aws_access_key_id="k",
        aws_secret_access_key="s",
    )
    client.send_email(
        FromEmailAddress=sender,
        Destination={"ToAddresses": ["buyer@example.org"]},
        Content={"Raw": {"Data": message.as_bytes()}},
    )


def _letter(subject: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "shop@example.com", "buyer@example.org", subject
    message["List-Unsubscribe"] = "<https://example.com/u>"
    message.set_content("plain")
    message.add_alternative('<p>html</p><img src="cid:chart">', subtype="html")
    payload = message.get_payload()
    assert isinstance(payload, list)
    html = payload[1]
    assert isinstance(html, EmailMessage)
    html.add_related(PICTURE, maintype="image", subtype="png", cid="<chart>")
    return message


def _get(url: str) -> str:
    with urllib.request.urlopen(url) as answer:
        return str(answer.read().decode())


def test_letters_keep_every_header_and_part(mailbox: Mailbox) -> None:
    """What was sent can be read back whole: headers of our own, both bodies, the picture."""
    _send(mailbox, _letter("周报"))
    (letter,) = mailbox.letters
    assert letter.subject == "周报"
    assert letter.message["List-Unsubscribe"] == "<https://example.com/u>"
    assert letter.part("plain").strip() == "plain"
    assert "cid:chart" in letter.part("html")
    assert "buyer@example.org" in letter.recipients


def test_an_unconfirmed_sender_is_refused(mailbox: Mailbox) -> None:
    """As at SES, only a confirmed address may send."""
    with pytest.raises(ClientError):
        _send(mailbox, _letter("x"), sender="stranger@example.net")
    assert mailbox.letters == []


def test_letters_outlive_the_start_in_their_folder(mailbox: Mailbox, tmp_path: Path) -> None:
    """Saved letters are there again after loading, in order, before those sent since."""
    _send(mailbox, _letter("first"))
    _send(mailbox, _letter("second"))
    mailbox.save(tmp_path)
    raw = [letter.raw for letter in mailbox.letters]
    mailbox.close()
    again = Mailbox()
    again.allow("shop@example.com")
    again.load(tmp_path)
    _send(again, _letter("third"))
    assert [letter.subject for letter in again.letters] == ["first", "second", "third"]
    assert [letter.raw for letter in again.letters[:2]] == raw
    assert [letter.number for letter in again.letters] == [1, 2, 3]


def test_page_shows_letters_with_their_pictures(mailbox: Mailbox) -> None:
    """The page lists letters; a letter shows its HTML with pictures in place, and its raw text."""
    _send(mailbox, _letter("<b>bold</b>"))
    page = MailboxPage(mailbox)
    assert "&lt;b&gt;bold&lt;/b&gt;" in _get(page.url)
    assert "<iframe sandbox src=/1/html>" in _get(f"{page.url}1")
    assert f'src="data:image/png;base64,{base64.b64encode(PICTURE).decode()}"' in _get(f"{page.url}1/html")
    assert "List-Unsubscribe" in _get(f"{page.url}1/raw")
    page.close()
