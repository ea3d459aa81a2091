"""Mail: conversations as MIME messages, with the quotes, signatures, charsets and machine notices that real mail has."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape
from zoneinfo import ZoneInfo

from aftersales.deliveries.raw import RawDelivery
from infra.local.seller.formats.wire import delivery
from infra.local.seller.markets import AMAZON, MAILBOXES, ZONE
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
_OLD_CHARSET, _WITH_HTML = 2, 3
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
    outgoing = words.author in {"agent", "receipt"}
    shop, person = _shop(conversation), _person(conversation)
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"] = (shop, person) if outgoing else (person, shop)
    message["Subject"] = words.subject
    message["Date"] = format_datetime(
        words.at.astimezone(ZoneInfo(ZONE if outgoing else conversation.market.zone))
    )
    message["Message-ID"] = _id(conversation, place)
    if place:
        message["In-Reply-To"] = _id(conversation, place - 1)
        message["References"] = " ".join(_id(conversation, before) for before in range(place))
    if words.author in {"receipt", "absence"}:
        message["Auto-Submitted"] = "auto-replied"
        message["X-Auto-Response-Suppress"] = "All"
    _write(message, conversation, place)
    return message.as_bytes()


def _shop(conversation: Conversation) -> Address:
    user, _, domain = MAILBOXES[conversation.store][1].partition("@")
    return Address(_NAMES[conversation.store], user, domain)


def _person(conversation: Conversation) -> Address:
    user, _, domain = conversation.person.email.partition("@")
    name = conversation.person.name
    if conversation.store == AMAZON:
        name = f"{conversation.person.first} - Amazon Marketplace"
    return Address(name, user, domain)


def _id(conversation: Conversation, place: int) -> str:
    outgoing = conversation.words[place].author in {"agent", "receipt"}
    domain = (MAILBOXES[conversation.store][1] if outgoing else conversation.person.email).partition("@")[2]
    return f"<{conversation.id}.{place}@{domain}>"


def _write(message: EmailMessage, conversation: Conversation, place: int) -> None:
    """Write the body in one of the habits of the writer: plain, in an old charset, or with an HTML twin."""
    words, habit = conversation.words[place], sum(conversation.id.encode()) % 5
    text = body(conversation.language, words)
    if words.author == "customer" and habit == 1 and conversation.store != AMAZON:
        text += f"\n\n{_PHONE[conversation.language]}"
    quote = _quote(conversation, place) if place and words.author in {"customer", "agent"} and habit else ""
    charset = _CHARSETS.get(conversation.language, "utf-8") if habit == _OLD_CHARSET else "utf-8"
    message.set_content(_fitting(f"{text}\n{quote}", charset), charset=charset)
    if habit == _WITH_HTML:
        message.add_alternative(_html(text, quote), subtype="html")
        message.set_boundary(f"=_{conversation.id}-{place}")


def body(language: str, words: Words) -> str:
    """Return the newly written text: greeting, sentences in a paragraph, closing and name on lines of their own."""
    joiner = "" if language in _JOINED else " "
    if len(words.sentences) < _GREETED:
        return "\n".join(words.sentences)
    greeting, *middle, closing, name = words.sentences
    return f"{greeting}\n\n{joiner.join(middle)}\n\n{closing}\n{name}"


def _quote(conversation: Conversation, place: int) -> str:
    before = conversation.words[place - 1]
    by_shop = before.author in {"agent", "receipt"}
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
