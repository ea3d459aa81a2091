"""What ingest_deliveries works with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from typing import Any

from aftersales.aws.marks import read_marks
from aftersales.aws.queue import SqsQueue
from aftersales.aws.texts import SqsTextQueue
from aftersales.cases.stores import DossierStore, WorkspaceStore
from aftersales.deliveries.parsed import Parse
from aftersales.intake.batch import Archive, BatchResult, Erased, QueueMessage, ingest_batch
from aftersales.intake.delivery_log import DeliveryLog
from aftersales.intake.ingest import TextQueue, ingest
from aftersales.intake.notifications import open_any
from aftersales.intake.synchronise import hasten
from aftersales.platforms.parsers import parser_of
from aftersales.wiring import clients, stores
from aftersales.wiring.environment import setting


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestApp:
    """Collaborators of ingest_deliveries."""

    store: DossierStore
    workspaces: WorkspaceStore
    archive: Archive
    texts: TextQueue
    log: DeliveryLog
    clock: Callable[[], datetime]
    erased: Erased
    parser_of: Callable[[str], Parse] = parser_of

    def ingest(self, messages: Sequence[QueueMessage]) -> BatchResult:
        """Ingest one batch of the queue."""
        now = self.clock()
        settings_of = cache(self.workspaces.settings)
        work = partial(
            ingest,
            now=now,
            parser_of=self.parser_of,
            settings_of=settings_of,
            store=self.store,
            texts=self.texts,
            log=self.log,
            hasten=lambda workspace, connection: hasten(self.workspaces, workspace, connection, now),
            rewrite=self.archive.put,
        )
        opener = partial(open_any, now=now, connection_of=self.workspaces.connection_by_address)
        return ingest_batch(messages, archive=self.archive, ingest=work, opener=opener, erased=self.erased)


@cache
def app() -> IngestApp:
    """Connect the real collaborators."""
    return IngestApp(
        store=stores.dossiers(),
        workspaces=stores.workspaces(),
        archive=stores.archive(),
        texts=SqsTextQueue(SqsQueue(clients.sqs(), setting("TEXTS_QUEUE_URL"))),
        log=stores.delivery_log(),
        clock=lambda: datetime.now(UTC),
        erased=partial(read_marks, stores.table()),
    )


def messages_of(event: dict[str, Any]) -> list[QueueMessage]:
    """Read an SQS event."""
    return [QueueMessage(record["messageId"], record["body"]) for record in event["Records"]]


def as_response(result: BatchResult) -> dict[str, list[dict[str, str]]]:
    """Name the messages that go back to the queue."""
    return {"batchItemFailures": [{"itemIdentifier": message} for message in result.failed]}


__all__ = ["IngestApp", "app", "as_response", "messages_of"]
