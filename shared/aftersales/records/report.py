"""Reports: which kinds there are, those that were made, the links that open them, and who wants which by mail."""

from enum import StrEnum
from typing import Any, Literal

from pydantic import Field

from aftersales.records.record import Instant, Record, WorkspaceId


class ReportKind(StrEnum):
    """What a report is about. CAUSES is the negative-review report of one product, SUPPLIER the dossier of a supplier's goods."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    CAUSES = "causes"
    SUPPLIER = "supplier"

    @property
    def needs_subject(self) -> bool:
        """Whether it is about one product or supplier, which must be named."""
        return self in {ReportKind.CAUSES, ReportKind.SUPPLIER}


class ReportMade(Record):
    """A report as it was stored; its files never change. `files` maps '<language>.<format>' to a key of the bucket.

    `letters` are the values of its letter by language, so that whoever is written to later reads what the others read.
    """

    workspace: WorkspaceId
    id: str
    kind: str
    subject: str = ""
    filters: dict[str, str] = Field(default_factory=dict)
    period: str
    created_at: Instant
    files: dict[str, str]
    letters: dict[str, dict[str, Any]] = Field(default_factory=dict)
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


class Subscription(Record):
    """Someone wants a report by mail, at an hour of their own clock: `hour` in the IANA `zone`.

    A weekly report comes on `weekday` (1 Monday … 7 Sunday), one that covers a month on `day` of the month. Without `email` it is
    made and kept, and mailed to nobody. `filters` are dimensions of figures. Nothing is sent of periods that ended before `since`.
    """

    workspace: WorkspaceId
    id: str
    email: str
    kind: ReportKind
    subject: str = ""
    filters: dict[str, str] = Field(default_factory=dict)
    hour: int = Field(default=9, ge=0, le=23)
    weekday: int = Field(default=1, ge=1, le=7)
    day: int = Field(default=2, ge=1, le=28)
    zone: str = "UTC"
    language: Literal["zh", "en"] = "zh"
    since: Instant
    stopped_at: Instant | None = None
