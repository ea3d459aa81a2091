"""WooCommerce's webhooks at the door: base64 HMAC-SHA256 of the raw body, keyed with the secret as WordPress decodes it."""

import re
from collections.abc import Sequence
from types import MappingProxyType

from aftersales.deliveries.signatures import hmac_base64
from aftersales.deliveries.webhook import Outcome, Verdict, WebhookRequest

PREFIX = "x-wc-webhook-"
KEPT = ("id", "delivery-id", "source", "resource", "event")
"""Headers that travel with the delivery. The delivery id is no key: two deliveries in one second share it."""

# wp_specialchars_decode(…, ENT_QUOTES): these five characters and no other entity.
ENTITY = re.compile(r"&(?:lt|gt|amp|quot|#0*(?:34|38|39|60|62)|#x0*(?:22|26|27));", re.IGNORECASE)
NAMED = MappingProxyType({"lt": "<", "gt": ">", "amp": "&", "quot": '"'})
PING = re.compile(rb"webhook_id=\d+")


def check(request: WebhookRequest, secrets: Sequence[str]) -> Verdict:
    """Answer a delivery and a ping with exactly 200 (a ping accepts nothing else), a missing part with 400, a forgery with 401."""
    if request.method != "POST":
        return _refuse(405, "method_not_allowed")
    signature = request.headers.get(f"{PREFIX}signature", "")
    topic = request.headers.get(f"{PREFIX}topic", "")
    if not signature and not topic and PING.fullmatch(request.body.strip()):
        return Verdict(outcome=Outcome.HANDSHAKE, status=200, reason="ping")
    if not request.body:
        return _refuse(400, "body_missing")
    if not signature or not topic:
        return _refuse(400, "signature_missing" if not signature else "topic_missing")
    if not hmac_base64(request.body, signature, [decoded(secret) for secret in secrets]):
        return _refuse(401, "signature_wrong" if secrets else "not_configured")
    headers = {name: request.headers[PREFIX + name] for name in KEPT if PREFIX + name in request.headers}
    return Verdict(outcome=Outcome.STORED, status=200, name=topic, headers=headers)


def decoded(secret: str) -> str:
    """Return the key that a shop really signs with: its webhook secret with five HTML entities decoded, once."""
    return ENTITY.sub(_character, secret)


def _character(entity: re.Match[str]) -> str:
    name = entity.group()[1:-1].lower()
    if name.startswith("#"):
        return chr(int(f"0{name[1:]}", 16) if name[1] == "x" else int(name[1:]))
    return NAMED[name]


def _refuse(status: int, reason: str) -> Verdict:
    return Verdict(outcome=Outcome.REJECTED, status=status, reason=reason)
