"""Shopify at the door."""

import hmac
from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales.deliveries.webhook import Outcome, WebhookRequest
from aftersales.platforms.shopify.door import check

SECRET = "shpss_hush"
BODY = '{"id":820982911946154508,"note":"Größe 大"}'.encode()


def _sign(body: bytes = BODY, secret: str = SECRET) -> str:
    return b64encode(hmac.digest(secret.encode(), body, "sha256")).decode()


def _request(
    *, body: bytes = BODY, method: str = "POST", drop: str = "", prefix: str = "x-shopify-", **changed: str
) -> WebhookRequest:
    headers = {
        f"{prefix}topic": "orders/updated",
        f"{prefix}hmac-sha256": _sign(),
        f"{prefix}shop-domain": "aurora-living.myshopify.com",
        f"{prefix}api-version": "2026-07",
        f"{prefix}webhook-id": "b54557e4",
        f"{prefix}event-id": "98880550",
        f"{prefix}triggered-at": "2026-03-29T18:00:27.877041743Z",
        **{f"{prefix}{name.replace('_', '-')}": value for name, value in changed.items()},
    }
    headers.pop(prefix + drop, None)
    return WebhookRequest(method=method, headers=headers, body=body, received_at=0.0)


def test_signed_delivery_is_taken() -> None:
    """A delivery with a right signature is stored under its topic, and both of its ids travel along."""
    verdict = check(_request(), [SECRET])
    assert (verdict.outcome, verdict.status, verdict.name) == (Outcome.STORED, 200, "orders/updated")
    assert verdict.account == "aurora-living.myshopify.com"
    assert verdict.headers == {
        "event-id": "98880550",
        "webhook-id": "b54557e4",
        "triggered-at": "2026-03-29T18:00:27.877041743Z",
        "shop-domain": "aurora-living.myshopify.com",
        "api-version": "2026-07",
    }


def test_newer_family_of_headers_is_taken() -> None:
    """Events webhooks have headers without x-, and say resource and action apart."""
    verdict = check(_request(prefix="shopify-", topic="Order", action="update"), [SECRET])
    assert (verdict.outcome, verdict.name) == (Outcome.STORED, "order/update")


def test_newer_family_wins_where_both_are_there() -> None:
    """A request with both families is an Events one, so a classic signature alone does not open the door."""
    request = _request()
    headers = {**request.headers, "shopify-hmac-sha256": "forged", "shopify-topic": "Order"}
    both = WebhookRequest(method="POST", headers=headers, body=BODY, received_at=0.0)
    assert check(both, [SECRET]).status == 401


@pytest.mark.parametrize(
    ("request_", "status", "reason"),
    [
        (_request(body=b""), 400, "body_missing"),
        (_request(drop="hmac-sha256"), 400, "signature_missing"),
        (_request(drop="topic"), 400, "topic_missing"),
        (_request(body=BODY + b" "), 401, "signature_wrong"),
        (_request(hmac_sha256="AAAA"), 401, "signature_wrong"),
        (_request(hmac_sha256=_sign(secret="other")), 401, "signature_wrong"),
        (_request(method="GET"), 405, "method_not_allowed"),
    ],
    ids=["empty body", "no signature", "no topic", "changed body", "short", "other secret", "get"],
)
def test_refusals_have_the_statuses_of_the_official_middleware(
    request_: WebhookRequest, status: int, reason: str
) -> None:
    """400 where a part is missing, 401 where the signature is wrong."""
    verdict = check(request_, [SECRET])
    assert (verdict.outcome, verdict.status, verdict.reason) == (Outcome.REJECTED, status, reason)


@pytest.mark.parametrize("topic", ["customers/data_request", "customers/redact", "shop/redact"])
def test_compliance_topics_get_401_on_a_bad_signature(topic: str) -> None:
    """Shopify's review of apps tries exactly this."""
    assert check(_request(topic=topic, hmac_sha256="bad"), [SECRET]).status == 401


def test_both_live_secrets_open_the_door() -> None:
    """Up to an hour after a rotation Shopify still signs with the old secret."""
    assert check(_request(), ["new", SECRET]).status == 200
    assert check(_request(), ["new"]).status == 401


def test_unconfigured_door_is_closed() -> None:
    """Without a secret nothing is believed, not even what is signed with an empty one."""
    assert check(_request(hmac_sha256=_sign(secret="")), []).status == 401


def test_signature_with_a_newline_is_taken() -> None:
    """Base64 of Ruby ends in a newline."""
    assert check(_request(hmac_sha256=_sign() + "\n"), [SECRET]).status == 200


@given(
    st.dictionaries(st.sampled_from(["hmac-sha256", "topic", "action", "shop-domain"]), st.text(max_size=30)),
    st.binary(max_size=30),
)
def test_strangers_never_get_in_and_never_break_the_door(headers: dict[str, str], body: bytes) -> None:
    """Whatever a stranger sends is refused with a status."""
    for prefix in ("x-shopify-", "shopify-"):
        named = {prefix + name: value for name, value in headers.items()}
        request = WebhookRequest(method="POST", headers=named, body=body, received_at=0.0)
        assert check(request, [SECRET]).status in {400, 401}
