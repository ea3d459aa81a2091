"""A stored MIME message → one message of a conversation."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from hashlib import sha256

from aftersales.customers.identity import customer_key
from aftersales.deliveries.parsed import Parsed
from aftersales.deliveries.raw import RawDelivery
from aftersales.deliveries.wild import instant, version
from aftersales.platforms.mail.authorship import author_of, is_forged, is_infected, plain_address
from aftersales.platforms.mail.letter import Letter, open_letter
from aftersales.platforms.mail.order_numbers import alias_number, order_number
from aftersales.platforms.mail.quotes import newly_written
from aftersales.records.errors import RejectedError
from aftersales.records.fact import Actor, Observation
from aftersales.records.message import Author, Message

ACTORS = {Author.CUSTOMER: Actor.CUSTOMER, Author.AGENT: Actor.AGENT, Author.MACHINE: Actor.SYSTEM}
RECIPIENTS = ("to", "cc", "delivered-to", "x-original-to")
LONGEST_NAME = 200
LONGEST_ADDRESS = 320
FAST_CLOCK = timedelta(minutes=10)
"""How far a sender's clock may be ahead of ours before ours is believed."""
_SAFE_ID = re.compile(r"[0-9A-Za-z.@+=_~!$%&*?^{}|/-]{1,180}")
_PLAIN_ADDRESS = re.compile(r"[0-9A-Za-z.!#$%&'*+/=^_`{|}~-]+@[0-9A-Za-z][0-9A-Za-z.-]*")


def parse(delivery: RawDelivery) -> Parsed:
    """Read a mail. `headers["connection-address"]` is our own address: what comes from it is an answer of ours."""
    own = delivery.headers.get("connection-address", "")
    letter = open_letter(delivery.body)
    senders = letter.addresses("from") or letter.addresses("sender", "return-path")
    if not senders:
        raise RejectedError("mail_without_sender")
    name, sender = senders[0]
    if is_infected(letter):
        return Parsed(ignored="virus_found")
    if is_forged(letter, sender, own):
        return Parsed(ignored="sender_is_forged")
    message = _message(delivery, letter, name, sender, own)
    at, actor = message.sent_at, ACTORS[message.author]
    return Parsed((Observation(record=message, occurred_at=at, version=version(at), actor=actor),))


def _message(delivery: RawDelivery, letter: Letter, name: str, sender: str, own: str) -> Message:
    author = author_of(letter, sender, own)
    fresh = newly_written(letter.text)
    subject = letter.header("subject")
    addresses = [address for _, address in letter.addresses(*RECIPIENTS)]
    recipient = delivery.headers.get("recipient", "")
    number = alias_number(_ours([*addresses, recipient], own)) or order_number((subject, fresh, letter.text))
    person = sender if author is not Author.AGENT else next(_others(addresses, own), "")
    key, thread = _identity(letter, delivery.body)
    return Message(
        store=delivery.store,
        key=key,
        thread=thread,
        author=author,
        sent_at=_sent_at(letter, instant(delivery.received_at, "received_at")),
        channel="mail",
        subject=subject[:500],
        text=fresh,
        order_number=number,
        customer=customer_key(delivery.store, email=person) if author is not Author.MACHINE else None,
        customer_name=name[:LONGEST_NAME] or None if author is Author.CUSTOMER else None,
        reply_to=next(map(_bounded, letter.ids("in-reply-to")), None),
        address=_answer_to(letter, sender, own) if author is Author.CUSTOMER else None,
        member=_colleague(letter, own) if author is Author.AGENT else None,
        automation="rule"
        if author is Author.MACHINE and plain_address(sender) == plain_address(own)
        else None,
    )


def _identity(letter: Letter, body: bytes) -> tuple[str, str]:
    """The key of a mail and of its conversation: the first mail's id, which each later one names first among its references."""
    own = next(iter(letter.ids("message-id")), "") or f"no-id-{sha256(body).hexdigest()[:32]}"
    root = next(iter([*letter.ids("references"), *letter.ids("in-reply-to")]), own)
    return _bounded(own), _bounded(root)


def _bounded(identifier: str) -> str:
    # A stranger chooses these ids, and they become keys: anything long or odd is replaced by its hash.
    if _SAFE_ID.fullmatch(identifier):
        return identifier
    return f"id-{sha256(identifier.encode('utf-8', 'surrogateescape')).hexdigest()[:32]}"


def _sent_at(letter: Letter, received_at: datetime) -> datetime:
    try:
        stated = parsedate_to_datetime(letter.raw("date"))
    except (ValueError, TypeError, IndexError, OverflowError):
        return received_at
    stated = stated if stated.tzinfo else stated.replace(tzinfo=UTC)
    try:
        stated = stated.astimezone(UTC)
    except OverflowError:
        return received_at
    return received_at if stated > received_at + FAST_CLOCK or stated.year < 1990 else stated  # noqa: PLR2004 mail is younger


def _ours(addresses: list[str], own: str) -> Iterator[str]:
    return (address for address in addresses if plain_address(address) == plain_address(own))


def _answer_to(letter: Letter, sender: str, own: str) -> str | None:
    """Where the writer asks to be answered; an address of ours or of nobody leads back to the sender."""
    asked = [
        address for _, address in letter.addresses("reply-to") if plain_address(address) != plain_address(own)
    ]
    return next(filter(_is_plain, [*(asked if len(asked) == 1 else ()), sender]), None)


def _is_plain(address: str) -> bool:
    """Whether a mail can be sent there: what is quoted, encoded or not ASCII could name somebody else, or nobody."""
    return len(address) <= LONGEST_ADDRESS and bool(_PLAIN_ADDRESS.fullmatch(address))


def _colleague(letter: Letter, own: str) -> str | None:
    """Who of us wrote in the shop's name: mail programs put the person into Sender where From is the shared mailbox."""
    house = own.rpartition("@")[2].lower()
    found = (address.lower() for address in _others([one for _, one in letter.addresses("sender")], own))
    return next((one for one in found if house and one.endswith(f"@{house}") and _is_plain(one)), None)


def _others(addresses: list[str], own: str) -> Iterator[str]:
    return (address for address in addresses if plain_address(address) != plain_address(own))
