"""Which way an answer can take: mail in the customer's thread, or by hand where a platform offers no way to send one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from aftersales.cases.dossier import Dossier
from aftersales.customers.identity import customer_key
from aftersales.platforms.mail.order_numbers import alias_number
from aftersales.records.case import Case
from aftersales.records.message import Author, Message
from aftersales.records.order import Order
from aftersales.records.workspace import Connection

RELAY = re.compile(
    r"[^@\s,;<>]+@(?:marketplace\.amazon|members\.ebay)\.(?:com|[a-z]{2}|com?\.[a-z]{2})", re.IGNORECASE
)
"""Addresses that stand for a buyer, whole: anybody can own a name that only begins like a marketplace's."""
_OWN_SHOPS = frozenset({"shopify", "woocommerce"})
_MOST_REFERENCES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOut:
    """How an answer leaves. Without an address it does not: `reason` is why, and a person copies it into the platform.

    `sender` is the store's own address, to which the customer's answer shall come; `references` are message ids, the oldest first.
    """

    to: str | None = None
    sender: str = ""
    store: str = ""
    order_number: str | None = None
    subject: str = ""
    thread: str = ""
    references: tuple[str, ...] = ()
    reason: str = ""

    @property
    def can_send(self) -> bool:
        """Whether the system itself can send it."""
        return self.to is not None


def way_out(
    case: Case, dossier: Dossier, connections: Sequence[Connection], answered: str | None = None
) -> WayOut:
    """Find the way for a case: the mail that the customer wrote last, else the address of an own shop's order.

    `answered` is the entity of the message that an answer was begun for, empty where there was none: a mail of somebody else that
    comes in meanwhile must not turn the answer away to them.
    """
    post = next(
        (one for one in connections if one.platform == "mail" and one.store == case.store),
        None,
    )
    asked = [one for one in dossier.messages if one.author is Author.CUSTOMER]
    if answered is not None:
        asked = [one for one in asked if f"message:{one.store}/{one.key}" == answered]
    last = asked[-1] if asked else None
    if last is not None and last.channel != "mail":
        return WayOut(reason="platform_has_no_reply")
    if post is None:
        return WayOut(reason="no_mail_connection")
    to = _address(last, dossier.order)
    if to is None:
        return WayOut(reason="no_address")
    on_market = dossier.order is not None and case.platform not in {*_OWN_SHOPS, "mail"}
    if on_market and not RELAY.fullmatch(to):
        return WayOut(reason="channel_forbids")
    title = last.subject if last else case.title
    return WayOut(
        to=to,
        sender=post.address if last else _tagged(post.address, case.order_number),
        store=last.store if last else case.store,
        order_number=last.order_number if last else case.order_number,
        subject=title if title.casefold().startswith("re:") else f"Re: {title}".strip(),
        thread=last.thread if last else f"case/{case.id}",
        references=_references(last, dossier.messages) if last else (),
    )


def _address(last: Message | None, order: Order | None) -> str | None:
    if last is not None and last.address:
        return last.address
    buyer = order.customer if order else None
    if buyer is None or not buyer.email:
        return None
    # A mail that came from somebody else must not be answered to the buyer.
    same = last is None or last.customer in {None, buyer.key, customer_key(last.store, email=buyer.email)}
    return buyer.email if same else None


def _tagged(address: str, order_number: str | None) -> str:
    """Put the order's number behind a plus sign: an answer to a mail that begins a thread names no earlier mail of ours."""
    number = (order_number or "").lstrip("#")
    local, _, domain = address.partition("@")
    return f"{local}+{number}@{domain}" if alias_number([f"{local}+{number}@{domain}"]) else address


def _references(last: Message, messages: Sequence[Message]) -> tuple[str, ...]:
    """The thread's first mail, then those between, then the one answered; ids of our own records are no mails."""
    chain = [one.key for one in messages if one.thread == last.thread and one.channel == "mail"]
    mails = [key for key in dict.fromkeys([last.thread, *chain, last.key]) if "@" in key]
    return tuple(key for key in mails if key != last.key)[-_MOST_REFERENCES:] + (
        (last.key,) if "@" in last.key else ()
    )
