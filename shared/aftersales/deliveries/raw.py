"""A raw delivery: the platform's bytes with just enough around them to parse and replay them later.

Standard library only: the webhook door loads this module.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Protocol


class Origin(Protocol):
    """Whose delivery it is: a connection, or as much of one as the door knows."""

    @property
    def workspace(self) -> str:
        """The seller's workspace."""

    @property
    def platform(self) -> str:
        """The platform's id."""

    @property
    def store(self) -> str:
        """The store that the connection serves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawDelivery:
    """One delivery of a connection.

    `channel` is webhook, queue, poll, file or mail. `name` says what it is in the platform's own word: a topic, a report type,
    an API operation. `received_at` is ISO 8601 UTC. `headers` are lower-case and only those that a parser needs.
    """

    workspace: str
    connection: str
    platform: str
    store: str
    channel: str
    name: str
    received_at: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        origin: Origin,
        connection: str,
        *,
        channel: str,
        name: str,
        at: datetime,
        body: bytes,
        headers: Mapping[str, str] | None = None,
    ) -> "RawDelivery":
        """Return what came over a connection (by its id) at a moment of any zone; it is written in UTC, with milliseconds."""
        return cls(
            workspace=origin.workspace,
            connection=connection,
            platform=origin.platform,
            store=origin.store,
            channel=channel,
            name=name,
            received_at=at.astimezone(UTC).isoformat(timespec="milliseconds"),
            body=body,
            headers=headers or {},
        )

    def to_json(self) -> str:
        """Serialise for a queue or an archive line; the body is base64 so that every byte survives."""
        return json.dumps({**asdict(self), "body": b64encode(self.body).decode()}, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str | bytes) -> "RawDelivery":
        """Read what `to_json` wrote."""
        values = json.loads(text)
        return cls(**{**values, "body": b64decode(values["body"])})


def to_lines(deliveries: Iterable[RawDelivery]) -> bytes:
    """Serialise many deliveries as JSON lines, the form of archive objects and imports."""
    return "".join(f"{delivery.to_json()}\n" for delivery in deliveries).encode()


def from_lines(data: bytes) -> list[RawDelivery]:
    """Read what `to_lines` wrote."""
    return [RawDelivery.from_json(line) for line in data.splitlines() if line]
