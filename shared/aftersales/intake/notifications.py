"""Messages that a platform writes to our queue itself: they name an account, and the account leads to the connection."""

import json
from collections.abc import Callable, Collection, Iterator
from datetime import datetime

from aftersales.deliveries.envelope import Claim, open_envelope
from aftersales.deliveries.raw import RawDelivery
from aftersales.records.errors import RejectedError, UnavailableError
from aftersales.records.workspace import Connection

# The one platform that writes to queues; the queue's policy is what makes the sender trustworthy.
_PLATFORM = "amazon"
_ACCOUNT_FIELDS = frozenset({"sellerid", "merchantid", "sellingpartnerid"})
_SUBSCRIPTION_FIELDS = frozenset({"subscriptionid"})


def open_any(
    message: str, *, now: datetime, connection_of: Callable[[str, str], Connection | None]
) -> RawDelivery | Claim:
    """Open a message of our own envelope, or a platform's notification.

    A type that names no seller is found by the subscription that one seller made. UnavailableError `unknown_account` for a seller
    whom nobody has connected yet: it waits in the queue. RejectedError `no_account_named` where nothing ever leads to anybody.
    """
    values = json.loads(message)
    if "claim" in values or "connection" in values:
        return open_envelope(message)
    accounts = list(_values_of(values, _ACCOUNT_FIELDS))
    for address in (*accounts, *_values_of(values, _SUBSCRIPTION_FIELDS)):
        connection = connection_of(_PLATFORM, address)
        if connection is not None:
            return RawDelivery.of(
                connection,
                connection.id,
                channel="queue",
                name="notification",
                at=now,
                body=message.encode(),
            )
    if accounts:
        raise UnavailableError("unknown_account")
    raise RejectedError("no_account_named")


def _values_of(value: object, fields: Collection[str]) -> Iterator[str]:
    """Find the texts under these names at any depth: Amazon's envelopes differ by type and by letter case."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if str(name).lower() in fields and isinstance(inner, str):
                yield inner
            yield from _values_of(inner, fields)
    elif isinstance(value, list):
        for inner in value:
            yield from _values_of(inner, fields)
