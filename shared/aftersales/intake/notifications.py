"""Messages that a platform writes to our queue itself: they name an account, and the account leads to the connection."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime

from aftersales.deliveries.envelope import Claim, open_envelope
from aftersales.deliveries.raw import RawDelivery
from aftersales.records.errors import RejectedError
from aftersales.records.workspace import Connection

# The one platform that writes to queues; the queue's policy is what makes the sender trustworthy.
_PLATFORM = "amazon"
_ACCOUNT_FIELDS = frozenset({"sellerid", "merchantid", "sellingpartnerid"})


def open_any(
    message: str, *, now: datetime, connection_of: Callable[[str, str], Connection | None]
) -> RawDelivery | Claim:
    """Open a message of our own envelope, or a platform's notification.

    RejectedError for a notification of an account that nobody has connected: it stays in the queue's dead letters.
    """
    values = json.loads(message)
    if "claim" in values or "connection" in values:
        return open_envelope(message)
    for account in _accounts(values):
        connection = connection_of(_PLATFORM, account)
        if connection is not None:
            return RawDelivery(
                workspace=connection.workspace,
                connection=connection.id,
                platform=_PLATFORM,
                store=connection.store,
                channel="queue",
                name="notification",
                received_at=now.isoformat(),
                body=message.encode(),
            )
    raise RejectedError("unknown_account")


def _accounts(value: object) -> Iterator[str]:
    """Find seller ids at any depth: Amazon's envelopes differ by type and by letter case."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if str(name).lower() in _ACCOUNT_FIELDS and isinstance(inner, str):
                yield inner
            yield from _accounts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _accounts(inner)
