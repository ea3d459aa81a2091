"""A seller's whole house on moto: table, archive, reports and lake, with every word that lies anywhere in it."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from email.message import EmailMessage
from functools import cache, partial
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import boto3
import duckdb

from aftersales.aws.answers import DynamoAnswerCache
from aftersales.aws.archive import S3Archive
from aftersales.aws.dossiers import DynamoDossierStore
from aftersales.aws.erasures import DynamoErasureStore
from aftersales.aws.glossary import DynamoGlossary
from aftersales.aws.memories import TableMemories
from aftersales.aws.objects import S3ReportFiles
from aftersales.aws.outbox import DynamoOutbox
from aftersales.aws.phrases import DynamoPhraseMemory
from aftersales.aws.reports import DynamoReportStore
from aftersales.aws.table import Table
from aftersales.aws.workspaces import DynamoWorkspaceStore
from aftersales.deliveries.envelope import Claim
from aftersales.deliveries.parsed import Parse
from aftersales.deliveries.raw import RawDelivery
from aftersales.intake.batch import BatchResult, QueueMessage, ingest_batch
from aftersales.intake.ingest import ingest
from aftersales.lake.compact import compact
from aftersales.lake.forgetting import LakeForgetting, LakeNotes
from aftersales.lake.refresh import Scope, refresh
from aftersales.lake.writer import LakeWriter, Snapshot
from aftersales.metrics.catalogue import contract
from aftersales.platforms.parsers import parser_of
from aftersales.privacy.walking import Places
from aftersales.records.case import Case
from aftersales.records.fact import Fact
from aftersales.records.workspace import Settings
from aftersales.wiring.erasing import ErasingApp, ReportBucket
from tests.aws.table import moto_table
from tests.intake.in_memory import InMemoryDeliveryLog, InMemoryTextQueue
from tests.lake.in_memory import InMemoryObjects
from tests.lake.test_refresh import cells, exported
from tests.platforms.shopify.building import order as shopify_order

WORKSPACE, STORE = "demo", "shop"
SETTINGS = Settings(workspace=WORKSPACE, name="Aurora Living", zone="Asia/Shanghai", language="zh")
START = datetime.fromisoformat("2026-11-02T09:00:00+00:00")
METRICS = ("return_rate.units.by_order", "neg_review_rate.by_review", "first_response")
SCOPE = Scope(
    contracts=tuple(map(contract, METRICS)),
    quick=("orders", "messages"),
    all=("orders", "messages", "review_versions", "understandings", "purchases"),
)


class Worker:
    """Plays the sending worker's queue."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    def send(self, message: str) -> None:
        self.sent.append(message)


class House:
    """Everything that keeps something; `now` is what its clocks say."""

    def __init__(self, table: Table, folder: Path) -> None:
        self.now = START
        self.table = table
        s3 = boto3.client("s3", "us-east-1", aws_access_key_id="test", aws_secret_access_key="test")
        self._s3, self._folder, self._builds, self._streamed = s3, folder, 0, dict[str, str]()
        for bucket in ("archive", "reports"):
            s3.create_bucket(Bucket=bucket)
        self.archive, self.files = S3Archive(s3, "archive"), S3ReportFiles(s3, "reports")
        self.objects, self.texts, self.log, self.worker = (
            InMemoryObjects(),
            InMemoryTextQueue(),
            InMemoryDeliveryLog(),
            Worker(),
        )
        self.dossiers, self.workspaces = DynamoDossierStore(table), DynamoWorkspaceStore(table)
        self.outbox, self.shelf = DynamoOutbox(table, self.worker), DynamoReportStore(table)
        self.glossary, self.phrases = DynamoGlossary(table), DynamoPhraseMemory(table)
        self.answers = DynamoAnswerCache(table, lambda: self.now)
        self.erasures = DynamoErasureStore(table)
        self.workspaces.save_settings(SETTINGS)
        self.app = ErasingApp(
            workspaces=self.workspaces,
            places=Places(
                erasures=self.erasures,
                dossiers=self.dossiers,
                examples=self.workspaces,
                letters=self.outbox,
                shelf=self.shelf,
                files=ReportBucket(S3Archive(s3, "reports"), self.files),
                archive=self.archive,
                memories=TableMemories(self.phrases, self.answers, self.glossary),
                lake=LakeForgetting(self.objects),
                notes=LakeNotes(self.objects),
                parser_of=parser_of,
            ),
            clock=lambda: self.now,
            new_salt=lambda: "salt",
        )

    def ingest(self, *deliveries: RawDelivery) -> None:
        """Take deliveries in as the queue hands them over."""
        assert self.take_in(*deliveries).failed == []

    def take_in(self, *deliveries: RawDelivery | Claim, parse: Parse | None = None) -> BatchResult:
        """Take a batch in, read by `parse` or by the platform's own parser."""
        work = partial(
            ingest,
            now=self.now,
            parser_of=parser_of if parse is None else lambda _: parse,
            settings_of=lambda _: SETTINGS,
            store=self.dossiers,
            texts=self.texts,
            log=self.log,
            hasten=lambda *_: None,
            rewrite=self.archive.put,
        )
        messages = [QueueMessage(str(number), one.to_json()) for number, one in enumerate(deliveries)]
        return ingest_batch(messages, archive=self.archive, ingest=work, erased=self.erasures.marks)

    def stream(self) -> None:
        """Bring to the lake what the table's stream would: new facts, and cases as they stand."""
        facts: list[Fact] = []
        cases: list[Snapshot] = []
        for item in self.items():
            place, body = f"{item['PK']['S']} {item['SK']['S']}", item.get("body", {}).get("S", "")
            known = self._streamed.get(place)
            kind = item.get("kind", {}).get("S")
            if kind == "fact" and known is None:
                facts.append(Fact.model_validate_json(body))
            if kind == "case" and known != body:
                case = Case.model_validate_json(body)
                cases.append(
                    Snapshot(WORKSPACE, case.home, case.number, case.seen, str(len(self._streamed)), case)
                )
            self._streamed[place] = body
        self._builds += 1
        LakeWriter(self.objects).write(f"batch{self._builds}", facts=facts, cases=cases)

    def figures(self) -> dict[str, Any]:
        """Build the figures anew and return every cell."""
        refresh(self.objects, self._folder / "refresher", SETTINGS, {}, self.now, SCOPE)
        self._builds += 1
        return cells(exported(self.objects, self._folder / str(self._builds)), METRICS)

    def erase(self) -> None:
        """Let the errand go on as the schedule does: twice through all places, and then its end."""
        for round_ in range(3):
            self.app.erase(WORKSPACE)
            self.stream()
            compact(self.objects, WORKSPACE)
            if round_:
                refresh(self.objects, self._folder / "refresher", SETTINGS, {}, self.now, SCOPE)
            self.now += timedelta(minutes=31)

    def items(self) -> list[dict[str, Any]]:
        """Every item of the table."""
        pages = boto3.client(
            "dynamodb", "us-east-1", aws_access_key_id="test", aws_secret_access_key="test"
        ).get_paginator("scan")
        return [item for page in pages.paginate(TableName=self.table.name) for item in page["Items"]]

    def places_with(self, *words: str) -> list[str]:
        """Return every place that holds one of these words: items, objects (opened), messages of queues."""
        held = [*self._held()]
        return sorted({place for place, text in held for word in words if word.casefold() in text.casefold()})

    def left_with(self, *words: str) -> list[str]:
        """Return them without the notes of an errand that is not over: whom it looks for, burnt at its end."""
        return [place for place in self.places_with(*words) if not place.startswith("erasing/")]

    def _held(self) -> Iterator[tuple[str, str]]:
        for item in self.items():
            yield f"{item['PK']['S']} {item['SK']['S']}", str(item)
        for bucket in ("archive", "reports"):
            for entry in self._s3.list_objects_v2(Bucket=bucket).get("Contents", []):
                yield (
                    entry["Key"],
                    _opened(
                        entry["Key"], self._s3.get_object(Bucket=bucket, Key=entry["Key"])["Body"].read()
                    ),
                )
        for key, body in self.objects.bodies.items():
            yield key, _opened(key, body)
        yield "outbox queue", str(self.worker.sent)


