"""Imports a file: `make import file=… workspace=… [connection=… report=…] [stage=…]`.

A platform's report needs the connection it belongs to and the platform's own name for it; a `.jsonl` file of raw deliveries, as
the archive holds them, names connections itself. Importing a file again changes nothing.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from aftersales.aws.archive import S3Archive
from aftersales.aws.queue import SqsQueue
from aftersales.aws.table import Table
from aftersales.aws.workspaces import DynamoWorkspaceStore
from aftersales.intake.file_import import Progress, import_lines, import_report
from aftersales.platforms.parsers import parser_of, pieces_of
from aftersales.records.errors import RejectedError
from infra.operations.target import Target, arguments, target_of


def import_file(
    target: Target, file: Path, *, workspace: str, connection: str, report: str, now: datetime
) -> Progress:
    """Send a file's deliveries to the queue; RejectedError with the reason if it cannot be used."""
    workspaces = DynamoWorkspaceStore(Table(target.client("dynamodb"), target.resource("Table")))
    queue = SqsQueue(target.client("sqs"), target.resource("DeliveriesQueue"))
    archive = S3Archive(target.client("s3"), target.resource("ArchiveBucket"))
    known = {one.id: one for one in workspaces.connections(workspace)}
    if file.suffix == ".jsonl":
        with file.open("rb") as lines:
            return import_lines(workspace, lines, connections=known, queue=queue, archive=archive)
    if connection not in known:
        raise RejectedError("unknown_connection", f"{workspace} has {', '.join(sorted(known)) or 'none'}")
    platform = known[connection].platform
    return import_report(
        known[connection],
        report,
        file.read_bytes(),
        headers={},
        pieces=pieces_of(platform),
        parse=parser_of(platform),
        queue=queue,
        archive=archive,
        now=now,
    )


def main() -> None:
    """Import and print how it went; exit with 1 if nothing could be used."""
    parser = arguments(__doc__)
    parser.add_argument("--workspace", required=True)
    parser.add_argument("--connection", default="")
    parser.add_argument("--report", default="")
    parser.add_argument("file", type=Path)
    given = parser.parse_args()
    if not given.file.is_file():
        parser.error("which file? make import file=path workspace=…")
    try:
        progress = import_file(
            target_of(given.stage),
            given.file,
            workspace=given.workspace,
            connection=given.connection,
            report=given.report,
            now=datetime.now(UTC),
        )
    except RejectedError as error:
        sys.exit(f"{given.file} cannot be imported: {error}")
    print(
        f"{progress.read} rows read, {progress.sent} deliveries on their way, {progress.rejected} rows rejected"
    )
    for reason in progress.reasons:
        print(f"  {reason}")


if __name__ == "__main__":
    main()
