import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from moto import mock_aws

from aftersales.aws.table import Table
from aftersales.aws.workspaces import DynamoWorkspaceStore
from aftersales.deliveries.envelope import open_envelope
from aftersales.deliveries.raw import RawDelivery, from_lines, to_lines
from aftersales.intake.file_import import Progress
from aftersales.records.errors import RejectedError
from aftersales.records.workspace import Connection
from infra.operations.import_file import import_file
from infra.operations.target import ROOT, Target
from tests.aws.account import session
from tests.infra.operations.in_memory import InMemoryTarget

RETURNS = ROOT / "events" / "platforms" / "amazon" / "report_fba_returns.tsv"
NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


@pytest.fixture
def target() -> Iterator[Target]:
    """A system with one workspace that has one Amazon connection."""
    with mock_aws():
        target = InMemoryTarget("after-sales", session())
        store = DynamoWorkspaceStore(Table(target.client("dynamodb"), target.resource("Table")))
        store.save_connection(
            Connection(
                workspace="aurora",
                id="amazon-main",
                platform="amazon",
                store="amazon-main",
                name="Amazon",
                address="A1AURORA0DEMO",
            )
        )
        yield target


def _import(target: Target, file: Path, connection: str = "", report: str = "") -> Progress:
    return import_file(target, file, workspace="aurora", connection=connection, report=report, now=NOW)


def _queued(target: Target) -> list[RawDelivery]:
    answer = target.client("sqs").receive_message(
        QueueUrl=target.resource("DeliveriesQueue"), MaxNumberOfMessages=10
    )
    found: list[RawDelivery] = []
    for message in answer.get("Messages", []):
        claim = open_envelope(message["Body"])
        assert not isinstance(claim, RawDelivery)
        kept = target.client("s3").get_object(Bucket=target.resource("ArchiveBucket"), Key=claim.key)
        found += from_lines(kept["Body"].read())
    return found


def test_report_is_archived_and_queued(target: Target) -> None:
    """A platform's report reaches the archive and, by a claim, the queue, as deliveries of the connection that was named."""
    report = "GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA"
    progress = _import(target, RETURNS, "amazon-main", report)
    queued = _queued(target)
    assert progress.sent == len(queued) > 0
    assert {(one.workspace, one.connection, one.name) for one in queued} == {
        ("aurora", "amazon-main", report)
    }


def test_lines_belong_to_the_workspace_that_was_named(target: Target, tmp_path: Path) -> None:
    """A line that claims to be of another workspace becomes a delivery of ours, or of none (I10)."""
    delivery = RawDelivery(
        workspace="somebody-else",
        connection="amazon-main",
        platform="amazon",
        store="other",
        channel="file",
        name="orders2026",
        received_at=NOW.isoformat(),
        body=b"{}",
    )
    file = tmp_path / "history.jsonl"
    file.write_bytes(to_lines([delivery]) + b'{"no": "delivery"}\n')
    progress = _import(target, file)
    assert (progress.read, progress.sent, progress.rejected) == (2, 1, 1)
    [queued] = _queued(target)
    assert (queued.workspace, queued.store) == ("aurora", "amazon-main")


@pytest.mark.parametrize(
    ("connection", "report", "reason"),
    [
        ("amazon-other", "GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA", "unknown_connection"),
        ("amazon-main", "GET_SOMETHING_ELSE", "unknown_report"),
    ],
)
def test_what_cannot_be_imported_says_why(target: Target, connection: str, report: str, reason: str) -> None:
    """A wrong connection or an unknown report ends with a reason that an operator can act on."""
    with pytest.raises(RejectedError, match=reason):
        _import(target, RETURNS, connection, report)


def test_queue_message_is_small(target: Target) -> None:
    """However large the file, its message on the queue is a claim on the archive."""
    _import(target, RETURNS, "amazon-main", "GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA")
    asked = {"QueueUrl": target.resource("DeliveriesQueue")}
    [message] = target.client("sqs").receive_message(**asked)["Messages"]
    assert set(json.loads(message["Body"])) == {"claim"}
