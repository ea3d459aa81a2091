from aftersales.platforms.mail.recipients import recipients
from tests.platforms.mail.building import mime


def test_the_envelope_goes_before_the_letter() -> None:
    """In blind copy the recipient is named only by the line of the service that received the mail."""
    body = mime(
        Received="from mx (mx [1.2.3.4])\r\n by inbound-smtp.eu-west-1.amazonaws.com with SMTP id x\r\n"
        " for Hidden@shop.example;\r\n Mon, 02 Mar 2026 10:00:00 +0000 (UTC)",
        To="Shop <care@shop.example>, x@y.example",
        Cc="second@shop.example",
    )
    assert recipients(body) == [
        "hidden@shop.example",
        "care@shop.example",
        "x@y.example",
        "second@shop.example",
    ]


def test_each_address_comes_once() -> None:
    """However often and in whichever letter case it is named."""
    assert recipients(mime(To="A@b.example, a@B.example", Delivered_To="a@b.example")) == ["a@b.example"]


def test_nobody_is_nobody() -> None:
    """A mail without recipients, or with broken ones, has none."""
    assert recipients(b"") == []
    assert recipients(mime(To="undisclosed-recipients:;")) == []
