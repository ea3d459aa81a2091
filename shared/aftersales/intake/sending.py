"""Deliveries on their way to the queue: whole where they fit, else by claim on an archive object. Standard library only."""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Protocol

from aftersales.deliveries.envelope import INLINE_BYTES, Claim, archive_key
from aftersales.deliveries.raw import RawDelivery, to_lines

CHUNK_DELIVERIES = 20
CHUNK_BYTES = 64 * 1024
"""One call of the ingesting function gets up to ten chunks and must be done with them well within its time.

A polled page may hold a hundred orders, so the size counts too.
"""


class DeliveryQueue(Protocol):
    """The queue of deliveries."""

    def send_many(self, messages: Iterable[str]) -> None:
        """Write messages; UnavailableError if any was not taken (then repeat them all)."""


class Archive(Protocol):
    """Holds what is too large or too many for the queue."""

    def put(self, key: str, data: bytes) -> None:
        """Write an object; the same key always has the same content. Raises UnavailableError."""


def message_of(delivery: RawDelivery, archive: Archive) -> str:
    """Return what goes to the queue: the delivery, or a claim on the archive object that this has then written."""
    message = delivery.to_json()
    # The message is ASCII, so its length is its size; the body has grown by a third in it.
    if len(message) <= INLINE_BYTES:
        return message
    return _claim(f"claim-{delivery.connection}", [delivery], archive).to_json()


def send(deliveries: Sequence[RawDelivery], *, queue: DeliveryQueue, archive: Archive) -> None:
    """Send each delivery as a message of its own. Repeating all of it after an error is harmless."""
    queue.send_many([message_of(delivery, archive) for delivery in deliveries])


def send_chunk(deliveries: Sequence[RawDelivery], *, queue: DeliveryQueue, archive: Archive) -> str:
    """Send many deliveries of one workspace as one archive object and one claim on it; return the object's key."""
    claim = _claim("import", deliveries, archive)
    queue.send_many([claim.to_json()])
    return claim.key


def chunks(deliveries: Iterable[RawDelivery]) -> Iterator[list[RawDelivery]]:
    """Group deliveries so that no group has too many, or too much."""
    chunk: list[RawDelivery] = []
    size = 0
    for delivery in deliveries:
        length = len(delivery.body)
        if chunk and (len(chunk) == CHUNK_DELIVERIES or size + length > CHUNK_BYTES):
            yield chunk
            chunk, size = [], 0
        chunk.append(delivery)
        size += length
    if chunk:
        yield chunk


def _claim(name: str, deliveries: Sequence[RawDelivery], archive: Archive) -> Claim:
    data = to_lines(deliveries)
    first = deliveries[0]
    key = archive_key(
        first.workspace, first.platform, first.received_at, f"{name}-{sha256(data).hexdigest()[:32]}"
    )
    archive.put(key, data)
    return Claim(key)
