"""The three compliance topics: hand out a customer's data, erase a customer, erase a shop."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Literal

from aftersales.customers.identity import customer_key
from aftersales.deliveries.wild import Wild, maybe_obj, maybe_text, text, version
from aftersales.policies.book import in_force
from aftersales.records.after_sales import PrivacyRequest
from aftersales.records.fact import Actor, Observation

Form = Literal["export", "erase_customer", "erase_shop"]
FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "customers/data_request": "export",
        "customers/redact": "erase_customer",
        "shop/redact": "erase_shop",
    }
)


def read_privacy_request(topic: str, body: Wild, store: str, happened_at: datetime) -> Observation:
    """Read a request; the person is named by key, so that the request itself holds no personal data."""
    person = maybe_obj(body.get("customer"))
    email, platform_id = maybe_text(person.get("email")), maybe_text(person.get("id"))
    request = PrivacyRequest(
        store=store,
        key=_key(topic, body),
        form=FORMS[topic],
        customer=customer_key(store, email=email, platform_id=platform_id),
        orders=_orders(body),
        requested_at=happened_at,
        due_at=happened_at + in_force("privacy_request_due", "shopify", None, happened_at.date()).span,
    )
    actor = Actor.PLATFORM if FORMS[topic] == "erase_shop" else Actor.CUSTOMER
    return Observation(record=request, occurred_at=happened_at, version=version(happened_at), actor=actor)


def _key(topic: str, body: Wild) -> str:
    request = maybe_text(maybe_obj(body.get("data_request")).get("id"))
    person = maybe_text(maybe_obj(body.get("customer")).get("id"))
    name = topic.replace("/", "-")
    return f"{name}-{request or person or text(body.get('shop_id'), 'shop_id')}"


def _orders(body: Wild) -> tuple[str, ...]:
    named = body.get("orders_requested") or body.get("orders_to_redact")
    ids = [maybe_text(one) for one in named] if isinstance(named, list) else []
    return tuple(sorted(one for one in ids if one))
