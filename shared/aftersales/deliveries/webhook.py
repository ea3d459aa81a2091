"""The door's side of a webhook: what came in, and what a platform's check says about it.

Standard library only: the webhook door loads this module.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookRequest:
    """An HTTP request as it arrived: lower-case header names, the raw bytes of the body, query parameters, time as Unix seconds."""

    method: str
    headers: Mapping[str, str]
    body: bytes
    query: Mapping[str, str] = field(default_factory=dict)
    received_at: float


class Outcome(StrEnum):
    """What becomes of a delivery; each is a metric and a heading in the runbook."""

    STORED = "stored"
    REPEATED = "repeated"
    IGNORED = "ignored"
    REJECTED = "rejected"
    HANDSHAKE = "handshake"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A platform's answer to a request: STORED means 'write it, then answer'; `name` is the topic, `headers` what to keep.

    `account` is the shop that the request names for itself: where a platform signs with one secret for many shops, the signature
    alone does not say whose delivery it is.
    """

    outcome: Outcome
    status: int
    reason: str = ""
    reply: str = ""
    name: str = ""
    account: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


Check = Callable[[WebhookRequest, Sequence[str]], Verdict]
"""`check(request, live_secrets)`: verifies raw bytes against up to two live secrets in constant time; never raises on bad input."""
