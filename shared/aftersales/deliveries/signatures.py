"""Signature schemes of webhooks, on raw bytes and in constant time. Standard library only: the door loads this module.

Signatures are compared as canonical text, never decoded first: base64 has several spellings for the same bytes, and all but one
of them were changed on the way. White space around a signature is harmless (Ruby's base64 ends in a newline).
"""

import hmac
from base64 import b64decode, b64encode
from binascii import Error as NotBase64Error
from collections.abc import Iterable, Sequence
from hashlib import sha256

TOLERANCE_SECONDS = 300
"""How far a signed timestamp may lie from now (the reference libraries of Standard Webhooks allow the same)."""


def hmac_base64(body: bytes, signature: str, secrets: Sequence[str]) -> bool:
    """Whether `signature` is base64(HMAC-SHA256(secret, body)) for one of the live secrets."""
    return _is_among(signature, (b64encode(digest) for digest in _digests(body, secrets)))


def hmac_hex(body: bytes, signature: str, secrets: Sequence[str]) -> bool:
    """Whether `signature` is hex(HMAC-SHA256(secret, body)), in either letter case, for one of the live secrets."""
    return _is_among(signature.lower(), (digest.hex().encode() for digest in _digests(body, secrets)))


def hash_hex(body: bytes, signature: str, secrets: Sequence[str], *, separator: bytes = b"/") -> bool:
    """Whether `signature` is hex(SHA256(body + separator + secret)): the plain-hash scheme of some carriers."""
    expected = (sha256(body + separator + secret.encode()).hexdigest().encode() for secret in _live(secrets))
    return _is_among(signature.lower(), expected)


def standard_webhook(
    body: bytes,
    *,
    message_id: str,
    timestamp: str,
    signatures: str,
    secrets: Sequence[str],
    now: float,
) -> bool:
    """Whether a Standard Webhooks message is authentic and fresh; `now` is Unix seconds.

    `signatures` is the header's space-separated list; versions other than v1 are passed over. Secrets are base64, with or
    without the prefix `whsec_`.
    """
    if (
        not message_id
        or not timestamp.isascii()
        or not timestamp.isdecimal()
        or len(timestamp) > len("253402300799")
    ):
        return False
    if abs(now - int(timestamp)) > TOLERANCE_SECONDS:
        return False
    message = f"{message_id}.{timestamp}.".encode("utf-8", "replace") + body
    keys = [key for key in map(_standard_key, _live(secrets)) if key]
    expected = [b64encode(hmac.digest(key, message, "sha256")) for key in keys]
    given = [part.removeprefix("v1,") for part in signatures.split() if part.startswith("v1,")]
    # A sum, not any(): every signature is compared, whichever matches.
    return sum(_is_among(signature, expected) for signature in given) > 0


def _standard_key(secret: str) -> bytes:
    try:
        return b64decode(secret.removeprefix("whsec_"), validate=True)
    except (NotBase64Error, ValueError):
        return b""


def _live(secrets: Sequence[str]) -> list[str]:
    # An empty secret verifies against an empty key, which anyone can forge.
    return [secret for secret in secrets if secret]


def _digests(body: bytes, secrets: Sequence[str]) -> list[bytes]:
    return [hmac.digest(secret.encode(), body, "sha256") for secret in _live(secrets)]


def _is_among(given: str, expected: Iterable[bytes]) -> bool:
    spelled = given.strip().encode("utf-8", "replace")
    # A sum, not any(): the time taken must not tell which secret came near.
    return sum(hmac.compare_digest(spelled, one) for one in expected) > 0
