"""WooCommerce's deliveries: each test is something that a naive reading gets wrong."""

from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales.platforms.woocommerce.parser import parse
from aftersales.platforms.woocommerce.reviews import plain
from aftersales.records.after_sales import RefundStatus
from aftersales.records.errors import RejectedError
from aftersales.records.fact import fact_id
from aftersales.records.money import Money
from aftersales.records.order import Consent, OrderStatus
from tests.platforms.woocommerce.building import (
    delivery_of,
    order,
    read,
    refund,
    review,
    the_order,
    the_refund,
    the_review,
)


def test_only_gmt_times_are_believed() -> None:
    """`date_created` is the shop's local time without a zone; the _gmt fields have no zone either but are UTC."""
    assert the_order().placed_at == datetime(2026, 3, 22, 15, 28, 2, tzinfo=UTC)


def test_number_may_differ_from_the_id() -> None:
    """Numbering plugins give buyers another number than the id, and that is what they quote."""
    found = the_order(number="NL-2026-17")
    assert (found.key, found.number) == ("727", "NL-2026-17")


def test_guests_are_not_one_customer() -> None:
    """Customer 0 is every guest: two guests share nothing, the same address makes one person."""
    first = the_order().customer
    second = the_order(billing={"email": "other@example.com"}).customer
    same = the_order(billing={"email": "JO@example.com "}, customer_id=5).customer
    assert first
    assert second
    assert same
    assert first.key != second.key
    assert first.key == same.key
    assert (first.platform_id, same.platform_id) == (None, "5")
    assert the_order(billing={}, customer_id=0).customer is None


def test_unit_price_comes_from_the_lines_texts() -> None:
    """`price` is a JSON number without tax; the unit price is the line's total with tax by its units, exact."""
    assert the_order().lines[0].price == Money(minor=357, currency="EUR")


def test_titles_are_words() -> None:
    """Names come with HTML entities."""
    assert the_order().lines[0].title == "Lampe & Schirm"


def test_goods_go_where_they_are_shipped() -> None:
    """The market is the country of shipping, and of billing only where nothing is shipped."""
    assert the_order().market == "FR"
    assert the_order(shipping={"country": ""}).market == "DE"
    assert the_order(shipping=[]).market == "DE"


@pytest.mark.parametrize(
    ("changed", "status", "shipped", "cancelled"),
    [
        ({"status": "pending"}, OrderStatus.PENDING, 0, 0),
        ({"status": "processing"}, OrderStatus.PAID, 0, 0),
        ({"status": "completed"}, OrderStatus.SHIPPED, 2, 0),
        ({"status": "cancelled"}, OrderStatus.CANCELLED, 0, 2),
        ({"status": "refunded"}, OrderStatus.PAID, 0, 0),
        ({"status": "refunded", "date_completed_gmt": "2026-03-24T00:00:00"}, OrderStatus.PAID, 2, 0),
        ({"status": "partial-shipped"}, OrderStatus.PART_SHIPPED, 0, 0),
        ({"status": "wc-baking"}, OrderStatus.UNKNOWN, 0, 0),
    ],
)
def test_status_by_table(changed: dict[str, Any], status: OrderStatus, shipped: int, cancelled: int) -> None:
    """Only a completed order has shipped, also once it is refunded; a plugin's own status is unknown."""
    found = the_order(**changed)
    [line] = found.lines
    assert (found.status, line.shipped, line.cancelled) == (status, shipped, cancelled)


@pytest.mark.parametrize(
    ("changed", "paid"),
    [
        ({}, True),
        ({"status": "pending", "date_paid_gmt": None}, False),
        ({"status": "completed", "date_paid_gmt": None}, True),
    ],
)
def test_paid_is_what_the_shop_counts_as_paid(changed: dict[str, Any], *, paid: bool) -> None:
    """Bank transfers and cash on delivery keep no time of payment."""
    assert the_order(**changed).paid is paid


@pytest.mark.parametrize("status", ["auto-draft", "checkout-draft", "draft"])
def test_drafts_are_no_orders(status: str) -> None:
    """A draft is a checkout that nobody has finished."""
    assert parse(delivery_of("order.created", order(status=status))).ignored


def test_tracking_numbers_of_the_shipment_plugins() -> None:
    """Shipment plugins keep tracking numbers in the order's meta data, as a list or as one text."""
    items = [{"tracking_number": "LX 1 DE", "tracking_provider": "DHL", "date_shipped": "1774310400"}]
    found = the_order(
        meta_data=[
            {"key": "_wc_shipment_tracking_items", "value": items},
            {"key": "_tracking_number", "value": "LX2"},
            {"key": "other", "value": "LX3"},
        ]
    )
    assert found.tracking_numbers == ("LX1DE", "LX2")


def test_consent_language_and_replacement_are_meta_data() -> None:
    """WooCommerce has no field for them; plugins and sellers use meta data."""
    found = the_order(
        meta_data=[
            {"key": "mailchimp_woocommerce_is_subscribed", "value": "1"},
            {"key": "wpml_language", "value": "de"},
            {"key": "_replaces_order", "value": 700},
        ]
    )
    assert found.customer
    assert (found.customer.consent, found.customer.locale, found.replaces) == (Consent.GIVEN, "de", "700")


def test_deleted_order_names_only_an_id() -> None:
    """`order.deleted` is {"id": n} and nothing else."""
    assert parse(delivery_of("order.deleted", {"id": 727})).ignored


# ── refunds ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_refund_amounts_have_either_sign() -> None:
    """A refund's amount is positive, its lines are negative, and its order mentions it with a negative total."""
    found = the_refund()
    assert (found.total.minor, found.lines[0].quantity) == (1000, 1)
    assert found.lines[0].amount == found.goods == Money(minor=1000, currency="EUR")
    mentioned = read("orders", order(refunds=[{"id": 726, "reason": "returned", "total": "-10.00"}]))[
        1
    ].record
    assert mentioned.model_dump()["total"]["minor"] == 1000


