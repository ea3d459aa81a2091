"""What a message on the deliveries queue holds: one delivery, or a claim on an archive object with many (or a large one).

Standard library only: the webhook door loads this module.
"""

import json
from dataclasses import dataclass

from aftersales.deliveries.raw import RawDelivery

INLINE_BYTES = 256 * 1024
"""A message up to this size travels whole; a larger one goes to the archive and leaves a claim."""


@dataclass(frozen=True, slots=True)
class Claim:
    """An object of the archive bucket that holds deliveries as JSON lines (`raw.to_lines`)."""

    key: str

    def to_json(self) -> str:
        """Serialise for the queue."""
        return json.dumps({"claim": self.key}, separators=(",", ":"))


def open_envelope(message: str) -> RawDelivery | Claim:
    """Read a message of the deliveries queue; ValueError or KeyError if it is neither."""
    values = json.loads(message)
    return Claim(values["claim"]) if "claim" in values else RawDelivery.from_json(message)


def archive_key(workspace: str, platform: str, received_at: str, name: str) -> str:
    """Where raw deliveries lie: by workspace, platform and day (I4); `name` must be unique and follow from the content."""
    return f"raw/{workspace}/{platform}/{received_at[:10]}/{name}.jsonl"


def unclaimed_key(name: str) -> str:
    """Where a message lies that leads to no workspace, until the bucket drops it; `name` follows from the content."""
    return f"unclaimed/{name}.json"
