"""Mail: conversations as MIME messages, with the quotes, signatures, charsets and machine notices that real mail has."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from email.header import Header
from email.message import Message
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime, formataddr
from html import escape
from zoneinfo import ZoneInfo

from aftersales.deliveries.raw import RawDelivery
from infra.local.seller.formats.wire import delivery
from infra.local.seller.markets import AMAZON, MAILBOXES, SHOPIFY, WOO, ZONE
from infra.local.seller.shapes import Conversation, Words, World

_NAMES = {"shopify-aurora": "Aurora Living", "woo-nordlicht": "Nordlicht", "amazon-main": "Aurora Living"}
_WROTE = {
    "en": "On {day}, {who} wrote:",
    "de": "Am {day} schrieb {who}:",
    "fr": "Le {day}, {who} a écrit :",
    "es": "El {day}, {who} escribió:",
    "it": "Il giorno {day} {who} ha scritto:",
    "nl": "Op {day} schreef {who}:",
    "ja": "{day} {who} <{address}>:",
    "zh": "{day} {who} <{address}> 写道：",
}
_PHONE = {
    "en": "Sent from my iPhone",
    "de": "Von meinem iPhone gesendet",
    "fr": "Envoyé de mon iPhone",
    "es": "Enviado desde mi iPhone",
    "it": "Inviato da iPhone",
    "nl": "Verstuurd vanaf mijn iPhone",
    "ja": "iPhoneから送信",
    "zh": "发自我的iPhone",
}
_CHARSETS = {
    "de": "iso-8859-1",
    "fr": "iso-8859-15",
    "es": "iso-8859-1",
    "ja": "iso-2022-jp",
    "zh": "gb18030",
}
_JOINED = frozenset({"ja", "zh"})
COLLEAGUES = tuple(f"{name}@{MAILBOXES[SHOPIFY][1].partition('@')[2]}" for name in ("agent", "mei", "tom"))
"""Who answers the customers."""
_FROM_PHONE, _OLD_CHARSET, _WITH_HTML = 1, 2, 3
_OURS = frozenset({"agent", "receipt"})
_GREETED = 4  # a first message has a greeting and ends with closing and name


def deliveries(world: World) -> Iterator[RawDelivery]:
    """Yield every mail in the shops' mailboxes, those that went out too."""
    for order in world.orders:
        if order.conversation:
            for place in range(len(order.conversation.words)):
                yield mail(order.conversation, place)


def mail(conversation: Conversation, place: int) -> RawDelivery:
    """Make the delivery of message number `place` of a conversation."""
    connection, own = MAILBOXES[conversation.store]
    words = conversation.words[place]
    return delivery(
        "mail",
        conversation.store,
        "mail",
        "message",
        words.at + timedelta(seconds=25),
        mime(conversation, place),
        {"connection-address": own},
        connection,
    )


def mime(conversation: Conversation, place: int) -> bytes:
    """Return a message as it lies in the mailbox; equal conversations give equal bytes."""
    words = conversation.words[place]
    outgoing = words.author in _OURS
    shop, person = _shop(conversation), _person(conversation)
    zone = ZoneInfo(ZONE if outgoing else conversation.market.zone)
    headers = {
        "From": shop if outgoing else person,
        "To": person if outgoing else shop,
        "Subject": Header(words.subject, "utf-8").encode() if not words.subject.isascii() else words.subject,
        "Date": format_datetime(words.at.astimezone(zone)),
        "Message-ID": message_id(conversation, place),
    }
    if words.author == "agent" and (who := colleague(conversation, place)):
        headers["Sender"] = who
    if place:
        headers["In-Reply-To"] = message_id(conversation, place - 1)
        headers["References"] = "\n ".join(message_id(conversation, before) for before in range(place))
    if words.author in {"receipt", "absence"}:
        headers |= {"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All"}
    return _written(headers, _body(conversation, place))


