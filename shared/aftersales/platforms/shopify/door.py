"""Shopify's webhooks at the door: base64 HMAC-SHA256 of the raw body, in either family of headers."""

from collections.abc import Mapping, Sequence

from aftersales.deliveries.signatures import hmac_base64
from aftersales.deliveries.webhook import Outcome, Verdict, WebhookRequest

CLASSIC = "x-shopify-"
EVENTS = "shopify-"
KEPT = ("event-id", "webhook-id", "triggered-at", "shop-domain", "api-version")
"""Headers that travel with the delivery, without their family's prefix. Both ids: which of them marks a repetition has changed."""


def check(request: WebhookRequest, secrets: Sequence[str]) -> Verdict:
    """Answer as Shopify's own middleware does: 400 where something is missing, 401 where the signature is wrong."""
    if request.method != "POST":
        return _refuse(405, "method_not_allowed")
    if not request.body:
        return _refuse(400, "body_missing")
    prefix = _family(request.headers)
    signature = request.headers.get(f"{prefix}hmac-sha256", "")
    topic = request.headers.get(f"{prefix}topic", "")
    if not signature or not topic:
        return _refuse(400, "signature_missing" if not signature else "topic_missing")
    if not hmac_base64(request.body, signature, secrets):
        return _refuse(401, "signature_wrong" if secrets else "not_configured")
    return Verdict(
        outcome=Outcome.STORED,
        status=200,
        name=_name(topic, request.headers.get(f"{prefix}action", "")),
        account=request.headers.get(f"{prefix}shop-domain", ""),
        headers={name: request.headers[prefix + name] for name in KEPT if prefix + name in request.headers},
    )


def _family(headers: Mapping[str, str]) -> str:
    # A request with both families is of the newer one.
    return EVENTS if f"{EVENTS}hmac-sha256" in headers else CLASSIC


def _name(topic: str, action: str) -> str:
    # The newer family says resource and action apart: `Order` and `update` for what was `orders/updated`.
    if "/" in topic or not action:
        return topic
    return f"{topic.lower()}/{action.lower()}"


def _refuse(status: int, reason: str) -> Verdict:
    return Verdict(outcome=Outcome.REJECTED, status=status, reason=reason)
