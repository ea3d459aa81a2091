"""What people write, whichever way it comes in."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftersales.deliveries.prose import LONGEST_PROSE, prose
from aftersales.deliveries.raw import RawDelivery
from aftersales.platforms.parsers import parser_of
from aftersales.records.after_sales import Return, Review

HIDDEN = "\u202ezu\u202c kl\u200bein\x00\u2066!\u2069"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (HIDDEN, "zu klein!"),
        ("a\r\nb\rc\u2028d\u0085e", "a\nb\nc\nd\ne"),
        ("  \ufeffzu\u00a0klein \n", "zu klein"),
        ("👨\u200d👩\u200d👧 kaputt ❤\ufe0f", "👨\u200d👩\u200d👧 kaputt ❤\ufe0f"),
        ("می\u200cخواهم \u200f!", "می\u200cخواهم \u200f!"),
        ("\u200b\u202e", ""),
        (None, ""),
        ("x" * (LONGEST_PROSE + 1), "x" * LONGEST_PROSE),
    ],
    ids=["hidden", "breaks", "spaces", "emoji", "joiners", "nothing", "none", "long"],
)
def test_nothing_hides_words_and_nothing_else_is_lost(written: str | None, read: str) -> None:
    """Zero-width, direction and control characters go; joiners, marks of direction between letters and emoji stay whole."""
    assert prose(written) == read


@settings(max_examples=60)
@given(st.text(max_size=80))
def test_a_text_that_was_taken_in_is_taken_in_as_it_is(text: str) -> None:
    """Reading twice changes nothing, so evidence that points into a text still points there after a replay."""
    assert prose(prose(text)) == prose(text)


@pytest.mark.parametrize("platform", ["shopify", "woocommerce"])
def test_each_platform_s_customers_are_read_alike(platform: str) -> None:
    """A note of a return and a review say what their writer's screen said."""
    line = {"id": 1, "quantity": 1, "return_reason": "other", "customer_note": HIDDEN}
    back = {"id": 7, "order": {"id": 5}, "status": "requested", "return_line_items": [line]}
    review = {
        "id": 7,
        "product_id": 5,
        "status": "approved",
        "date_created_gmt": "2026-03-02T09:00:00",
        "review": f"<p>{HIDDEN}</p>",
        "rating": 2,
    }
    name, body = ("returns/request", back) if platform == "shopify" else ("reviews", review)
    delivery = RawDelivery(
        workspace="w",
        connection="shop",
        platform=platform,
        store="shop",
        channel="webhook",
        name=name,
        received_at="2026-03-02T09:00:00+00:00",
        body=json.dumps(body).encode(),
    )
    (observed,) = parser_of(platform)(delivery).observations
    record = observed.record
    words = record.lines[0].comment if isinstance(record, Return) else ""
    assert (record.text if isinstance(record, Review) else words) == "zu klein!"
