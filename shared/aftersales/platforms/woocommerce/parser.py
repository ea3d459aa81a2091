"""WooCommerce's deliveries as observations: by topic for webhooks, by resource for what is polled or imported."""

from collections.abc import Iterator

from aftersales.deliveries.parsed import Parsed
from aftersales.deliveries.raw import RawDelivery
from aftersales.deliveries.wild import Wild, load, maybe_text, number, obj, objs
from aftersales.platforms.woocommerce.orders import read_order
from aftersales.platforms.woocommerce.refunds import read_refund, refunds_in_order
from aftersales.platforms.woocommerce.reviews import read_review
from aftersales.platforms.woocommerce.tables import DRAFTS, IGNORED, REVIEWED
from aftersales.records.fact import Observation


def parse(delivery: RawDelivery) -> Parsed:
    """Read one delivery. `name` is a topic ("order.updated") or a polled resource ("orders", "refunds", "reviews")."""
    ignored = next((IGNORED[topic] for topic in IGNORED if delivery.name.startswith(topic)), None)
    if ignored:
        return Parsed(ignored=ignored, is_hint=delivery.name == REVIEWED and _has_reviews(delivery.body))
    resource = delivery.name.partition(".")[0].removesuffix("s")
    if resource not in {"order", "refund", "review"}:
        return Parsed(ignored="no topic that the system knows")
    body = load(delivery.body)
    bodies = objs(body) if isinstance(body, list) else [obj(body, "body")]
    observations = tuple(found for one in bodies for found in _read(resource, one, delivery))
    return Parsed(observations, None if observations else "carries nothing that happened")


def _has_reviews(body: bytes) -> bool:
    """Whether a product's snapshot counts reviews: the shop saves a product anew with each review that becomes visible."""
    return number(obj(load(body), "body").get("rating_count")) > 0


def _read(resource: str, body: Wild, delivery: RawDelivery) -> Iterator[Observation]:
    if resource == "refund":
        yield read_refund(body, delivery.store, delivery.headers)
    elif resource == "review":
        yield read_review(body, delivery)
    elif maybe_text(body.get("status")) not in DRAFTS:
        yield read_order(body, delivery.store)
        yield from refunds_in_order(body, delivery.store)