def _opened(key: str, body: bytes) -> str:
    if key.endswith(".parquet"):
        with NamedTemporaryFile(suffix=".parquet") as file:
            file.write(body)
            file.flush()
            return str(_reader().execute("SELECT * FROM read_parquet($path)", {"path": file.name}).fetchall())
    if key.endswith(".jsonl"):
        lines = [RawDelivery.from_json(line) for line in body.splitlines()]
        return "\n".join(f"{line.headers} {line.body.decode()}" for line in lines)
    if key.endswith(".xlsx"):
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            return "".join(book.read(name).decode() for name in book.namelist())
    return body.decode()


@cache
def _reader() -> duckdb.DuckDBPyConnection:
    """One per process: starting it takes longer than reading a small file."""
    return duckdb.connect(config={"threads": 1})


@contextmanager
def house(folder: Path) -> Iterator[House]:
    """Open an empty house."""
    with moto_table() as table:
        yield House(table, folder)


def bought(
    number: int, name: str, email: str, *, updated: str = "2026-11-03", phone: str = ""
) -> RawDelivery:
    """An order of Shopify's, told by webhook."""
    first, _, last = name.partition(" ")
    body = shopify_order(
        id=5000 + number,
        name=f"#{number}",
        order_number=number,
        email=email,
        phone=phone or None,
        created_at="2026-11-02T10:00:00Z",
        updated_at=f"{updated}T10:00:00Z",
        customer={"id": 700 + number, "first_name": first, "last_name": last, "email": email},
    )
    return webhook("orders/updated", body)


def webhook(topic: str, body: object) -> RawDelivery:
    """A delivery of the shop."""
    from tests.platforms.shopify.building import delivery_of

    made = delivery_of(topic, body, {"triggered-at": "2026-11-04T09:00:00Z"})
    return RawDelivery(
        workspace=WORKSPACE,
        connection=STORE,
        platform=made.platform,
        store=STORE,
        channel=made.channel,
        name=made.name,
        received_at="2026-11-04T09:00:01.000+00:00",
        body=made.body,
        headers=made.headers,
    )


def mailed(key: str, sender: str, subject: str, text: str, day: str = "03") -> RawDelivery:
    """A mail to the shop, in an encoding in which no word of it can be read."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, "care@aurora.example", subject
    mail["Message-ID"], mail["Date"] = f"<{key}@mail.example>", f"Tue, {day} Nov 2026 10:00:00 +0000"
    mail.set_content(text, cte="base64")
    return RawDelivery(
        workspace=WORKSPACE,
        connection="mail",
        platform="mail",
        store=STORE,
        channel="mail",
        name="message",
        received_at=f"2026-11-{day}T10:00:00.000+00:00",
        body=bytes(mail),
        headers={"connection-address": "care@aurora.example", "recipient": "care@aurora.example"},
    )


def redaction(orders: Sequence[int], email: str, person: int) -> RawDelivery:
    """The platform's order to erase a customer."""
    body = {
        "shop_id": 1,
        "customer": {"id": person, "email": email, "phone": "555-625-1199"},
        "orders_to_redact": list(orders),
    }
    return webhook("customers/redact", body)
