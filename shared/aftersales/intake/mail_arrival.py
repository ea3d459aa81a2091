"""A mail that the mail service has stored becomes a delivery of the connection it was addressed to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from aftersales.deliveries.raw import RawDelivery
from aftersales.deliveries.webhook import Outcome
from aftersales.intake.sending import Archive, DeliveryQueue, send
from aftersales.platforms.mail.authorship import plain_address
from aftersales.platforms.mail.recipients import recipients
from aftersales.records.workspace import Connection

PLATFORM = "mail"
# The mail service writes this once when a receipt rule is set up.
_SETUP_NOTICE = "AMAZON_SES_SETUP_NOTIFICATION"


class MailStore(Protocol):
    """Where stored mails lie."""

    def get(self, key: str) -> bytes:
        """Return a mail's bytes; UnavailableError if storage does not answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What became of a stored mail; `connections` are those that it was handed to."""

    outcome: Outcome
    reason: str = ""
    connections: Sequence[str] = ()


def receive_mail(
    key: str,
    stored_at: datetime,
    *,
    mails: MailStore,
    connection_of: Callable[[str, str], Connection | None],
    queue: DeliveryQueue,
    archive: Archive,
) -> Arrival:
    """Take in the mail stored under `key` at `stored_at`, once for each connection among its recipients.

    A mail to nobody we know stays where it is stored; it is counted, and can be taken in later.
    """
    if key.rsplit("/", 1)[-1] == _SETUP_NOTICE:
        return Arrival(outcome=Outcome.IGNORED, reason="setup_notice")
    body = mails.get(key)
    found = _mailboxes(body, connection_of)
    if not found:
        return Arrival(outcome=Outcome.IGNORED, reason="unknown_recipient")
    send(
        [_delivery(connection, address, body, stored_at) for connection, address in found],
        queue=queue,
        archive=archive,
    )
    return Arrival(outcome=Outcome.STORED, connections=tuple(connection.id for connection, _ in found))


def _mailboxes(
    body: bytes, connection_of: Callable[[str, str], Connection | None]
) -> Sequence[tuple[Connection, str]]:
    """Return each connection among the recipients once, with the first address that led to it."""
    found: dict[tuple[str, str], tuple[Connection, str]] = {}
    for address in recipients(body):
        connection = connection_of(PLATFORM, plain_address(address))
        if connection is not None:
            found.setdefault((connection.workspace, connection.id), (connection, address))
    return list(found.values())


def _delivery(connection: Connection, address: str, body: bytes, stored_at: datetime) -> RawDelivery:
    return RawDelivery.of(
        connection,
        connection.id,
        channel="mail",
        name="message",
        at=stored_at,
        body=body,
        headers={"connection-address": connection.address, "recipient": address},
    )
