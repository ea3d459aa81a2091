"""I2 and the queues' promise, on the running system: a process may die at any moment."""

import base64
import hashlib
import hmac
import json
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from aftersales.aws.objects import S3LakeObjects
from aftersales.lake.layout import FACTS, prefix
from infra.local.cloud import LocalCloud
from infra.local.template import ROOT

pytestmark = pytest.mark.cloud
SAMPLES = ROOT / "events" / "platforms" / "shopify"
SECRET = "a-secret"
ORDERS = 15
SECONDS_OF_KILLING = 5
KILLED = ("ingest_deliveries", "write_lake", "run_rules", "understand_texts")


@dataclass(frozen=True, slots=True)
class Request:
    """One webhook."""

    path: str
    body: bytes
    headers: Mapping[str, str]


def _requests(connection: str) -> Iterator[Request]:
    """Orders, and a return of each, as Shopify sends them."""
    exchanges = json.loads((SAMPLES / "rest_2026_07_order.json").read_text())
    order = next(entry["response"]["orders"][0] for entry in exchanges if entry["exchange"] == 4)
    claim = json.loads((SAMPLES / "webhook_returns_request.json").read_text())
    for number in range(ORDERS):
        order |= {"id": 7_000_000 + number, "name": f"#{7000 + number}", "order_number": 7000 + number}
        yield _signed(connection, "orders/updated", order, {})
        claim["body"] |= {"id": 9_000_000 + number, "name": f"#{7000 + number}-R1"}
        claim["body"]["order"]["id"] = order["id"]
        yield _signed(connection, "returns/request", claim["body"], claim["headers"])


def _signed(connection: str, topic: str, body: object, headers: dict[str, str]) -> Request:
    raw = json.dumps(body).encode()
    signature = base64.b64encode(hmac.digest(SECRET.encode(), raw, hashlib.sha256)).decode()
    marks = {"x-shopify-topic": topic, "x-shopify-hmac-sha256": signature, "content-type": "application/json"}
    return Request(f"/hooks/{connection}", raw, headers | marks)


def _send(cloud: LocalCloud, connection: str) -> None:
    """Send everything from eight threads; each must be accepted."""
    settings = {"workspace": connection, "platform": "shopify", "store": "shop", "secrets": [SECRET]}
    cloud.put_connection(connection, settings)

    def post(request: Request) -> int:
        asked = urllib.request.Request(cloud.console_url + request.path, request.body, dict(request.headers))
        with urllib.request.urlopen(asked) as answer:
            return int(answer.status)

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(post, _requests(connection))) == {200}


def _held(cloud: LocalCloud, workspace: str) -> list[str]:
    """Facts, links and cases of a workspace, as they lie in the table, without what names the workspace or the moment."""
    pages = cloud.client("dynamodb").get_paginator("scan").paginate(TableName=cloud.resources["Table"])
    items = [item for page in pages for item in page["Items"] if item["PK"]["S"].startswith(f"{workspace}#")]
    kinds = {"fact", "case", "link", "moved"}
    return sorted(_told(item, workspace) for item in items if item.get("kind", {}).get("S") in kinds)


def _told(item: dict[str, Any], workspace: str) -> str:
    body = json.loads(item["body"]["S"]) if "body" in item else {}
    for moment in ("ingested_at", "received_at"):
        body.pop(moment, None)
    told = json.dumps([item["PK"], item["SK"], item["kind"], body], sort_keys=True)
    return told.replace(workspace, "")


def _facts_in_lake(cloud: LocalCloud, workspace: str) -> set[str]:
    objects = S3LakeObjects(cloud.client("s3"), cloud.resources["LakeBucket"])
    database = duckdb.connect()
    found: set[str] = set()
    for key in objects.list(prefix(FACTS, workspace)):
        with tempfile.NamedTemporaryFile(suffix=".parquet") as file:
            Path(file.name).write_bytes(objects.get(key))
            rows = database.execute("SELECT id FROM read_parquet(?)", [file.name]).fetchall()
        found |= {str(row[0]).replace(workspace, "") for row in rows}
    return found


def test_killing_processes_loses_nothing_and_doubles_nothing(cloud: LocalCloud) -> None:
    """Deliveries whose functions are killed again and again leave the very facts, links and cases of an undisturbed run."""
    cloud.retry_after(3)
    _send(cloud, "calm")
    cloud.drain(240)
    _send(cloud, "wild")
    killed = 0
    until = time.monotonic() + SECONDS_OF_KILLING
    while time.monotonic() < until:
        killed += sum(cloud.kill(function) for function in KILLED)
        time.sleep(0.4)
    cloud.drain(240)
    assert killed > len(KILLED)
    assert len(_held(cloud, "calm")) > 2 * ORDERS
    assert _held(cloud, "wild") == _held(cloud, "calm")
    assert _facts_in_lake(cloud, "wild") == _facts_in_lake(cloud, "calm") != set()
