"""Shopify's returns, which have no time of their own."""

import pytest

from aftersales.deliveries.raw import RawDelivery
from aftersales.platforms.shopify.parser import parse
from aftersales.platforms.shopify.tables import RETURN_CAUSE
from aftersales.records.after_sales import Resolution, ReturnStatus
from aftersales.records.cause import Cause
from aftersales.records.fact import fact_id
from tests.platforms.shopify.building import (
    delivery_of,
    fields_of,
    the_return,
)


def test_return_has_the_time_of_its_event() -> None:
    """A return's body has no time; the event's own time is the same on every repetition, that of arrival is not."""
    body = {"id": 1, "status": "requested", "order": {"id": 2}, "return_line_items": []}
    first = parse(delivery_of("returns/request", body)).observations
    again = parse(
        RawDelivery(
            **{**fields_of(delivery_of("returns/request", body)), "received_at": "2026-03-30T00:00:00Z"}
        )
    ).observations
    assert [fact_id(one) for one in first] == [fact_id(one) for one in again]


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("requested", ReturnStatus.REQUESTED),
        ("OPEN", ReturnStatus.APPROVED),
        ("declined", ReturnStatus.DECLINED),
        ("canceled", ReturnStatus.CANCELLED),
        ("cancelled", ReturnStatus.CANCELLED),
        ("closed", ReturnStatus.CLOSED),
        ("pondered", ReturnStatus.UNKNOWN),
    ],
)
def test_return_status_by_table(word: str, status: ReturnStatus) -> None:
    """Returns are cancelled with one L (orders with two), in either letter case; a new word is unknown."""
    assert the_return(status=word).status is status


def test_each_documented_reason_has_a_cause() -> None:
    """The closed list of reasons maps by table; `unknown` and the open library of definitions say no cause."""
    documented = {
        "size_too_small", "size_too_large", "unwanted", "not_as_described", "wrong_item", "defective", "style", "color", "other",
    }  # fmt: skip
    assert set(RETURN_CAUSE) == documented
    assert the_return().lines[0].cause is Cause.SIZE_TOO_SMALL
    odd = {"quantity": 1, "return_reason": "battery_swells", "customer_note": "It swells."}
    line = the_return(return_line_items=[odd]).lines[0]
    assert (line.cause, line.code, line.comment) == (None, "battery_swells", "It swells.")


def test_exchange_is_seen_by_its_lines() -> None:
    """A return with exchange lines is resolved by exchange; a declined one by nothing."""
    assert the_return(total_exchange_line_items=1).resolution is Resolution.EXCHANGE
    assert the_return(status="declined").resolution is Resolution.NOTHING
    assert the_return().resolution is Resolution.OPEN
