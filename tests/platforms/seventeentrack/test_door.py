from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftersales.deliveries.webhook import Outcome, WebhookRequest
from aftersales.platforms.seventeentrack.door import check

KEY = "123456ABCDEF"
BODY = b'{"event":"TRACKING_UPDATED","data":{"number":"RR123456789CN"}}'


def _sign(body: bytes, key: str = KEY) -> str:
    return sha256(body + b"/" + key.encode()).hexdigest()


def _request(body: bytes = BODY, sign: str | None = None, method: str = "POST") -> WebhookRequest:
    headers = {"sign": _sign(body) if sign is None else sign} if sign != "" else {}
    return WebhookRequest(method=method, headers=headers, body=body, received_at=0.0)


def test_the_signature_is_a_plain_hash_with_the_key_behind_a_slash() -> None:
    """Not an HMAC: the hash of body, slash and API key, with the key of the documentation's example."""
    assert _sign(BODY) == "5cfd34dfdf7cc3f6fbf89b829884b760523309ee7d973b67091e01ba4fc256ac"
    verdict = check(_request(), [KEY])
    assert (verdict.outcome, verdict.status, verdict.name) == (Outcome.STORED, 200, "TRACKING_UPDATED")


def test_the_old_key_opens_during_a_rotation() -> None:
    """Two keys are live while a new one spreads."""
    assert check(_request(), ["new", KEY]).outcome is Outcome.STORED


@pytest.mark.parametrize("secrets", [[], [""], ["another"]])
def test_a_door_without_the_key_is_closed(secrets: list[str]) -> None:
    """An unconfigured connection is closed, and an empty key opens nothing."""
    forged = _request(sign=sha256(BODY + b"/").hexdigest())
    assert check(forged, secrets).status == 401
    assert check(_request(), secrets).outcome is Outcome.REJECTED


@settings(max_examples=60)
@given(st.integers(0, len(BODY) - 1), st.integers(1, 255))
def test_one_changed_byte_is_refused(place: int, change: int) -> None:
    """Whatever byte of the body is changed, the signature no longer fits."""
    body = bytearray(BODY)
    body[place] ^= change
    assert check(_request(bytes(body), _sign(BODY)), [KEY]).outcome is Outcome.REJECTED


def test_a_push_of_version_1_is_refused() -> None:
    """A signature inside the body cannot cover the body."""
    body = b'{"sign":"abc","event":"TRACKING_UPDATED","data":{}}'
    assert check(_request(body, sign=""), [KEY]).reason == "signature_missing"


def test_a_new_kind_of_event_is_answered_and_left_out() -> None:
    """It is signed, so it is theirs; refused, it would be sent again and again."""
    verdict = check(_request(b'{"event":"TRACKING_DREAMT"}'), [KEY])
    assert (verdict.outcome, verdict.status) == (Outcome.IGNORED, 200)


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff", b"[" * 100_000])
def test_a_signed_body_that_is_no_push_is_refused(body: bytes) -> None:
    """The check never raises."""
    assert check(_request(body), [KEY]).status == 400


def test_only_posts_come_in() -> None:
    """Nothing is to be read at the door."""
    assert check(_request(method="GET"), [KEY]).status == 405
