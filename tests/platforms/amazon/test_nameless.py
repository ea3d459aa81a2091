"""Nothing that Amazon's thirty days end is ever stored: names, addresses and telephone numbers stay at the door."""

import json
from collections.abc import Iterator

import pytest

from aftersales.deliveries.raw import RawDelivery
from aftersales.platforms.amazon.nameless import without_persons
from aftersales.platforms.amazon.parser import parse
from aftersales.platforms.amazon.pieces import pieces
from tests.platforms.amazon.building import sample
from tests.platforms.amazon.fake_amazon import DONE, FakeAmazon
from tests.platforms.amazon.test_client import NOW, _run

ORDERS = [
    case["order"] for case in json.loads(sample("orders2026_getOrder.json")).values() if "order" in case
]
PERSONAL = frozenset(
    [
        "buyername",
        "buyeremail",
        "buyercompanyname",
        "buyerpurchaseordernumber",
        "name",
        "companyname",
        "legalname",
        "addressline1",
        "addressline2",
        "addressline3",
        "postalcode",
        "phone",
        "streetname",
        "complement",
        "neighborhood",
        "giftmessage",
        "taxregistrationnumber",
    ]
)


def _told_of_persons(value: object) -> Iterator[str]:
    """Every text that stands under a name of PERSONAL, at any depth."""
    for name, part in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        if isinstance(part, str) and part and str(name).lower() in PERSONAL:
            yield part
        yield from _told_of_persons(part)


WORDS = sorted({word for order in ORDERS for word in _told_of_persons(order)})


def test_no_word_of_a_person_is_delivered() -> None:
    """What is fetched is cut down before it is written anywhere: queue, archive, table and lake never see it."""
    amazon = FakeAmazon()
    amazon.pages = [{"orders": ORDERS}, {"orders": []}]
    found, _ = _run(amazon)
    kept = b"".join(delivery.body for delivery in found if delivery.name == "orders2026").decode()
    assert len(WORDS) > 10
    assert [word for word in WORDS if json.dumps(word)[1:-1] in kept or word in kept] == []


@pytest.mark.parametrize("order", ORDERS, ids=[order["orderId"] for order in ORDERS])
def test_what_is_left_says_the_same(order: object) -> None:
    """The same order, lines, parcels, country, and the same buyer as before: nothing that counts was cut away."""

    def said(body: bytes) -> object:
        return parse(RawDelivery(workspace="w", connection="a", platform="amazon", store="a", channel="poll",
            name="orders2026", received_at=NOW.isoformat(), body=b'{"orders":[' + body + b"]}"))  # fmt: skip

    whole = json.dumps(order).encode()
    once = without_persons(whole)
    assert said(once) == said(whole)
    assert without_persons(once) == once


def test_who_rated_is_known_by_a_key_alone() -> None:
    """The report of feedback holds the rater's address; its pieces hold what tells one rater from another."""
    body = sample("report_seller_feedback.tsv")
    [(piece, headers, _)] = pieces("GET_SELLER_FEEDBACK_DATA", body, {})
    assert b"@" in body
    assert b"@" not in piece
    assert [again for again, _, _ in pieces("GET_SELLER_FEEDBACK_DATA", piece, headers)] == [piece]
    amazon = FakeAmazon()
    amazon.report, amazon.file = DONE, body
    _, cursor = _run(amazon)
    assert b"@" not in b"".join(delivery.body for delivery in _run(amazon, cursor)[0])
