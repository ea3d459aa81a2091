"""What receive_mail works with."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import unquote_plus

from aftersales.aws.archive import S3Archive
from aftersales.aws.queue import SqsQueue
from aftersales.cases.stores import WorkspaceStore
from aftersales.intake.mail_arrival import Arrival, MailStore, receive_mail
from aftersales.intake.sending import Archive, DeliveryQueue
from aftersales.wiring import clients, stores
from aftersales.wiring.environment import setting


@dataclass(frozen=True, slots=True, kw_only=True)
class MailApp:
    """Collaborators of receive_mail."""

    mails: MailStore
    workspaces: WorkspaceStore
    queue: DeliveryQueue
    archive: Archive

    def receive(self, key: str, stored_at: datetime) -> Arrival:
        """Take one stored mail in."""
        return receive_mail(
            key,
            stored_at,
            mails=self.mails,
            connection_of=self.workspaces.connection_by_address,
            queue=self.queue,
            archive=self.archive,
        )


@cache
def app() -> MailApp:
    """Connect the real collaborators."""
    return MailApp(
        mails=S3Archive(clients.s3(), setting("MAIL_BUCKET")),
        workspaces=stores.workspaces(),
        queue=SqsQueue(clients.sqs(), setting("DELIVERIES_QUEUE_URL")),
        archive=stores.archive(),
    )


def stored_mails(event: Mapping[str, Any]) -> Iterator[tuple[str, datetime]]:
    """Read an S3 event: key and time of each object (keys come form-encoded)."""
    for record in event.get("Records", ()):
        yield unquote_plus(record["s3"]["object"]["key"]), datetime.fromisoformat(record["eventTime"])
