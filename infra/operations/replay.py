"""Sends kept deliveries through today's parsers: `make replay workspace=… [platform=…] [day=YYYY-MM-DD] [stage=…]`.

Nothing that was right changes: a fact that is known is stored once, however often it is sent.
"""

import sys
from collections.abc import Iterable, Iterator
from typing import Any

from aftersales.deliveries.envelope import Claim
from infra.operations.target import arguments, target_of

BATCH = 10
"""SQS takes at most ten messages at a time."""


def kept(s3: Any, bucket: str, *, workspace: str, platform: str, day: str) -> Iterator[str]:
    """Yield the keys of archived deliveries of a workspace; a platform and a day narrow it."""
    prefix = f"raw/{workspace}/{platform}/" if platform else f"raw/{workspace}/"
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix):
        for item in page.get("Contents", []):
            key: str = item["Key"]
            if not day or f"/{day}/" in key:
                yield key


def claim(sqs: Any, queue_url: str, keys: Iterable[str]) -> int:
    """Queue a claim for each archive object; return how many were queued."""
    sent = 0
    batch: list[dict[str, str]] = []
    for key in keys:
        batch.append({"Id": str(len(batch)), "MessageBody": Claim(key).to_json()})
        if len(batch) == BATCH:
            sent += _send(sqs, queue_url, batch)
            batch = []
    return sent + (_send(sqs, queue_url, batch) if batch else 0)


def _send(sqs: Any, queue_url: str, batch: list[dict[str, str]]) -> int:
    answer = sqs.send_message_batch(QueueUrl=queue_url, Entries=batch)
    if answer.get("Failed"):
        sys.exit(
            f"The queue refused {len(answer['Failed'])} messages; run it again, sending twice does no harm."
        )
    return len(batch)


def main() -> None:
    """Queue what the arguments ask for and print how much it was."""
    parser = arguments(__doc__)
    parser.add_argument("--workspace", required=True)
    parser.add_argument("--platform", default="")
    parser.add_argument("--day", default="")
    given = parser.parse_args()
    if not given.workspace:
        parser.error("which workspace? make replay workspace=…")
    target = target_of(given.stage)
    found = kept(
        target.client("s3"),
        target.resource("ArchiveBucket"),
        workspace=given.workspace,
        platform=given.platform,
        day=given.day,
    )
    sent = claim(target.client("sqs"), target.resource("DeliveriesQueue"), found)
    print(f"{sent} archived objects are on their way through ingest_deliveries")


if __name__ == "__main__":
    main()
