from datetime import UTC, datetime

import pytest

from aftersales.deliveries.envelope import Claim, open_envelope
from aftersales.deliveries.raw import RawDelivery
from aftersales.deliveries.webhook import Outcome
from aftersales.intake.mail_arrival import Arrival, receive_mail
from aftersales.platforms.parsers import parser_of
from aftersales.records.errors import UnavailableError
from aftersales.records.workspace import Connection
from tests.cases.in_memory import InMemoryWorkspaceStore
from tests.intake.door_fakes import InMemoryArchive, InMemoryQueue
from tests.platforms.mail.building import mime

STORED_AT = datetime(2026, 3, 2, 10, 0, 30, tzinfo=UTC)


class House:
    """A mailbox each in two workspaces, and what was sent on."""

    def __init__(self) -> None:
        self.mails = InMemoryArchive()
        self.queue = InMemoryQueue()
        self.archive = InMemoryArchive()
        self.workspaces = InMemoryWorkspaceStore()
        for workspace, connection, address in (
            ("w", "mail-shop", "care@shop.example"),
            ("v", "mail-other", "help@other.example"),
        ):
            self.workspaces.save_connection(
                Connection(
                    workspace=workspace,
                    id=connection,
                    platform="mail",
                    store=f"store-{workspace}",
                    name="M",
                    address=address,
                )
            )

    def receive(self, body: bytes, key: str = "inbound/m1") -> Arrival:
        self.mails.put(key, body)
        return receive_mail(
            key,
            STORED_AT,
            mails=self.mails,
            connection_of=self.workspaces.connection_by_address,
            queue=self.queue,
            archive=self.archive,
        )

    def sent(self) -> list[RawDelivery]:
        return [one for one in map(open_envelope, self.queue.messages) if isinstance(one, RawDelivery)]


def test_a_mail_goes_to_the_connection_of_its_recipient() -> None:
    """The alias part finds the same mailbox and goes along; the time is that of storing, so a retry is the same delivery."""
    house = House()
    body = mime(To="care+1001@shop.example")
    assert house.receive(body) == Arrival(outcome=Outcome.STORED, connections=("mail-shop",))
    (delivery,) = house.sent()
    assert (delivery.workspace, delivery.store, delivery.body) == ("w", "store-w", body)
    assert delivery.received_at == "2026-03-02T10:00:30.000+00:00"
    (observation,) = parser_of("mail")(delivery).observations
    assert observation.record.model_dump()["order_number"] == "1001"
    house.receive(body)
    assert house.queue.messages[0] == house.queue.messages[1]


def test_a_mail_to_two_mailboxes_reaches_both_workspaces() -> None:
    """Each gets a delivery of its own; neither sees the other's name."""
    house = House()
    house.receive(mime(To="care@shop.example, help@other.example"))
    assert [(one.workspace, one.headers["connection-address"]) for one in house.sent()] == [
        ("w", "care@shop.example"),
        ("v", "help@other.example"),
    ]


def test_a_mail_to_nobody_is_kept_and_counted() -> None:
    """It stays where it is stored, and the reason is a code to count."""
    house = House()
    arrival = house.receive(mime(To="someone@else.example"))
    assert (arrival.outcome, arrival.reason) == (Outcome.IGNORED, "unknown_recipient")
    assert len(house.queue) == 0
    assert "inbound/m1" in house.mails.objects


def test_a_large_mail_leaves_a_claim() -> None:
    """Attachments of megabytes do not fit into the queue."""
    house = House()
    house.receive(mime("x" * 400_000))
    assert isinstance(open_envelope(house.queue.messages[0]), Claim)
    assert len(house.archive.objects) == 1


def test_the_notice_of_the_mail_service_is_no_mail() -> None:
    """It writes one when the rule is set up."""
    assert House().receive(b"", "inbound/AMAZON_SES_SETUP_NOTIFICATION").reason == "setup_notice"


def test_a_queue_that_is_down_hands_the_mail_back() -> None:
    """Nothing is lost: the event comes again."""
    house = House()
    house.queue.is_down = True
    with pytest.raises(UnavailableError):
        house.receive(mime())
