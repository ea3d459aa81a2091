from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from aftersales.platforms.mail.charsets import decoded, header_text
from aftersales.platforms.mail.letter import open_letter
from tests.platforms.mail.building import mime


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("=?utf-8?b?5LiN6IO95YWF55S1?=", "不能充电"),
        ("=?iso-8859-1?q?Gr=FC=DFe?= aus =?utf-8?q?K=C3=B6ln?=", "Grüße aus Köln"),
        ("=?iso-2022-jp?b?GyRCQ21KOBsoQg==?=", "注文"),
        ("=?gb2312?b?tqm1pbrF?=", "订单号"),
        ("=?nonsense?q?abc?=", "abc"),
        ("=?utf-8?b?broken", "=?utf-8?b?broken"),
        ("plain\r\n folded\ttext", "plain folded text"),
        ("a\x00b\x1bc", "a b c"),
    ],
)
def test_a_header_is_decoded(raw: str, text: str) -> None:
    """Encoded words in any charset, folded lines, no control characters, and never an exception."""
    assert header_text(raw) == text


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        ("Grüße".encode(), "utf-8", "Grüße"),
        ("Grüße".encode("cp1252"), "iso-8859-1", "Grüße"),
        ("“quoted”".encode("cp1252"), "iso-8859-1", "“quoted”"),
        ("订单還没到㐀".encode("gb18030"), "gb2312", "订单還没到㐀"),
        ("①注文".encode("cp932"), "shift_jis", "①注文"),
        ("Grüße".encode("cp1252"), None, "Grüße"),
        ("Grüße".encode("cp1252"), "utf-8", "Grüße"),
        ("我的订单还没有到，请帮忙".encode("gb18030"), None, "我的订单还没有到，请帮忙"),
        ("注文が届きません".encode("iso-2022-jp"), None, "注文が届きません"),
        ("Grüße".encode(), "x-unheard-of", "Grüße"),
    ],
)
def test_misstated_charsets_do_no_harm(data: bytes, charset: str | None, text: str) -> None:
    """Programs state a narrower charset than they use, a wrong one, or none."""
    assert decoded(data, charset) == text


def test_plain_text_goes_before_html() -> None:
    """Of two forms of the same text the plain one is taken; attachments are counted and left in the archive."""
    mail = MIMEMultipart("mixed")
    both = MIMEMultipart("alternative")
    both.attach(MIMEText("plain words", "plain", "utf-8"))
    both.attach(MIMEText("<p>html words</p>", "html", "utf-8"))
    mail.attach(both)
    invoice = MIMEText("a,b", "csv")
    invoice.add_header("Content-Disposition", "attachment", filename="invoice.csv")
    mail.attach(invoice)
    letter = open_letter(mail.as_bytes())
    assert (letter.text, letter.attachments) == ("plain words", 1)


def test_html_alone_is_read_as_text() -> None:
    """What a reader sees: breaks where tags break, no styles, no hidden lines, no quoted mail."""
    html = (
        "<html><head><style>p{}</style></head><body><div style='display:none'>preview</div><p>Broken&nbsp;&amp; late"
        "<br>since May</p><div class='gmail_quote'><blockquote>Dear Ann</blockquote></div></body></html>"
    )
    letter = open_letter(mime(html, Content_Type="text/html; charset=utf-8"))
    assert letter.text == "Broken & late\nsince May"


def test_a_forwarded_message_is_not_opened() -> None:
    """A mail inside the mail is an attachment, not the customer's words."""
    mail = (
        b"From: a@b\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nmine\r\n--x\r\n"
        b"Content-Type: message/rfc822\r\n\r\nFrom: c@d\r\n\r\nnot mine\r\n--x--\r\n"
    )
    letter = open_letter(mail)
    assert (letter.text, letter.attachments) == ("mine", 1)


def test_invisible_marks_are_taken_out() -> None:
    """Zero-width and direction marks would hide words from a reader and from rules."""
    assert open_letter(mime("re\u200bfund \u202enow")).text == "refund now"
