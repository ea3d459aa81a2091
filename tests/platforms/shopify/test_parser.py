"""Which of Shopify's deliveries is read how, and what becomes of those that cannot be."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales.deliveries.raw import RawDelivery
from aftersales.platforms.shopify.parser import parse
from aftersales.records.errors import RejectedError
from tests.platforms.shopify.building import (
    delivery_of,
    fields_of,
    one,
    order,
    read,
)


def test_privacy_requests_hold_no_personal_data() -> None:
    """The person is named by key: a request to erase must not store what it erases."""
    body = {
        "shop_id": 1,
        "customer": {"id": 191167, "email": "john@example.com", "phone": "555-625-1199"},
        "orders_to_redact": [3],
    }
    record = one("customers/redact", body).record
    assert "john" not in record.model_dump_json()
    assert "555" not in record.model_dump_json()


@pytest.mark.parametrize(
    "topic",
    [
        "app/uninstalled",
        "products/update",
        "fulfillment_events/create",
        "brand/new_topic",
        "customers/update",
    ],
)
def test_other_topics_are_ignored_with_a_reason(topic: str) -> None:
    """A topic that carries nothing for us is fine and says why; an unknown one raises nothing."""
    parsed = parse(delivery_of(topic, {"id": 1}))
    assert parsed.ignored
    assert not parsed.observations


@pytest.mark.parametrize("topic", ["order/update", "orders", "Orders/Updated"])
def test_names_of_all_families_find_their_reader(topic: str) -> None:
    """The newer webhooks name a resource in the singular, polls in the plural."""
    assert [one.record.kind for one in read(topic, order())] == ["order"]


def test_rest_answers_are_unwrapped() -> None:
    """The REST API wraps one order or many; a webhook sends it bare."""
    assert (
        read("orders", {"order": order()}) == read("orders", order()) == read("orders", {"orders": [order()]})
    )


@pytest.mark.parametrize("body", [b"", b"[]", b'"text"', b"null", b"{}", b'{"id":1}'])
def test_unusable_bodies_are_rejected(body: bytes) -> None:
    """What is not an order is rejected, which keeps it, and never breaks a batch."""
    delivery = fields_of(delivery_of("orders/updated", {}))
    with pytest.raises(RejectedError):
        parse(RawDelivery(**{**delivery, "body": body}))


ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(
    st.sampled_from(
        sorted(
            {*order(), "fulfillments", "refunds", "customer", "shipping_address", "tags", "note_attributes"}
        )
    ),
    ODD,
)
def test_any_field_may_hold_anything(field: str, value: object) -> None:
    """A field of another shape than documented is read as absent or rejects the delivery; nothing else is raised."""
    with suppress(RejectedError):
        parse(delivery_of("orders/updated", order(**{field: value})))
