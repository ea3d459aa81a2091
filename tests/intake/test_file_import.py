from dataclasses import replace
from datetime import UTC, datetime

import pytest

from aftersales.deliveries.envelope import Claim, open_envelope
from aftersales.deliveries.raw import RawDelivery, from_lines, to_lines
from aftersales.intake.file_import import Progress, import_lines, import_report
from aftersales.intake.sending import CHUNK_DELIVERIES
from aftersales.platforms.parsers import parser_of, pieces_of
from aftersales.records.errors import RejectedError
from aftersales.records.workspace import Connection
from tests.intake.door_fakes import InMemoryArchive, InMemoryQueue
from tests.platforms.amazon.building import sample

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
FBA = "GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA"
AMAZON = Connection(
    workspace="w", id="amazon-main", platform="amazon", store="amazon-main", name="A", address="A1"
)
LINE = RawDelivery(
    workspace="someone-else",
    connection="amazon-main",
    platform="shopify",
    store="their-store",
    channel="poll",
    name="orders2026",
    received_at="2026-03-01T10:00:00.000+00:00",
    body=b"{}",
)


def _report(body: bytes, queue: InMemoryQueue, archive: InMemoryArchive) -> Progress:
    return import_report(
        AMAZON,
        FBA,
        body,
        headers={"marketplace": "ATVPDKIKX0DER"},
        pieces=pieces_of("amazon"),
        parse=parser_of("amazon"),
        queue=queue,
        archive=archive,
        now=NOW,
    )


def _lines(data: bytes) -> tuple[Progress, list[RawDelivery], int]:
    queue, archive = InMemoryQueue(), InMemoryArchive()
    progress = import_lines(
        "w", data.splitlines(), connections={AMAZON.id: AMAZON}, queue=queue, archive=archive
    )
    claims = [open_envelope(message) for message in queue.messages]
    found = [
        delivery
        for claim in claims
        if isinstance(claim, Claim)
        for delivery in from_lines(archive.objects[claim.key])
    ]
    return progress, found, len(claims)


def test_a_report_becomes_deliveries_and_its_bad_rows_are_named() -> None:
    """Rows read, deliveries sent, and every bad row with its number in the file."""
    queue, archive = InMemoryQueue(), InMemoryArchive()
    progress = _report(sample("report_fba_returns.tsv"), queue, archive)
    assert (progress.read, progress.sent, progress.rejected) == (7, 1, 3)
    assert min(progress.reasons) == "row 5: date_is_not_readable"
    (data,) = archive.objects.values()
    (delivery,) = from_lines(data)
    assert (delivery.workspace, delivery.channel, delivery.headers["marketplace"]) == (
        "w",
        "file",
        "ATVPDKIKX0DER",
    )
    assert len(parser_of("amazon")(delivery).observations) == 4


def test_the_same_file_twice_is_the_same_object_of_the_same_facts() -> None:
    """A person who is unsure may import again."""
    queue, archive = InMemoryQueue(), InMemoryArchive()
    _report(sample("report_fba_returns.tsv"), queue, archive)
    _report(sample("report_fba_returns.tsv"), queue, archive)
    assert len(archive.objects) == 1
    assert queue.messages[0] == queue.messages[1]


def test_what_is_no_such_report_is_refused_whole() -> None:
    """A picture, a login page or an empty file sends nothing."""
    queue = InMemoryQueue()
    for body in (b"", b"<html>", sample("report_seller_feedback.tsv")):
        with pytest.raises(RejectedError):
            _report(body, queue, InMemoryArchive())
    assert len(queue) == 0


def test_a_platform_without_report_files_says_so() -> None:
    """There is nothing to guess."""
    with pytest.raises(RejectedError):
        pieces_of("shopify")


def test_lines_come_into_our_workspace_whatever_they_say() -> None:
    """An import never reaches another workspace, nor changes what platform a connection is of."""
    _, (delivery,), _ = _lines(to_lines([LINE]))
    assert (delivery.workspace, delivery.platform, delivery.store) == ("w", "amazon", "amazon-main")
    assert (delivery.name, delivery.received_at) == ("orders2026", LINE.received_at)


def test_lines_that_cannot_be_used_are_named() -> None:
    """Unknown connections and broken lines hinder no good one; empty lines are nothing."""
    data = b"{broken\n\n" + to_lines([replace(LINE, connection="nobody"), LINE]) + b'{"body": "!"}\n3\n'
    progress, found, _ = _lines(data)
    assert (progress.read, progress.sent, len(found)) == (5, 1, 1)
    assert progress.reasons == [
        "row 1: line_is_no_delivery",
        "row 3: unknown_connection",
        "row 5: line_is_no_delivery",
        "row 6: line_is_no_delivery",
    ]


def test_many_lines_are_few_messages() -> None:
    """A chunk of deliveries travels as one claim."""
    progress, found, claims = _lines(to_lines([replace(LINE, name=f"n{at}") for at in range(1200)]))
    assert (progress.sent, len(found), claims) == (1200, 1200, -(-1200 // CHUNK_DELIVERIES))


def test_an_empty_file_is_refused() -> None:
    """Somebody has chosen the wrong file."""
    with pytest.raises(RejectedError):
        _lines(b"\n\n")
