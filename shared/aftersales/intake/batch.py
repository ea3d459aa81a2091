"""A batch of queue messages: opened, archived, ingested; one bad message never takes the others down."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Protocol

from aftersales.customers.forgetting import delivery_mark
from aftersales.deliveries.envelope import Claim, archive_key, open_envelope, unclaimed_key
from aftersales.deliveries.raw import RawDelivery, from_lines, to_lines
from aftersales.deliveries.webhook import Outcome
from aftersales.intake.ingest import Source
from aftersales.records.errors import RejectedError, code_of


class Archive(Protocol):
    """Keeps raw bytes for good."""

    def put(self, key: str, data: bytes) -> None:
        """Store an object; the same key again overwrites it with the same bytes."""

    def get(self, key: str) -> bytes:
        """Return an object; UnavailableError if storage does not answer."""


@dataclass(frozen=True, slots=True)
class QueueMessage:
    """A message as SQS hands it over."""

    id: str
    body: str


@dataclass(slots=True)
class BatchResult:
    """How a batch ended: ids to hand back, outcomes, and the error types of what failed (never their words)."""

    failed: list[str] = field(default_factory=list)
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)


Open = Callable[[str], RawDelivery | Claim]
Erased = Callable[[str, Sequence[str]], Collection[str]]
"""`erased(workspace, names)`: those of the names of deliveries (`delivery_mark`) whose bytes were erased."""
Ingest = Callable[[Sequence[Source]], Mapping[Outcome, int]]


def ingest_batch(
    messages: Sequence[QueueMessage],
    *,
    archive: Archive,
    ingest: Ingest,
    erased: Erased,
    opener: Open = open_envelope,
) -> BatchResult:
    """Ingest all messages in one go; if that fails, one by one, so that only the bad ones go back to the queue."""
    result = BatchResult()
    try:
        contents, refused = _open(messages, archive, opener)
        result.outcomes.update(ingest(_sources(contents, archive, erased)))
        result.outcomes += Counter({Outcome.REJECTED: refused})
    except Exception as error:  # noqa: BLE001 whatever it was, the good messages of the batch must not suffer
        if len(messages) == 1:
            result.failed.append(messages[0].id)
            result.errors[code_of(error)] += 1
            return result
        for message in messages:
            single = ingest_batch([message], archive=archive, ingest=ingest, opener=opener, erased=erased)
            result.failed += single.failed
            result.outcomes += single.outcomes
            result.errors += single.errors
    return result


def _open(
    messages: Sequence[QueueMessage], archive: Archive, opener: Open
) -> tuple[list[RawDelivery | Claim], int]:
    """Open messages; what nobody can ever claim is kept aside and counted, for trying again would not help."""
    found: list[RawDelivery | Claim] = []
    for message in messages:
        try:
            found.append(opener(message.body))
        except RejectedError:
            data = message.body.encode()
            archive.put(unclaimed_key(sha256(data).hexdigest()[:32]), data)
    return found, len(messages) - len(found)


def _sources(contents: Sequence[RawDelivery | Claim], archive: Archive, erased: Erased) -> list[Source]:
    """Archive what travelled inline as one object per workspace, platform and day, and fetch what was claimed.

    Bytes that were erased are read once more, for what they state of others, but are not archived again.
    """
    inline: dict[tuple[str, str, str], list[RawDelivery]] = defaultdict(list)
    sources: list[Source] = []
    for content in contents:
        if isinstance(content, Claim):
            claimed = from_lines(archive.get(content.key))
            sources.append(Source(content.key, claimed, _gone(claimed, erased)))
        else:
            inline[content.workspace, content.platform, content.received_at[:10]].append(content)
    for (workspace, platform, day), deliveries in inline.items():
        gone = _gone(deliveries, erased)
        key = archive_key(workspace, platform, day, sha256(to_lines(deliveries)).hexdigest()[:32])
        if data := to_lines(one for one in deliveries if one not in gone):
            archive.put(key, data)
        sources.append(Source(key, deliveries, gone))
    return sources


def _gone(deliveries: Sequence[RawDelivery], erased: Erased) -> Sequence[RawDelivery]:
    """Return those of a workspace's deliveries whose bytes were erased."""
    names = [delivery_mark(delivery.body) for delivery in deliveries]
    found = erased(deliveries[0].workspace, names) if deliveries else ()
    return [one for name, one in zip(names, deliveries, strict=True) if name in found]
