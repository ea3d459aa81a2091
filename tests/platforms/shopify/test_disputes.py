"""Shopify's disputes, with the platform's deadline."""

from datetime import UTC, datetime

import pytest

from aftersales.records.after_sales import Claim
from aftersales.records.cause import Cause
from tests.platforms.shopify.building import (
    dispute,
    one,
)


def test_dispute_deadline_is_the_platforms_own() -> None:
    """`evidence_due_by` is taken as given; an inquiry has none and gets none."""
    claim = one("disputes/create", dispute()).record
    inquiry = one("disputes/create", dispute(type="inquiry", evidence_due_by=None)).record
    assert isinstance(claim, Claim)
    assert isinstance(inquiry, Claim)
    assert claim.due_at == datetime(2026, 4, 10, tzinfo=UTC)
    assert (inquiry.form, inquiry.due_at) == ("inquiry", None)


def test_dispute_may_name_no_order() -> None:
    """A dispute without an order stands alone and is never guessed to one."""
    record = one("disputes/create", dispute(order_id=None)).record
    assert record.home == "claim:shop/5986"


@pytest.mark.parametrize("spelling", ["subscription_canceled", "SUBSCRIPTION_CANCELLED"])
def test_both_spellings_of_a_reason_are_known(spelling: str) -> None:
    """REST writes one L, GraphQL two."""
    record = one("disputes/update", dispute(reason=spelling)).record
    assert isinstance(record, Claim)
    assert record.cause is Cause.COMPLAINT


def test_dispute_states_are_in_order_without_a_time_of_change() -> None:
    """An inquiry may become a chargeback, evidence is sent, somebody decides: versions follow that course."""
    sent = {"status": "under_review", "evidence_sent_on": "2026-04-01T00:00:00Z"}
    course = [
        dispute(type="inquiry", status="under_review"),
        dispute(),
        dispute(**sent),
        dispute(status="won", evidence_sent_on=sent["evidence_sent_on"], finalized_on="2026-05-01T00:00:00Z"),
    ]
    versions = [one("disputes/update", body).version for body in course]
    assert versions == sorted(set(versions))
