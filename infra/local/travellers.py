"""Four customers who write right now, each in a language of their own, and the signed requests by which their shops tell of it.

Shopify sends a request for a return with the customer's note in it, so three come in whole by webhook. WooCommerce has no topic
that carries a review, but it saves a product anew with each review that becomes visible: there the webhook makes the system look.
(Amazon hands out what buyers write in reports alone, and mail comes by no webhook: none of the four takes those ways.)
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from aftersales.deliveries.raw import RawDelivery
from infra.local.seller.catalogue import Product, catalogue
from infra.local.seller.formats.wire import compact, opaque, utc
from infra.local.seller.people import Person
from infra.local.seller.shapes import Opinion, Review
from infra.local.seller.signing import Signed, signed

SHOPIFY, WOO = "quiet-shopify", "quiet-woo"
DOMAIN, WOO_ADDRESS = "stille-weberei.myshopify.com", "https://stille-weberei.example"
STARS = 2
_SKU, _TITLE = "SW-KNT-07", "Merino pullover"


@dataclass(frozen=True, slots=True)
class Traveller:
    """A customer. `cause` must be read in the words; `known` are translations that people have made of such words before."""

    name: str
    language: str
    country: str
    words: str
    cause: str
    known: Mapping[str, str]
    kind: Literal["return", "review"] = "return"


TRAVELLERS = (
    Traveller(
        "Inés Robledo",
        "es",
        "ES",
        "Llevo dos semanas escribiendo y nadie me contesta. ¡Qué vergüenza de servicio!",
        "complaint",
        {
            "zh": "我写了两个星期的信，没有一个人回复。这样的服务太丢脸了！",
            "en": "I have been writing for two weeks and nobody answers. What a disgrace of a service!",
        },
    ),
    Traveller(
        "山本 葵",
        "ja",
        "JP",
        "いつもMサイズですが、小さすぎて着られません。交換をお願いします。",
        "size_fit.too_small",
        {"zh": "我平时穿M码，可这件小得穿不上。请帮我换货。"},
    ),
    Traveller(
        "Heike Brandt",
        "de",
        "DE",
        "Das Paket kam völlig zerdrückt an, die Schüssel ist zerbrochen.",
        "damaged_in_transit",
        {"zh": "包裹送到时已经完全压扁，碗也碎了。"},
    ),
    Traveller(
        "Xiaoyu",
        "zh",
        "CN",
        "洗了一次就起球了，质量太差，失望。",
        "quality.pilling",
        {"en": "It pilled after one wash. The quality is far too poor; I am disappointed."},
        "review",
    ),
)
BY_HAND = {"ja": "I always wear M, but this is far too small to put on. Please exchange it."}
"""What a colleague translates in the console: nobody had put it into English before. Heike's words nobody ever does."""

UNLIKE = Traveller(
    "Jule Sommer", "de", "DE", "Der Ring hat nach zwei Tagen meinen Finger grün gefärbt.", "", {}
)
ALIKE = Traveller("Ann Byrne", "en", "IE", "After two days the ring turned my finger green.", "", {})
"""Two who say the same in two languages: what a person says of the first must be heard in the second."""


def requests(traveller: Traveller, place: int, now: datetime, secrets: Mapping[str, str]) -> Iterator[Signed]:
    """Yield what a shop posts about one of them, signed as the platform signs; `place` keeps their orders apart."""
    if traveller.kind == "review":
        product = {"id": _woven().woo_id, "name": _TITLE, "rating_count": 1, "average_rating": f"{STARS}.00"}
        headers = {"id": "31", "source": f"{WOO_ADDRESS}/", "resource": "product", "event": "updated"}
        yield _request("woocommerce", WOO, "product.updated", product, now, headers, secrets)
        return
    for topic, body in (
        ("orders/create", _order(traveller, place, now)),
        ("returns/request", _return(traveller, place)),
    ):
        headers = {
            "event-id": opaque("event", topic, place, now),
            "webhook-id": opaque("webhook", topic, place, now),
            "triggered-at": utc(now),
            "shop-domain": DOMAIN,
            "api-version": "2026-07",
        }
        yield _request("shopify", SHOPIFY, topic, body, now, headers, secrets)


def review(traveller: Traveller, now: datetime) -> Review:
    """Return the review as the shop holds it."""
    person = Person(
        traveller.name, "", "xiaoyu@post.example", traveller.language, None, consents=False, phone=""
    )
    opinion = Opinion(now.replace(microsecond=0), STARS, (traveller.words,))
    return Review(990_001, _woven(), person, verified=True, cause=traveller.cause, states=(opinion,))


def _woven() -> Product:
    return next(one for one in catalogue() if one.category == "knit")


def _request(
    platform: str,
    connection: str,
    topic: str,
    body: object,
    now: datetime,
    headers: Mapping[str, str],
    secrets: Mapping[str, str],
) -> Signed:
    delivery = RawDelivery(
        workspace="",
        connection=connection,
        platform=platform,
        store=connection,
        channel="webhook",
        name=topic,
        received_at=utc(now),
        body=compact(body),
        headers=headers,
    )
    return signed(delivery, secrets[connection])


def _order(traveller: Traveller, place: int, now: datetime) -> dict[str, Any]:
    first, _, last = traveller.name.partition(" ")
    return {
        "id": 5_500_000_000_000 + place,
        "name": f"#{2001 + place}",
        "order_number": 2001 + place,
        "created_at": utc(now),
        "updated_at": utc(now),
        "currency": "EUR",
        "total_price": "79.00",
        "financial_status": "paid",
        "fulfillment_status": "fulfilled",
        "customer_locale": f"{traveller.language}-{traveller.country}",
        "email": f"traveller{place}@post.example",
        "customer": {"id": 7_700_000 + place, "first_name": first, "last_name": last},
        "shipping_address": {"country_code": traveller.country, "first_name": first, "last_name": last},
        "line_items": [
            {
                "id": 8_800_000 + place,
                "sku": _SKU,
                "title": _TITLE,
                "quantity": 1,
                "price": "79.00",
                "fulfillment_status": "fulfilled",
            }
        ],
    }


def _return(traveller: Traveller, place: int) -> dict[str, Any]:
    """A request whose reason is 'other': what is wrong stands in the customer's note alone."""
    return {
        "id": 6_600_000 + place,
        "status": "requested",
        "name": f"#{2001 + place}-R1",
        "order": {"id": 5_500_000_000_000 + place},
        "total_return_line_items": 1,
        "return_line_items": [
            {
                "id": 6_700_000 + place,
                "quantity": 1,
                "return_reason": "other",
                "return_reason_note": "",
                "customer_note": traveller.words,
                "fulfillment_line_item": {"id": 6_800_000 + place, "line_item": {"id": 8_800_000 + place}},
            }
        ],
    }
