from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftersales.deliveries.envelope import INLINE_BYTES, Claim, open_envelope
from aftersales.deliveries.raw import RawDelivery, from_lines
from aftersales.intake.sending import CHUNK_BYTES, CHUNK_DELIVERIES, chunks, send, send_chunk
from aftersales.records.errors import UnavailableError
from tests.intake.door_fakes import InMemoryArchive, InMemoryQueue

DELIVERY = RawDelivery(
    workspace="w",
    connection="c",
    platform="mail",
    store="s",
    channel="mail",
    name="message",
    received_at="2026-03-02T10:00:00.000+00:00",
    body=b"small",
)


def test_what_fits_travels_whole() -> None:
    """A delivery becomes one message, byte for byte."""
    queue, archive = InMemoryQueue(), InMemoryArchive()
    send([DELIVERY, DELIVERY], queue=queue, archive=archive)
    assert [open_envelope(message) for message in queue.messages] == [DELIVERY, DELIVERY]
    assert archive.objects == {}


def test_what_is_too_large_leaves_a_claim() -> None:
    """A large mail goes to the archive and its key to the queue; the key follows from the content."""
    queue, archive = InMemoryQueue(), InMemoryArchive()
    large = replace(DELIVERY, body=b"x" * INLINE_BYTES)
    send([large, large], queue=queue, archive=archive)
    claims = [open_envelope(message) for message in queue.messages]
    assert claims[0] == claims[1]
    assert isinstance(claims[0], Claim)
    assert claims[0].key.startswith("raw/w/mail/2026-03-02/")
    assert from_lines(archive.objects[claims[0].key]) == [large]


def test_a_chunk_is_one_object_and_one_claim() -> None:
    """Many deliveries cost one message."""
    queue, archive = InMemoryQueue(), InMemoryArchive()
    key = send_chunk([DELIVERY] * CHUNK_DELIVERIES, queue=queue, archive=archive)
    assert len(queue) == 1
    assert len(from_lines(archive.objects[key])) == CHUNK_DELIVERIES


def test_a_queue_that_is_down_is_not_swallowed() -> None:
    """The caller must know, so that it comes again."""
    queue = InMemoryQueue()
    queue.is_down = True
    with pytest.raises(UnavailableError):
        send([DELIVERY], queue=queue, archive=InMemoryArchive())


@settings(max_examples=30)
@given(st.lists(st.sampled_from([1, 1000, CHUNK_BYTES // 3, CHUNK_BYTES * 2]), max_size=60))
def test_chunks_lose_nothing_and_keep_their_measure(sizes: list[int]) -> None:
    """In order and complete; too much only where a single delivery is too much."""
    # The sizes are shared, so that no example holds hundreds of megabytes.
    bodies = {size: b"x" * size for size in set(sizes)}
    deliveries = [replace(DELIVERY, body=bodies[size]) for size in sizes]
    found = list(chunks(deliveries))
    assert [one for chunk in found for one in chunk] == deliveries
    for chunk in found:
        assert len(chunk) <= CHUNK_DELIVERIES
        assert len(chunk) == 1 or sum(len(one.body) for one in chunk) <= CHUNK_BYTES
