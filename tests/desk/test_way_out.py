"""Which way an answer takes follows from the platform's rules, never from what would be convenient."""

from typing import Any

import pytest

from aftersales.cases.dossier import Dossier
from aftersales.desk.way_out import WayOut, way_out
from aftersales.records.order import Customer
from aftersales.records.workspace import Connection
from tests.cases import building as make
from tests.cases.building import SETTINGS
from tests.cases.in_memory import InMemoryDossierStore
from tests.desk.language import ASKED, MAIL

GREETED = make.order(customer=Customer(key="mail-1", name="Ann", email="ann@buyer.example"))


def _way(*records: Any, platform: str = "shopify", connections: tuple[Connection, ...] = (MAIL,)) -> WayOut:
    store = InMemoryDossierStore()
    store.add([make.fact(record).having(platform=platform) for record in records], SETTINGS)
    dossier: Dossier = store.dossier("w", f"order:{make.STORE}/900", SETTINGS)
    return way_out(dossier.cases[-1], dossier, connections)


def test_a_mail_is_answered_where_it_came_from() -> None:
    """The address that the customer wrote from, in the thread."""
    way = _way(make.order(), ASKED)
    assert (way.to, way.sender, way.thread) == ("ann@buyer.example", MAIL.address, "q0@buyer.example")


def test_a_mail_without_an_address_is_answered_to_the_buyer_only_if_it_was_the_buyer() -> None:
    """A mail of somebody else who names the order is not answered to the buyer."""
    theirs = ASKED.having(address=None)
    assert _way(GREETED, theirs).to == "ann@buyer.example"
    assert _way(GREETED, theirs.having(customer="mail-2")).reason == "no_address"


def test_an_own_shops_buyer_may_be_written_to_about_a_return() -> None:
    """No mail came: the order's address begins a thread, and what is written back names the order by its own address."""
    way = _way(GREETED, make.back(3))
    assert (way.to, way.references, way.thread) == (
        "ann@buyer.example",
        (),
        f"case/order:{make.STORE}/900#1",
    )
    assert way.sender == "care+1001@shop.example"


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("ann@gmail.example", "channel_forbids"),
        ("x1@marketplace.amazon.de.thief.example", "channel_forbids"),
        ("x1@marketplace.amazon.thief", "channel_forbids"),
        ('"x1@members.ebay.de"@thief.example', "channel_forbids"),
        ("x1@marketplace.amazon.de", ""),
        ("x1@marketplace.amazon.co.uk", ""),
        ("x1@members.ebay.com.au", ""),
    ],
)
def test_a_marketplaces_buyer_is_written_to_through_its_relay_alone(address: str, reason: str) -> None:
    """An Amazon buyer's own address is never used, even if it is known, nor one that only looks like a relay's."""
    assert _way(make.order(), ASKED.having(address=address), platform="amazon").reason == reason


@pytest.mark.parametrize(
    ("records", "connections", "reason"),
    [
        ((make.order(), ASKED.having(channel="chat")), (MAIL,), "platform_has_no_reply"),
        ((make.order(), ASKED), (), "no_mail_connection"),
        ((make.order(), ASKED), (MAIL.having(store="elsewhere"),), "no_mail_connection"),
        ((make.order(), make.back(3)), (MAIL,), "no_address"),
    ],
)
def test_where_there_is_no_way_the_reason_is_said(
    records: tuple[Any, ...], connections: tuple[Connection, ...], reason: str
) -> None:
    """A person copies the text, and knows why."""
    way = _way(*records, connections=connections)
    assert (way.can_send, way.reason) == (False, reason)
