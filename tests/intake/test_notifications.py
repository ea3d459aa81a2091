"""Amazon's notifications lead to the connection of their account; what names nobody is kept and never stops the queue."""

import json
from collections import Counter
from functools import partial

import pytest

from aftersales.deliveries.envelope import Claim
from aftersales.deliveries.raw import RawDelivery
from aftersales.deliveries.webhook import Outcome
from aftersales.intake.batch import BatchResult, QueueMessage, ingest_batch
from aftersales.intake.notifications import open_any
from aftersales.platforms.parsers import parser_of
from aftersales.records.errors import RejectedError, UnavailableError
from aftersales.records.parcel import Parcel, ParcelStatus
from aftersales.records.workspace import Connection
from tests.cases.building import at
from tests.cases.in_memory import InMemoryWorkspaceStore
from tests.intake.in_memory import nothing_erased
from tests.intake.test_ingest import House, raw
from tests.platforms.amazon.building import sample

SUBSCRIPTION = "7b28cc50-95c8-4641-add7-10af4b1fecd8"
"""The one of Amazon's own example."""
MILESTONE = sample("notification_ShipmentTrackingMilestoneChangedNotification.json").decode()
ORDER = json.dumps({"NotificationType": "ORDER_CHANGE", "Payload": {"SellerId": "A1SELLER"}})


def connected(*addresses: str) -> InMemoryWorkspaceStore:
    """A workspace with a connection of Amazon's for each address."""
    store = InMemoryWorkspaceStore()
    for place, address in enumerate(addresses):
        store.save_connection(
            Connection(
                workspace="w",
                id=f"amazon-{place}",
                platform="amazon",
                store="shop",
                name="A",
                address=address,
            )
        )
    return store


def opened(message: str, *addresses: str) -> RawDelivery | Claim:
    """Open a message where these addresses are connected."""
    return open_any(message, now=at(0), connection_of=connected(*addresses).connection_by_address)


def test_a_notification_without_a_seller_is_found_by_its_subscription() -> None:
    """A milestone names no account, but the subscription that one seller made; a seller's own id goes before."""
    found = opened(MILESTONE, "A1SELLER", SUBSCRIPTION)
    assert isinstance(found, RawDelivery)
    assert (found.workspace, found.connection) == ("w", "amazon-1")
    (parcel,) = parser_of("amazon")(found).observations
    assert isinstance(parcel.record, Parcel)
    assert parcel.record.status is ParcelStatus.DELIVERED
    both = json.dumps({**json.loads(ORDER), "notificationMetadata": {"subscriptionId": SUBSCRIPTION}})
    ordered = opened(both, "A1SELLER", SUBSCRIPTION)
    assert isinstance(ordered, RawDelivery)
    assert ordered.connection == "amazon-0"


def test_what_somebody_may_still_connect_is_tried_again() -> None:
    """A seller's id that nobody has connected may be connected tomorrow: it waits. What names no seller is refused for good."""
    with pytest.raises(UnavailableError, match=r"^unknown_account$"):
        opened(ORDER)
    with pytest.raises(RejectedError, match=r"^no_account_named$"):
        opened(MILESTONE)


def batch(house: House, *bodies: str) -> BatchResult:
    """Ingest messages of both queues."""
    messages = [QueueMessage(str(place), body) for place, body in enumerate(bodies)]
    opener = partial(open_any, now=at(0), connection_of=connected().connection_by_address)
    return ingest_batch(
        messages, archive=house.archive, ingest=house.ingest, erased=nothing_erased, opener=opener
    )


def test_what_nobody_can_claim_is_kept_and_counted_and_does_not_come_back() -> None:
    """It ends in no dead letters: its bytes lie aside in the archive, outside of every workspace, once however often it comes."""
    house = House()
    result = batch(house, MILESTONE, raw(b"order").to_json(), MILESTONE)
    assert (result.failed, result.outcomes) == ([], Counter({Outcome.REJECTED: 2, Outcome.STORED: 1}))
    assert [data for key, data in house.archive.objects.items() if key.startswith("unclaimed/")] == [
        MILESTONE.encode()
    ]


def test_what_is_refused_is_counted_once_though_its_batch_is_tried_anew() -> None:
    """A bug on one message has the others ingested again one by one."""
    result = batch(House(), MILESTONE, raw(b"bug").to_json(), ORDER)
    assert (result.failed, result.outcomes) == (["1", "2"], Counter({Outcome.REJECTED: 1}))
