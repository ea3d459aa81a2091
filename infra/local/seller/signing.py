"""Signing as the platforms do it, so that the front door can be tried with the very requests it will get."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from hmac import new as hmac

from aftersales.deliveries.raw import RawDelivery


@dataclass(frozen=True, slots=True)
class Signed:
    """A request to send: POST `body` with `headers` to `path`. For mail the path is empty and the body goes into the mailbox."""

    connection: str
    path: str
    headers: Mapping[str, str]
    body: bytes


def signed(delivery: RawDelivery, secret: str) -> Signed:
    """Turn a delivery into the request that its platform would send; `secret` is the connection's (mail needs none)."""
    sign = {"shopify": _shopify, "woocommerce": _woocommerce, "17track": _seventeentrack}.get(
        delivery.platform
    )
    if sign is None:
        return Signed(delivery.connection, "", dict(delivery.headers), delivery.body)
    headers = {"Content-Type": "application/json", **sign(delivery, secret)}
    return Signed(delivery.connection, f"/hooks/{delivery.connection}", headers, delivery.body)


def received(body: bytes, address: str) -> bytes:
    """Return a mail as the mail service stores it: the topmost line says for whom it was taken in.

    Of a shop's own answer, which comes in blind copy, nothing else says so.
    """
    line = f"Received: from mail.example by inbound-smtp.example with SMTP id {sha256(body).hexdigest()[:16]} for {address};"
    return f"{line}\n Thu, 1 Jan 2026 00:00:00 +0000\n".encode() + body


def _hmac(body: bytes, secret: str) -> str:
    return b64encode(hmac(secret.encode(), body, sha256).digest()).decode()


def _shopify(delivery: RawDelivery, secret: str) -> dict[str, str]:
    named = {f"X-Shopify-{name.title()}": value for name, value in delivery.headers.items()}
    return {
        **named,
        "X-Shopify-Topic": delivery.name,
        "X-Shopify-Hmac-Sha256": _hmac(delivery.body, secret),
        "User-Agent": "Shopify-Captain-Hook",
    }


def _woocommerce(delivery: RawDelivery, secret: str) -> dict[str, str]:
    named = {f"X-WC-Webhook-{name.title()}": value for name, value in delivery.headers.items()}
    return {
        **named,
        "X-WC-Webhook-Topic": delivery.name,
        "X-WC-Webhook-Signature": _hmac(delivery.body, secret),
        "User-Agent": "WooCommerce/11.1.0 Hookshot (WordPress/7.0)",
    }


def _seventeentrack(delivery: RawDelivery, secret: str) -> dict[str, str]:
    return {"sign": sha256(delivery.body + b"/" + secret.encode()).hexdigest()}
