"""Links that stop a mail without signing in: signed for one subscription of one reader, good for that and nothing else.

They do not expire: an old mail must still be a way to stop the next one. Whoever has such a link can only stop, never read.
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
from json import dumps, loads

from aftersales.records.errors import RejectedError

_LONGEST = 800


@dataclass(frozen=True, slots=True)
class Stop:
    """What a link stops."""

    workspace: str
    subscription: str
    email: str


def stop_token(secret: bytes, stop: Stop) -> str:
    """Sign what a link stops. An empty secret is refused: anyone could forge with it."""
    if not secret:
        raise ValueError("links need a secret")
    claims = {"w": stop.workspace, "s": stop.subscription, "m": stop.email}
    payload = _encode(dumps(claims, separators=(",", ":"), sort_keys=True).encode())
    return f"{payload}.{_encode(_signature(secret, payload))}"


def read_stop(secret: bytes, text: str) -> Stop:
    """Read what `stop_token` wrote; RejectedError `link_changed` for anything else."""
    payload, dot, signature = text[:_LONGEST].partition(".")
    expected = _encode(_signature(secret, payload)).encode()
    if not (secret and dot) or not hmac.compare_digest(expected, signature.encode()):
        raise RejectedError("link_changed")
    claims = loads(urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return Stop(workspace=claims["w"], subscription=claims["s"], email=claims["m"])


def _signature(secret: bytes, payload: str) -> bytes:
    # Its own prefix: a report link's signature must not stop a mail, nor the other way round.
    return hmac.new(secret, f"stop:{payload}".encode(), sha256).digest()


def _encode(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")
