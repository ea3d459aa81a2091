"""What reports and alerts need of storage; the DynamoDB and S3 adapters play these roles."""

from collections.abc import Sequence
from typing import Protocol

from aftersales.records.alert import Alert
from aftersales.records.report import ReportMade


class ReportStore(Protocol):
    """The list of reports made."""

    def save_report(self, report: ReportMade) -> bool:
        """Keep a report; False, and nothing happens, if its id is already known: reports never change."""

    def report(self, workspace: str, report: str) -> ReportMade | None:
        """Return a report."""

    def reports(self, workspace: str, limit: int = 100) -> Sequence[ReportMade]:
        """Return the newest reports first."""


class ReportFiles(Protocol):
    """The bucket of immutable files."""

    def put(self, key: str, body: bytes, content_type: str) -> None:
        """Write a file."""

    def presigned(self, key: str, *, seconds: int, name: str, content_type: str) -> str:
        """Return an address that opens the file for that long; `name` is used when it is downloaded."""


class AlertStore(Protocol):
    """Alerts, open and closed."""

    def save_alert(self, alert: Alert) -> bool:
        """Keep or replace an alert, its revision one higher. False, and nothing happens, if it was kept since it was read."""

    def alert(self, workspace: str, alert: str) -> Alert | None:
        """Return an alert."""

    def alerts(self, workspace: str, limit: int = 200) -> Sequence[Alert]:
        """Return alerts, newest first."""
