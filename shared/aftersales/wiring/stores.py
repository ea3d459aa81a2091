"""Stores, connected to the table, buckets and queues that the template names."""

from datetime import UTC, datetime
from functools import cache

from aftersales.aws.api_tokens import DynamoTokenStore
from aftersales.aws.archive import S3Archive
from aftersales.aws.credentials import SsmCredentials
from aftersales.aws.delivery_log import DynamoDeliveryLog
from aftersales.aws.dossiers import DynamoDossierStore
from aftersales.aws.glossary import DynamoGlossary
from aftersales.aws.objects import S3ReportFiles
from aftersales.aws.outbox import DynamoOutbox
from aftersales.aws.purse import DynamoPurse
from aftersales.aws.queue import SqsQueue
from aftersales.aws.reports import DynamoReportStore
from aftersales.aws.subscriptions import DynamoSubscriptionStore
from aftersales.aws.table import Table
from aftersales.aws.workspaces import DynamoWorkspaceStore
from aftersales.wiring import clients
from aftersales.wiring.environment import setting


@cache
def table() -> Table:
    """The one table."""
    return Table(clients.dynamodb(), setting("TABLE_NAME"))


def dossiers() -> DynamoDossierStore:
    """Facts, dossiers and cases."""
    return DynamoDossierStore(table())


def workspaces() -> DynamoWorkspaceStore:
    """Settings, connections, members."""
    return DynamoWorkspaceStore(table())


def glossary() -> DynamoGlossary:
    """Terms, ready-made answers, labelled texts."""
    return DynamoGlossary(table())


def purse() -> DynamoPurse:
    """What paid text engines may cost this month."""
    return DynamoPurse(
        table(),
        lambda workspace: workspaces().settings(workspace).language_budget_cents,
        lambda: datetime.now(UTC),
    )


def delivery_log() -> DynamoDeliveryLog:
    """Counts and rejections of deliveries."""
    return DynamoDeliveryLog(table())


def outbox() -> DynamoOutbox:
    """What leaves the house."""
    return DynamoOutbox(table(), SqsQueue(clients.sqs(), setting("OUTBOX_QUEUE_URL")))


def archive() -> S3Archive:
    """Raw deliveries."""
    return S3Archive(clients.s3(), setting("ARCHIVE_BUCKET"))


def credentials() -> SsmCredentials:
    """API credentials of connections."""
    return SsmCredentials(clients.ssm(), setting("PARAMETER_PREFIX"))


def report_pictures() -> S3Archive:
    """The reports bucket, where the pictures of a report's mail lie."""
    return S3Archive(clients.s3(), setting("REPORTS_BUCKET"))


def reports() -> DynamoReportStore:
    """Reports, their links, and alerts."""
    return DynamoReportStore(table())


def report_files() -> S3ReportFiles:
    """The reports' bucket."""
    return S3ReportFiles(clients.s3(), setting("REPORTS_BUCKET"))


def subscriptions() -> DynamoSubscriptionStore:
    """Who wants which report by mail."""
    return DynamoSubscriptionStore(table())


def api_tokens() -> DynamoTokenStore:
    """Tokens of the API."""
    return DynamoTokenStore(table())