def colleague(conversation: Conversation, place: int) -> str | None:
    """Return who wrote an answer: mostly the one whose customer it is, now and then somebody who stood in.

    The German shop's mail program does not tell.
    """
    if conversation.store == WOO:
        return None
    own = sum(conversation.id.encode())
    return COLLEAGUES[(own + (1 if (own + place) % 7 == 0 else 0)) % len(COLLEAGUES)]


def _written(headers: Mapping[str, str], content: Message) -> bytes:
    # Written by hand: the e-mail package folds headers ten times slower than it could, and there are thousands of mails.
    head = "".join(f"{name}: {value}\n" for name, value in headers.items())
    return f"{head}{content.as_string()}".replace("\n", "\r\n").encode("ascii")


def _shop(conversation: Conversation) -> str:
    return formataddr((_NAMES[conversation.store], MAILBOXES[conversation.store][1]))


def _person(conversation: Conversation) -> str:
    name = conversation.person.name
    if conversation.store == AMAZON:
        name = f"{conversation.person.first} - Amazon Marketplace"
    return formataddr((name, conversation.person.email))


def message_id(conversation: Conversation, place: int) -> str:
    """Return the Message-ID, angle brackets included."""
    outgoing = conversation.words[place].author in _OURS
    domain = (MAILBOXES[conversation.store][1] if outgoing else conversation.person.email).partition("@")[2]
    return f"<{conversation.id}.{place}@{domain}>"


def _body(conversation: Conversation, place: int) -> Message:
    """Write the body in one of the habits of the writer: plain, in an old charset, or with an HTML twin."""
    words, habit = conversation.words[place], sum(conversation.id.encode()) % 5
    text = body(conversation.language, words)
    if words.author == "customer" and habit == _FROM_PHONE and conversation.store != AMAZON:
        text += f"\n\n{_PHONE[conversation.language]}"
    quote = _quote(conversation, place) if place and words.author in {"customer", "agent"} and habit else ""
    charset = _CHARSETS.get(conversation.language, "utf-8") if habit == _OLD_CHARSET else "utf-8"
    plain = MIMEText(_fitting(f"{text}\n{quote}", charset), "plain", charset)
    if habit != _WITH_HTML:
        return plain
    twin = MIMEText(_html(text, quote), "html", "utf-8")
    return MIMEMultipart("alternative", f"=_{conversation.id}-{place}", [plain, twin])


def body(language: str, words: Words) -> str:
    """Return the newly written text: greeting, sentences in a paragraph, closing and name on lines of their own."""
    joiner = "" if language in _JOINED else " "
    if len(words.sentences) < _GREETED:
        return "\n".join(words.sentences)
    greeting, *middle, closing, name = words.sentences
    return f"{greeting}\n\n{joiner.join(middle)}\n\n{closing}\n{name}"


def _quote(conversation: Conversation, place: int) -> str:
    before = conversation.words[place - 1]
    by_shop = before.author in _OURS
    address = MAILBOXES[conversation.store][1] if by_shop else conversation.person.email
    who = _NAMES[conversation.store] if by_shop else conversation.person.name
    intro = _WROTE[conversation.language].format(day=_day(before.at), who=who, address=address)
    lines = body(conversation.language, before).split("\n")
    return f"\n{intro}\n\n" + "\n".join(f"> {line}".rstrip() for line in lines) + "\n"


def _day(at: datetime) -> str:
    return at.strftime("%d.%m.%Y %H:%M")


def _fitting(text: str, charset: str) -> str:
    """Return the text if its charset can hold it, else with what it cannot hold replaced (a foreign name, say)."""
    return text.encode(charset, "replace").decode(charset)


def _html(text: str, quote: str) -> str:
    paragraphs = "".join(f"<p>{escape(part).replace(chr(10), '<br>')}</p>" for part in text.split("\n\n"))
    quoted = ""
    if quote:
        intro, _, rest = quote.strip().partition("\n\n")
        plain = "\n".join(line.removeprefix("> ").removeprefix(">") for line in rest.split("\n"))
        quoted = f'<div class="gmail_quote">{escape(intro)}<blockquote>{escape(plain).replace(chr(10), "<br>")}</blockquote></div>'
    return f"<html><body>{paragraphs}{quoted}</body></html>\n"
