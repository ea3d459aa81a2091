"""How a report file gets in: cut by its platform, kept in the archive, claimed on the deliveries queue."""

from datetime import datetime

from aftersales.aws.queue import SqsQueue
from aftersales.intake.file_import import import_report
from aftersales.platforms.parsers import parser_of, pieces_of
from aftersales.records.workspace import Connection
from aftersales.web.api_operations import Imported
from aftersales.wiring import clients, stores
from aftersales.wiring.environment import setting


def take_file(connection: Connection, report: str, data: bytes, now: datetime) -> Imported:
    """Import one file for a connection; RejectedError when its platform has no such report."""
    progress = import_report(
        connection,
        report,
        data,
        headers={},
        pieces=pieces_of(connection.platform),
        parse=parser_of(connection.platform),
        queue=SqsQueue(clients.sqs(), setting("DELIVERIES_QUEUE_URL")),
        archive=stores.archive(),
        now=now,
    )
    return Imported(
        read=progress.read, sent=progress.sent, rejected=progress.rejected, reasons=tuple(progress.reasons)
    )
