"""Signature schemes: public vectors, forgeries, rotation."""

import hmac
from base64 import b64decode, b64encode
from hashlib import sha256

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from aftersales.deliveries.signatures import hash_hex, hmac_base64, hmac_hex, standard_webhook

# The public vector of Standard Webhooks (standard-webhooks/standard-webhooks, MIT).
KEY = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
MESSAGE_ID = "msg_p5jXN8AQM9LWM0D4loKWxJek"
SENT_AT = 1614265330
BODY = b'{"test": 2432232314}'
VECTOR = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
OTHER = "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc="
SECRET = "hush"


def _standard(
    *,
    body: bytes = BODY,
    message_id: str = MESSAGE_ID,
    timestamp: str = str(SENT_AT),
    signatures: str = VECTOR,
    secrets: tuple[str, ...] = (f"whsec_{KEY}",),
    now: float = SENT_AT,
) -> bool:
    return standard_webhook(
        body, message_id=message_id, timestamp=timestamp, signatures=signatures, secrets=secrets, now=now
    )


def _signed(body: bytes, secret: str = SECRET) -> str:
    return b64encode(hmac.digest(secret.encode(), body, "sha256")).decode()


def test_public_vector_is_accepted() -> None:
    """The vector that Standard Webhooks publishes verifies."""
    assert _standard()


@pytest.mark.parametrize("secret", [KEY, f"whsec_{KEY}"])
def test_secret_works_with_and_without_prefix(secret: str) -> None:
    """The prefix whsec_ is not part of the key."""
    assert _standard(secrets=(secret,))


@pytest.mark.parametrize(
    "changed",
    [
        {"message_id": ""},
        {"message_id": "msg_other"},
        {"timestamp": ""},
        {"timestamp": "hello"},
        {"timestamp": f"{SENT_AT}.0"},
        {"timestamp": "１６１４２６５３３０"},
        {"timestamp": "9" * 5000},
        {"signatures": ""},
        {"signatures": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OA="},
        {"signatures": VECTOR.removeprefix("v1,")},
        {"signatures": VECTOR.replace("v1,", "v2,")},
        {"signatures": VECTOR.replace(",", ", ")},
        {"body": BODY + b" "},
        {"secrets": ()},
        {"secrets": ("",)},
        {"secrets": ("whsec_",)},
        {"secrets": ("not base64!",)},
        {"now": SENT_AT + 301},
        {"now": SENT_AT - 301},
    ],
    ids=lambda changed: "-".join(f"{name}={value!s:.20}" for name, value in changed.items()),
)
def test_reference_cases_are_refused(changed: dict[str, object]) -> None:
    """What the reference libraries refuse is refused: missing parts, other versions, stale or future times, other keys."""
    assert not _standard(**changed)  # type: ignore[arg-type]


@pytest.mark.parametrize("now", [SENT_AT - 300, SENT_AT + 300])
def test_five_minutes_are_tolerated(now: float) -> None:
    """Clocks may differ by five minutes either way."""
    assert _standard(now=now)


def test_one_good_signature_among_several_is_enough() -> None:
    """During a rotation the sender lists a signature for each key; other versions are passed over."""
    assert _standard(signatures=f"{OTHER} {OTHER.replace('v1', 'v2')} {VECTOR} {OTHER}")


def test_second_live_secret_is_accepted() -> None:
    """While a secret is being replaced, the old one and the new one both open the door."""
    assert _standard(secrets=("whsec_b3RoZXI=", KEY))


@pytest.mark.parametrize(
    "body",
    [b"{}", "Größe 大".encode(), b'{"a":\r\n1}\r\n', b"\xff\xfe\x00", b"x" * 300_000],
    ids=["plain", "utf-8", "crlf", "not text", "large"],
)
def test_raw_bytes_are_what_is_signed(body: bytes) -> None:
    """The signature is over the bytes as they came: no decoding, no new line ends."""
    assert hmac_base64(body, _signed(body), [SECRET])
    assert hmac_hex(body, hmac.digest(SECRET.encode(), body, "sha256").hex(), [SECRET])


def test_white_space_around_a_signature_is_harmless() -> None:
    """Ruby's base64 ends in a newline, and the official library accepts it."""
    assert hmac_base64(BODY, _signed(BODY) + "\n", [SECRET])


def test_hex_may_be_upper_case() -> None:
    """The letter case of hex digits carries nothing."""
    assert hmac_hex(BODY, hmac.digest(SECRET.encode(), BODY, "sha256").hex().upper(), [SECRET])


def test_plain_hash_joins_body_and_key() -> None:
    """The plain-hash scheme signs body, slash and key."""
    assert hash_hex(BODY, sha256(BODY + b"/" + SECRET.encode()).hexdigest(), [SECRET])
    assert not hash_hex(BODY, sha256(BODY + SECRET.encode()).hexdigest(), [SECRET])


@pytest.mark.parametrize("verify", [hmac_base64, hmac_hex, hash_hex])
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
    assert not hmac_hex(BODY, signature, [SECRET])
    assert not _standard(signatures=signature)
