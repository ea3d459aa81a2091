import json
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from infra.operations.replay import claim, kept

KEYS = [
    "raw/aurora/shopify/2026-11-01/a.jsonl",
    "raw/aurora/shopify/2026-11-02/b.jsonl",
    "raw/aurora/woocommerce/2026-11-01/c.jsonl",
    "raw/other/shopify/2026-11-01/d.jsonl",
]


@pytest.fixture(autouse=True)
def cloud(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """AWS in this process."""
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    with mock_aws():
        yield


@pytest.fixture
def s3() -> Any:
    """A bucket with kept deliveries of two workspaces."""
    client = boto3.client("s3")
    client.create_bucket(Bucket="archive")
    for key in KEYS:
        client.put_object(Bucket="archive", Key=key, Body=b"{}\n")
    return client


@pytest.mark.parametrize(
    ("platform", "day", "expected"),
    [
        ("", "", KEYS[:3]),
        ("shopify", "", KEYS[:2]),
        ("", "2026-11-01", [KEYS[0], KEYS[2]]),
        ("shopify", "2026-11-02", [KEYS[1]]),
    ],
)
def test_only_what_was_asked_for_is_replayed(s3: Any, platform: str, day: str, expected: list[str]) -> None:
    """A replay covers one workspace, and less if a platform or a day is named."""
    assert list(kept(s3, "archive", workspace="aurora", platform=platform, day=day)) == expected


def test_each_object_gets_one_claim() -> None:
    """Every archived object is queued once, in batches that SQS takes."""
    sqs = boto3.client("sqs")
    url = sqs.create_queue(QueueName="deliveries")["QueueUrl"]
    keys = [f"raw/aurora/shopify/2026-11-01/{number}.jsonl" for number in range(23)]
    assert claim(sqs, url, keys) == 23
    received: list[str] = []
    while messages := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", []):
        received += [json.loads(message["Body"])["claim"] for message in messages]
    assert sorted(received) == sorted(keys)
