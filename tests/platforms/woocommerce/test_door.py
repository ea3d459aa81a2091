"""WooCommerce at the door."""

import hmac
from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales.deliveries.webhook import Outcome, WebhookRequest
from aftersales.platforms.woocommerce.door import check, decoded

SECRET = "ck hush"
BODY = b'{"id":727,"name":"Gr\\u00f6\\u00dfe","url":"https:\\/\\/nordlicht.example\\/"}'


def _sign(body: bytes = BODY, secret: str = SECRET) -> str:
    return b64encode(hmac.digest(secret.encode(), body, "sha256")).decode()


def _request(*, body: bytes = BODY, method: str = "POST", drop: str = "", **changed: str) -> WebhookRequest:
    headers = {
        "x-wc-webhook-topic": "order.updated",
        "x-wc-webhook-signature": _sign(),
        "x-wc-webhook-id": "142",
        "x-wc-webhook-delivery-id": "9a0e",
        "x-wc-webhook-source": "https://nordlicht.example/",
        **{f"x-wc-webhook-{name}": value for name, value in changed.items()},
    }
    headers.pop(f"x-wc-webhook-{drop}", None)
    return WebhookRequest(method=method, headers=headers, body=body, received_at=0.0)


def test_signed_delivery_is_taken() -> None:
    """A delivery with a right signature is stored under its topic."""
    verdict = check(_request(), [SECRET])
    assert (verdict.outcome, verdict.status, verdict.name) == (Outcome.STORED, 200, "order.updated")
    assert verdict.headers == {"id": "142", "delivery-id": "9a0e", "source": "https://nordlicht.example/"}


@pytest.mark.parametrize("secrets", [[SECRET], ["another"], []])
def test_ping_is_answered_with_exactly_200(secrets: list[str]) -> None:
    """A new webhook posts a form without any header of its own; anything but 200 leaves it pending for ever."""
    ping = WebhookRequest(
        method="POST",
        headers={"content-type": "application/x-www-form-urlencoded"},
        body=b"webhook_id=142",
        received_at=0.0,
    )
    verdict = check(ping, secrets)
    assert (verdict.outcome, verdict.status) == (Outcome.HANDSHAKE, 200)


@pytest.mark.parametrize(
    "body", [b"webhook_id=142&more=1", b"webhook_id=", b'{"webhook_id":142}', b"webhook_id=x"]
)
def test_what_only_looks_like_a_ping_is_refused(body: bytes) -> None:
    """A ping carries a number and nothing else."""
    assert (
        check(WebhookRequest(method="POST", headers={}, body=body, received_at=0.0), [SECRET]).status == 400
    )


@pytest.mark.parametrize(
    ("stored", "key"),
    [
        ("a&amp;b", "a&b"),
        ("&lt;&gt;&quot;&#039;", "<>\"'"),
        ("&#39;&#x27;&#X27;&#0034;&#x22;", "''''\"\"".replace("''''", "'''")),
        ("&amp;lt;", "&lt;"),
        ("&eacute;&nbsp;", "&eacute;&nbsp;"),
        ("plain & simple", "plain & simple"),
    ],
)
def test_secret_is_signed_with_in_its_decoded_form(stored: str, key: str) -> None:
    """WordPress decodes five characters of a secret before signing: once, and no other entity."""
    assert decoded(stored) == key
    assert check(_request(signature=_sign(secret=key)), [stored]).status == 200


def test_body_is_verified_as_sent() -> None:
    """PHP escapes slashes and letters; a body written anew by Python has another signature."""
    anew = '{"id": 727, "name": "Größe", "url": "https://nordlicht.example/"}'.encode()
    assert check(_request(body=anew), [SECRET]).status == 401


@pytest.mark.parametrize(
    ("request_", "status", "reason"),
    [
        (_request(body=b""), 400, "body_missing"),
        (_request(drop="signature"), 400, "signature_missing"),
        (_request(drop="topic"), 400, "topic_missing"),
        (_request(signature=_sign(secret="other")), 401, "signature_wrong"),
        (_request(method="GET"), 405, "method_not_allowed"),
    ],
    ids=["empty", "unsigned", "no topic", "forged", "get"],
)
def test_refusals(request_: WebhookRequest, status: int, reason: str) -> None:
    """400 where a part is missing, 401 where the signature is wrong."""
    verdict = check(request_, [SECRET])
    assert (verdict.outcome, verdict.status, verdict.reason) == (Outcome.REJECTED, status, reason)


def test_unconfigured_door_is_closed() -> None:
    """Without a secret nothing but a ping is answered with success."""
    assert check(_request(signature=_sign(secret="")), []).status == 401


def test_both_live_secrets_open_the_door() -> None:
    """During a rotation the old secret and the new one are live."""
    assert check(_request(), ["new", SECRET]).status == 200


@given(st.text(max_size=40))
def test_decoding_never_breaks(secret: str) -> None:
    """Any text may be a secret, and one without an ampersand stays as it is."""
    assert "&" in secret or decoded(secret) == secret
