"""API Gateway's event (payload format 2.0) as a request. Standard library only: the webhook door loads this module."""

from base64 import b64decode
from binascii import Error as NotBase64Error
from collections.abc import Mapping
from typing import Any

from aftersales.deliveries.webhook import WebhookRequest


def webhook_request(event: Mapping[str, Any], received_at: float) -> WebhookRequest:
    """Return the request with the very bytes that were sent; `received_at` is Unix seconds.

    The gateway hands bodies that are not text over as base64: what was signed are the bytes, not that text.
    """
    text = event.get("body") or ""
    try:
        body = b64decode(text) if event.get("isBase64Encoded") else text.encode("utf-8", "surrogatepass")
    except (NotBase64Error, ValueError):
        body = b""
    context = event.get("requestContext") or {}
    return WebhookRequest(
        method=str((context.get("http") or {}).get("method") or "POST").upper(),
        headers={str(name).lower(): str(value) for name, value in (event.get("headers") or {}).items()},
        body=body,
        query={str(name): str(value) for name, value in (event.get("queryStringParameters") or {}).items()},
        received_at=received_at,
    )


def path_parameter(event: Mapping[str, Any], name: str) -> str:
    """Return a parameter of the route, empty where there is none."""
    return str((event.get("pathParameters") or {}).get(name) or "")