def test_refund_line_names_the_line_of_the_order() -> None:
    """A refund's line has an id of its own; the order's line is in its meta data."""
    assert the_refund().lines[0].line == "315"


def test_refund_by_hand_is_settled() -> None:
    """`refunded_payment` is false where the seller paid back by hand: the money is gone all the same."""
    assert the_refund(refunded_payment=False).status is RefundStatus.SETTLED


def test_polled_refund_replaces_every_mention() -> None:
    """A mention has no time of its own: the polled refund outranks it, and the earliest mention the later ones."""
    mention = [{"id": 726, "reason": "", "total": "-10.00"}]
    late = read("orders", order(refunds=mention, date_modified_gmt="2026-06-01T00:00:00"))[1]
    early = read("orders", order(refunds=mention, date_modified_gmt="2026-04-01T10:00:05"))[1]
    [polled] = read("refunds", refund(), {"order": "727", "currency": "EUR"})
    assert late.version < early.version < polled.version


@pytest.mark.parametrize("headers", [{}, {"order": "727"}, {"currency": "EUR"}])
def test_refund_without_its_context_is_rejected(headers: dict[str, str]) -> None:
    """A refund names neither order nor currency; without both nothing is guessed."""
    with pytest.raises(RejectedError, match="field_is_missing"):
        parse(delivery_of("refunds", refund(), headers))


# ── reviews ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<p>Too dark.</p>\n", "Too dark."),
        ("<p>One</p><p>Two<br>Three</p>", "One\nTwo\nThree"),
        ("Fish &amp; chips", "Fish & chips"),
        ("<b>1 &lt; 2</b>", "1 < 2"),
        ("<script>alert(1)</script><p>ok</p>", "ok"),
        ("https://example.com/", "https://example.com/"),
        ("smaller < bigger", "smaller < bigger"),
        ("", ""),
    ],
)
def test_reviews_are_html(markup: str, words: str) -> None:
    """A review is HTML; what the customer said are its words."""
    assert plain(markup) == words


@pytest.mark.parametrize(("rating", "stars"), [(1, 1), (5, 5), (0, None), (6, None), (None, None)])
def test_zero_stars_is_no_rating(rating: int | None, stars: int | None) -> None:
    """0 stands for 'not rated', which is not the worst rating."""
    assert the_review(rating=rating).stars == stars


@pytest.mark.parametrize("status", ["hold", "spam", "trash", "unspam"])
def test_only_approved_reviews_are_visible(status: str) -> None:
    """What waits, is spam or was thrown away is not seen by anyone."""
    assert not the_review(status=status).visible
    assert the_review().visible


def test_changed_review_stands_as_of_the_poll_that_found_it() -> None:
    """Reviews have no time of change: unchanged, they are one fact however often polled; changed, they are a newer state."""
    [first] = read("reviews", review())
    [again] = parse(delivery_of("reviews", review(), received_at="2026-11-23T00:00:00+00:00")).observations
    [changed] = read("reviews", review(rating=5), {"review-state": "changed"})
    assert fact_id(first) == fact_id(again)
    assert first.version < changed.version
    assert (first.occurred_at.month, changed.occurred_at.month) == (5, 11)


def test_deleted_review_is_a_newer_state() -> None:
    """A deletion comes with what was deleted; it is no longer visible, and that is newer than any posting."""
    [first] = read("reviews", review())
    [gone] = read("reviews", {"deleted": True, "previous": review()})
    assert first.version < gone.version
    assert gone.record.model_dump()["visible"] is False


# ── the rest ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "topic", ["product.updated", "coupon.created", "customer.deleted", "action.x", "subscription.created"]
)
def test_other_topics_are_ignored_with_a_reason(topic: str) -> None:
    """A topic that carries nothing for us is fine and says why."""
    assert parse(delivery_of(topic, {"id": 1})).ignored


@pytest.mark.parametrize(("count", "is_hint"), [(3, True), ("1", True), (0, False), (None, False)])
def test_a_product_that_has_reviews_hints_at_a_new_one(count: object, is_hint: bool) -> None:  # noqa: FBT001
    """A shop saves the product with each review that becomes visible, and no topic carries the review: it has to be fetched."""
    assert parse(delivery_of("product.updated", {"id": 1, "rating_count": count})).is_hint is is_hint
    assert not parse(delivery_of("product.deleted", {"id": 1, "rating_count": count})).is_hint


def test_restored_order_is_an_order() -> None:
    """`order.restored` carries the order as the other topics do; a poll gives a list."""
    assert read("order.restored", order()) == read("orders", [order()]) == read("order.created", order())


@pytest.mark.parametrize("body", [None, [], "text", {}, {"id": 1}])
def test_unusable_bodies_are_rejected_or_empty(body: object) -> None:
    """What is not an order is rejected, which keeps it; an empty page tells nothing."""
    if body == []:
        assert parse(delivery_of("orders", body)).ignored
        return
    with pytest.raises(RejectedError):
        parse(delivery_of("orders", body))


ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(st.sampled_from(["orders", "refunds", "reviews"]), st.data(), ODD)
def test_any_field_may_hold_anything(name: str, data: st.DataObject, value: object) -> None:
    """A field of another shape than documented is read as absent or rejects the delivery; nothing else is raised."""
    body = {"orders": order, "refunds": refund, "reviews": review}[name]()
    body[data.draw(st.sampled_from(sorted(body)))] = value
    with suppress(RejectedError):
        parse(delivery_of(name, body, {"order": "727", "currency": "EUR"}))
