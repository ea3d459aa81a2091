"""Imported batches on the local cloud, and waiting for what they bring about."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from aftersales.aws.table import Table
from aftersales.aws.workspaces import DynamoWorkspaceStore
from aftersales.deliveries.envelope import Claim, archive_key
from aftersales.deliveries.raw import RawDelivery, to_lines
from aftersales.records.workspace import Settings
from infra.local.cloud import QUEUES, LocalCloud
from infra.local.seller.deliveries import everything
from infra.local.seller.world import build


def deliveries_of(workspace: str, orders: int, now: datetime) -> list[RawDelivery]:
    """Return everything that platforms sent until `now` about so many orders, as deliveries of one workspace."""
    return [replace(one, workspace=workspace) for one in everything(build(now=now, orders=orders))]


def settings_of(workspace: str) -> Settings:
    """Return the settings of a workspace of these trials."""
    return Settings(workspace=workspace, name=workspace)


def key_of(deliveries: Sequence[RawDelivery], part: int = 0) -> str:
    """Return where a batch lies in the archive."""
    return archive_key(deliveries[0].workspace, "import", "2026-11-22", f"part-{part}")


def keep(cloud: LocalCloud, deliveries: Sequence[RawDelivery], part: int = 0) -> str:
    """Save the workspace's settings and the batch; return its key."""
    settings = settings_of(deliveries[0].workspace)
    DynamoWorkspaceStore(Table(cloud.client("dynamodb"), cloud.resources["Table"])).save_settings(settings)
    key = key_of(deliveries, part)
    cloud.client("s3").put_object(Bucket=cloud.resources["ArchiveBucket"], Key=key, Body=to_lines(deliveries))
    return key


def send_claim(cloud: LocalCloud, key: str) -> None:
    """Tell the ingesting function where a batch lies."""
    queue = cloud.resources["DeliveriesQueue"]
    cloud.client("sqs").send_message(QueueUrl=queue, MessageBody=Claim(key).to_json())


@contextmanager
def retrying_after(cloud: LocalCloud, seconds: int) -> Iterator[None]:
    """Let failed messages come again after so long; afterwards it is as in the template again."""
    sqs, name = cloud.client("sqs"), "VisibilityTimeout"
    addresses = [cloud.resources[queue] for queue in QUEUES]
    before = {
        address: sqs.get_queue_attributes(QueueUrl=address, AttributeNames=[name])["Attributes"][name]
        for address in addresses
    }
    cloud.retry_after(seconds)
    try:
        yield
    finally:
        for address, value in before.items():
            sqs.set_queue_attributes(QueueUrl=address, Attributes={name: value})


def until(happened: Callable[[], bool], seconds: float) -> None:
    """Wait until something is so; fail after so many seconds."""
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, f"it did not happen within {seconds:g} s"
        time.sleep(0.05)
