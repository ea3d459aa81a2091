"""Customers' words go into the store and the archive, and nowhere else."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from aftersales.deliveries.raw import RawDelivery
from aftersales.wiring.ingest import IngestApp
from functions.ingest_deliveries.handler import handler
from tests.architecture.canaries import canaries
from tests.cases.building import at
from tests.cases.in_memory import InMemoryDossierStore, InMemoryWorkspaceStore
from tests.intake.in_memory import InMemoryDeliveryLog, InMemoryTextQueue
from tests.intake.test_ingest import InMemoryArchive
from tests.platforms.expectation import EVENTS, delivery, kept_files, samples
from tests.platforms.test_samples import PLATFORMS


def _samples() -> Iterator[RawDelivery]:
    for platform in PLATFORMS:
        for file in sorted(kept_files(platform)):
            for sample in samples(platform, file):
                yield delivery(platform, sample)
    for path in sorted((EVENTS / "mail").rglob("*.eml")):
        headers = {"connection-address": "care@shop.example", "recipient": "care@shop.example"}
        whole = next(iter(samples("shopify", min(kept_files("shopify")))))
        yield replace(
            delivery("mail", whole), name="message", channel="mail", body=path.read_bytes(), headers=headers
        )


def _damaged(good: RawDelivery) -> Iterator[RawDelivery]:
    """What cannot be read is what errors are most tempted to quote."""
    yield good
    yield replace(good, body=good.body[: len(good.body) * 2 // 3])
    yield replace(good, body=good.body.replace(b'"id":', b'"di":').replace(b'"amount":', b'"note":'))
    yield replace(good, body=b"[" + good.body + b"]")


def test_no_word_of_a_delivery_is_told_on_the_way_in(capsys: pytest.CaptureFixture[str]) -> None:
    """I11: whole or damaged, no sample's names, addresses or texts are in output, reasons or answers; logs are watched besides."""
    log = InMemoryDeliveryLog()
    app = IngestApp(
        store=InMemoryDossierStore(),
        workspaces=InMemoryWorkspaceStore(),
        archive=InMemoryArchive(),
        texts=InMemoryTextQueue(),
        log=log,
        clock=lambda: at(2),
        erased=lambda _workspace, _names: (),
    )
    bodies = [one.to_json() for good in _samples() for one in _damaged(good)]
    records = [{"messageId": str(number), "body": body} for number, body in enumerate(bodies)]
    answer = handler({"Records": records}, None, app)
    rejections = log.rejections("demo", len(records))
    assert len(rejections) > len(PLATFORMS)
    told = capsys.readouterr().out + json.dumps(answer) + repr([one.reason for one in rejections])
    assert [word for word in canaries() if word in told] == []
