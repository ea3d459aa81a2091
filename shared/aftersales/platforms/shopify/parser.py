"""Shopify's deliveries as observations: by topic for webhooks, by resource for what is polled or imported."""

from collections.abc import Callable, Iterator
from functools import partial

from aftersales.deliveries.parsed import Parsed
from aftersales.deliveries.raw import RawDelivery
from aftersales.deliveries.wild import Wild, load, maybe_text, obj, objs
from aftersales.platforms.shopify.disputes import read_dispute
from aftersales.platforms.shopify.orders import read_order
from aftersales.platforms.shopify.parcels import read_parcels
from aftersales.platforms.shopify.privacy import FORMS, read_privacy_request
from aftersales.platforms.shopify.refunds import read_refund
from aftersales.platforms.shopify.returns import event_time, read_return
from aftersales.platforms.shopify.tables import IGNORED
from aftersales.records.fact import Observation

Reader = Callable[[Wild], Iterator[Observation]]


def parse(delivery: RawDelivery) -> Parsed:
    """Read one delivery. `name` is a topic ("orders/updated") or, without a verb, a resource ("orders")."""
    name = delivery.name.lower()
    ignored = next(
        (IGNORED[topic] for topic in IGNORED if name.startswith(topic) and name not in FORMS), None
    )
    if ignored:
        return Parsed(ignored=ignored)
    resource = _plural(name.partition("/")[0])
    reader = _readers(delivery, name).get(name if name in FORMS else resource)
    if reader is None:
        return Parsed(ignored="no topic that the system knows")
    body = obj(load(delivery.body), "body")
    bodies = [body] if name in FORMS else _unwrapped(body, resource)
    observations = tuple(observation for body in bodies for observation in reader(body))
    return Parsed(observations, None if observations else "carries nothing that happened")


def _readers(delivery: RawDelivery, name: str) -> dict[str, Reader]:
    store = delivery.store
    happened_at = event_time(delivery.headers, delivery.received_at)

    def single(read: Callable[[Wild], Observation | None]) -> Reader:
        return lambda body: (found for found in [read(body)] if found)

    privacy = single(lambda body: read_privacy_request(name, body, store, happened_at))
    return {
        "orders": partial(_order_with_all, store=store),
        "fulfillments": partial(read_parcels, store=store),
        "refunds": single(partial(read_refund, store=store)),
        "returns": single(partial(read_return, store=store, happened_at=happened_at)),
        "disputes": single(partial(read_dispute, store=store)),
        **dict.fromkeys(FORMS, privacy),
    }


def _order_with_all(body: Wild, store: str) -> Iterator[Observation]:
    """An order's snapshot repeats its fulfilments and refunds; stated again, a known state is the same fact."""
    yield read_order(body, store)
    for fulfilment in objs(body.get("fulfillments")):
        yield from read_parcels(fulfilment, store)
    for refund in objs(body.get("refunds")):
        observation = read_refund(refund, store, maybe_text(body.get("cancel_reason")))
        if observation:
            yield observation


def _plural(resource: str) -> str:
    # The newer family of webhooks names resources in the singular.
    return resource if resource.endswith("s") else f"{resource}s"


def _unwrapped(body: Wild, resource: str) -> list[Wild]:
    # Webhooks send the thing itself, the REST API wraps it: {"order": {…}} or {"orders": […]}.
    if isinstance(body.get(resource), list):
        return objs(body[resource])
    wrapped = body.get(resource.removesuffix("s"))
    return [wrapped if isinstance(wrapped, dict) and "id" not in body else body]
