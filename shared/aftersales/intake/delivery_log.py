"""What became of deliveries, per connection: counted, and the rejected ones kept with their reason."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from aftersales.deliveries.webhook import Outcome
from aftersales.records.record import Instant, Record


class Rejection(Record):
    """A delivery that could not be used; its bytes lie in the archive under `archive`. `reason` names no customer's word."""

    workspace: str
    connection: str
    platform: str
    name: str
    reason: str
    archive: str
    at: Instant


class ConnectionCounts(Record):
    """How many deliveries of a connection ended how, and when the last one was handled."""

    connection: str
    stored: int = 0
    repeated: int = 0
    ignored: int = 0
    rejected: int = 0
    last_at: Instant | None = None


class DeliveryLog(Protocol):
    """Keeps counts and rejections."""

    def count(self, workspace: str, connection: str, outcomes: Mapping[Outcome, int], at: Instant) -> None:
        """Add to a connection's counts."""

    def reject(self, rejection: Rejection) -> None:
        """Keep a rejection; the same one again changes nothing."""

    def counts(self, workspace: str) -> Sequence[ConnectionCounts]:
        """Return the counts of all connections."""

    def rejections(self, workspace: str, limit: int) -> Sequence[Rejection]:
        """Return the newest rejections."""
