"""Signature schemes: raw bytes, forgeries, rotation."""

import hmac
from base64 import b64decode, b64encode
from hashlib import sha256

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from aftersales.deliveries.signatures import hash_hex, hmac_base64

BODY = b'{"test": 2432232314}'
SECRET = "hush"


def _signed(body: bytes, secret: str = SECRET) -> str:
    return b64encode(hmac.digest(secret.encode(), body, "sha256")).decode()


@pytest.mark.parametrize(
    "body",
    [b"{}", "Größe 大".encode(), b'{"a":\r\n1}\r\n', b"\xff\xfe\x00", b"x" * 300_000],
    ids=["plain", "utf-8", "crlf", "not text", "large"],
)
def test_raw_bytes_are_what_is_signed(body: bytes) -> None:
    """The signature is over the bytes as they came: no decoding, no new line ends."""
    assert hmac_base64(body, _signed(body), [SECRET])


def test_white_space_around_a_signature_is_harmless() -> None:
    """Ruby's base64 ends in a newline, and the official library accepts it."""
    assert hmac_base64(BODY, _signed(BODY) + "\n", [SECRET])


def test_each_live_secret_opens() -> None:
    """During a rotation the old secret and the new one both verify, in whatever place."""
    assert hmac_base64(BODY, _signed(BODY), ["new", SECRET])
    assert hmac_base64(BODY, _signed(BODY, "new"), ["new", SECRET])


def test_hex_may_be_upper_case() -> None:
    """The letter case of hex digits carries nothing."""
    assert hash_hex(BODY, sha256(BODY + b"/" + SECRET.encode()).hexdigest().upper(), [SECRET])


def test_plain_hash_joins_body_and_key() -> None:
    """The plain-hash scheme signs body, slash and key."""
    assert hash_hex(BODY, sha256(BODY + b"/" + SECRET.encode()).hexdigest(), [SECRET])
    assert not hash_hex(BODY, sha256(BODY + SECRET.encode()).hexdigest(), [SECRET])


@pytest.mark.parametrize("verify", [hmac_base64, hash_hex])
def test_empty_secret_opens_nothing(verify: object) -> None:
    """A signature made with the empty key is refused, for anyone can make it."""
    assert callable(verify)
    empty = hmac.digest(b"", BODY, "sha256")
    forged = (b64encode(empty).decode(), empty.hex(), sha256(BODY + b"/").hexdigest())
    assert not any(verify(BODY, signature, secrets) for signature in forged for secrets in ([], [""]))


def test_another_spelling_of_the_same_bytes_is_refused() -> None:
    """Base64 leaves two bits of the last digit free; a signature changed there was changed on the way."""
    good = _signed(BODY)
    digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    twin = good[:-2] + digits[digits.index(good[-2]) ^ 1] + "="
    assert b64decode(twin) == b64decode(good)
    assert not hmac_base64(BODY, twin, [SECRET])


@given(st.binary(max_size=200), st.data())
def test_any_changed_byte_closes_the_door(body: bytes, data: st.DataObject) -> None:
    """No change of a body or of a signature is accepted."""
    signature = _signed(body)
    if data.draw(st.booleans()):
        other = data.draw(st.binary(max_size=200))
        assume(other != body)
        assert not hmac_base64(other, signature, [SECRET])
    else:
        place = data.draw(st.integers(0, len(signature) - 1))
        letter = data.draw(st.characters())
        assume(letter != signature[place])
        mutated = signature[:place] + letter + signature[place + 1 :]
        assume(mutated.strip() != signature)
        assert not hmac_base64(body, mutated, [SECRET])


@given(st.text(max_size=60))
def test_any_text_can_stand_in_the_header(signature: str) -> None:
    """A header may hold anything; a check says no and never raises."""
    assert not hmac_base64(BODY, signature, [SECRET])
    assert not hash_hex(BODY, signature, [SECRET])
