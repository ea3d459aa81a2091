"""Signature schemes of webhooks, on raw bytes and in constant time. Standard library only: the door loads this module.

Signatures are compared as canonical text, never decoded first: base64 has several spellings for the same bytes, and all but one
of them were changed on the way. White space around a signature is harmless (Ruby's base64 ends in a newline).
"""

import hmac
from base64 import b64encode
from collections.abc import Iterable, Sequence
from hashlib import sha256


def hmac_base64(body: bytes, signature: str, secrets: Sequence[str]) -> bool:
    """Whether `signature` is base64(HMAC-SHA256(secret, body)) for one of the live secrets."""
    return _is_among(signature, (b64encode(digest) for digest in _digests(body, secrets)))


def hash_hex(body: bytes, signature: str, secrets: Sequence[str], *, separator: bytes = b"/") -> bool:
    """Whether `signature` is hex(SHA256(body + separator + secret)): the plain-hash scheme of some carriers."""
    expected = (sha256(body + separator + secret.encode()).hexdigest().encode() for secret in _live(secrets))
    return _is_among(signature.lower(), expected)


def _live(secrets: Sequence[str]) -> list[str]:
    # An empty secret verifies against an empty key, which anyone can forge.
    return [secret for secret in secrets if secret]


def _digests(body: bytes, secrets: Sequence[str]) -> list[bytes]:
    return [hmac.digest(secret.encode(), body, "sha256") for secret in _live(secrets)]


def _is_among(given: str, expected: Iterable[bytes]) -> bool:
    spelled = given.strip().encode("utf-8", "replace")
    # A sum, not any(): the time taken must not tell which secret came near.
    return sum(hmac.compare_digest(spelled, one) for one in expected) > 0
