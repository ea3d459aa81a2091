"""A report that was made, and the links through which people open it."""

from aftersales.records.record import Instant, Record, WorkspaceId


class ReportMade(Record):
    """A weekly report as it was stored; its files never change. `files` maps '<language>.<format>' to a key of the bucket."""

    workspace: WorkspaceId
    id: str
    kind: str
    period: str
    created_at: Instant
    files: dict[str, str]
    provisional: bool
    headline: dict[str, float | None]


class ReportLink(Record):
    """Permission to open one report without signing in, until it expires or is revoked."""

    workspace: WorkspaceId
    id: str
    report: str
    created_at: Instant
    expires_at: Instant
    revoked_at: Instant | None = None
