"""17TRACK's pushes at the door: hex(SHA256(body + "/" + API key)) in the header `sign`. A plain hash, not an HMAC."""

import json
from collections.abc import Sequence

from aftersales.deliveries.signatures import hash_hex
from aftersales.deliveries.webhook import Outcome, Verdict, WebhookRequest

EVENTS = frozenset({"TRACKING_UPDATED", "TRACKING_STOPPED"})


def check(request: WebhookRequest, secrets: Sequence[str]) -> Verdict:
    """Verify a push. The secret is the API key itself; whatever is not answered with 200 is sent again.

    Version 1 signed inside the body and could not cover it whole: such a push is refused like one without a signature.
    """
    if request.method != "POST":
        return _refuse(405, "method_not_allowed")
    signature = request.headers.get("sign", "")
    if not signature:
        return _refuse(401, "signature_missing")
    if not hash_hex(request.body, signature, secrets):
        return _refuse(401, "signature_wrong" if secrets else "not_configured")
    event = _event(request.body)
    if event is None:
        return _refuse(400, "body_is_not_json")
    if event not in EVENTS:
        # Signed, so it is theirs; a new kind of event must not be sent again and again.
        return Verdict(outcome=Outcome.IGNORED, status=200, reason="event_not_known", name=event[:40])
    return Verdict(outcome=Outcome.STORED, status=200, name=event)


def _event(body: bytes) -> str | None:
    try:
        push = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return str(push.get("event", "")) if isinstance(push, dict) else None


def _refuse(status: int, reason: str) -> Verdict:
    return Verdict(outcome=Outcome.REJECTED, status=status, reason=reason)
