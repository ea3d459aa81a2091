"""Signed deliveries for the front door of the local cloud."""

import hmac
import json
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from infra.local.cloud import LocalCloud
from infra.local.template import ROOT

SECRET = "a-secret"
_SAMPLES = ROOT / "events" / "platforms" / "shopify"


@dataclass(frozen=True, slots=True)
class Signed:
    """One webhook as Shopify would send it."""

    path: str
    body: bytes
    headers: Mapping[str, str]

    def damaged(self) -> "Signed":
        """Return it with one byte of the body changed."""
        middle = len(self.body) // 2
        changed = bytes([self.body[middle] ^ 1])
        return replace(self, body=self.body[:middle] + changed + self.body[middle + 1 :])


def connect(cloud: LocalCloud, name: str) -> None:
    """Make a Shopify connection; it and its workspace carry the same name."""
    settings = {"workspace": name, "platform": "shopify", "store": "shop", "secrets": [SECRET]}
    cloud.put_connection(name, settings)


def return_request(connection: str, number: int) -> Signed:
    """A buyer asks to return an order: it opens a case."""
    sample = json.loads((_SAMPLES / "webhook_returns_request.json").read_text())
    body: dict[str, Any] = sample["body"]
    body |= {"id": 9_000_000 + number, "name": f"#{7000 + number}-R1"}
    body["order"]["id"] = 7_000_000 + number
    raw = json.dumps(body).encode()
    signature = b64encode(hmac.digest(SECRET.encode(), raw, "sha256")).decode()
    marks = {"x-shopify-topic": "returns/request", "x-shopify-hmac-sha256": signature}
    return Signed(f"/hooks/{connection}", raw, {**sample["headers"], **marks})


def post(cloud: LocalCloud, request: Signed) -> int:
    """Send a webhook to the front door and return the status."""
    headers = {"content-type": "application/json", **request.headers}
    asked = urllib.request.Request(cloud.console_url + request.path, request.body, headers)
    try:
        with urllib.request.urlopen(asked) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code
