"""Files that a person brings: a platform's report, or deliveries as JSON lines (an export, a replay, a history)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from aftersales.deliveries.parsed import Parse
from aftersales.deliveries.polling import polled
from aftersales.deliveries.raw import RawDelivery
from aftersales.intake.sending import Archive, DeliveryQueue, chunks, send_chunk
from aftersales.records.errors import RejectedError
from aftersales.records.workspace import Connection

Pieces = Callable[[str, bytes, Mapping[str, str]], Iterable[tuple[bytes, Mapping[str, str], int]]]
"""A platform's way to cut a report into deliveries: `pieces(name, body, headers)` → body, headers, number of rows."""
MOST_REASONS = 100


@dataclass(slots=True)
class Progress:
    """How an import went: rows or lines read, deliveries sent, rows rejected (the first hundred by number and reason)."""

    read: int = 0
    sent: int = 0
    rejected: int = 0
    reasons: list[str] = field(default_factory=list)

    def reject(self, reason: str) -> None:
        """Count a row that cannot be used."""
        self.rejected += 1
        if len(self.reasons) < MOST_REASONS:
            self.reasons.append(reason)


def import_report(
    connection: Connection,
    name: str,
    body: bytes,
    *,
    headers: Mapping[str, str],
    pieces: Pieces,
    parse: Parse,
    queue: DeliveryQueue,
    archive: Archive,
    now: datetime,
) -> Progress:
    """Import a report file for a connection; `name` is the platform's report type.

    Bad rows are named at once, with their numbers in the file, and hinder no good one. RejectedError if it is no such report.
    """
    progress = Progress()

    def deliveries() -> Iterator[RawDelivery]:
        for part, kept, rows in pieces(name, body, headers):
            delivery = replace(polled(connection, name, part, now, kept), channel="file")
            progress.read += rows
            for reason in parse(delivery).rejected:
                progress.reject(reason)
            yield delivery

    return _send(deliveries(), progress, queue, archive)


def import_lines(
    workspace: str,
    lines: Iterable[bytes],
    *,
    connections: Mapping[str, Connection],
    queue: DeliveryQueue,
    archive: Archive,
) -> Progress:
    """Import raw deliveries, a line each, into `workspace`; `connections` are its connections by id.

    Whatever workspace, platform or store a line states, it becomes a delivery of our own connection of that name, or of none.
    """
    progress = Progress()

    def deliveries() -> Iterator[RawDelivery]:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            progress.read += 1
            try:
                delivery = RawDelivery.from_json(line)
                connection = connections.get(delivery.connection)
            except (ValueError, KeyError, TypeError):
                progress.reject(f"row {number}: line_is_no_delivery")
                continue
            if connection is None:
                progress.reject(f"row {number}: unknown_connection")
                continue
            yield replace(delivery, workspace=workspace, platform=connection.platform, store=connection.store)

    return _send(deliveries(), progress, queue, archive)


def _send(
    deliveries: Iterable[RawDelivery], progress: Progress, queue: DeliveryQueue, archive: Archive
) -> Progress:
    for chunk in chunks(deliveries):
        send_chunk(chunk, queue=queue, archive=archive)
        progress.sent += len(chunk)
    if not progress.read:
        raise RejectedError("file_is_empty")
    return progress
