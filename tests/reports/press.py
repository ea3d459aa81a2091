"""A press in memory, whose writer writes little."""

from collections.abc import Mapping, Sequence
from typing import Any

from aftersales.metrics.figure import RecordRow
from aftersales.records.report import Subscription
from aftersales.reports.making import Press
from aftersales.reports.shape import Report
from tests.outreach.in_memory import InMemoryOutbox
from tests.reports.in_memory import InMemoryReportFiles, InMemoryReportStore


class PlainWriter:
    """Plays `ReportWriter` with a line per file."""

    def __init__(self) -> None:
        self.rows = 0
        self.written: list[str] = []

    def files(
        self, report: Report, rows: Sequence[tuple[str, RecordRow]], language: str, link: str
    ) -> Mapping[str, bytes]:
        self.rows = len(rows)
        self.written.append(f"{report.order.kind} {report.period.label} {language}")
        return {form: f"{language} {form} {link}".encode() for form in ("html", "csv", "xlsx")}

    def pictures(self, report: Report, language: str) -> Mapping[str, bytes]:
        return {f"trend-{language}.png": b"png"}

    def letter(self, report: Report, language: str) -> dict[str, Any]:
        return {"name": report.name, "days": report.period.label, "language": language}


class InMemoryPress:
    """A press and what came out of it."""

    def __init__(self) -> None:
        self.writer = PlainWriter()
        self.files = InMemoryReportFiles()
        self.store = InMemoryReportStore()
        self.outbox = InMemoryOutbox()
        self.links = 0

    def link(self, workspace: str, report: str) -> str:
        self.links += 1
        return f"https://console.example/r/{workspace}.{report}.{self.links}"

    def stop(self, subscription: Subscription) -> str:
        return f"https://console.example/stop/{subscription.id}"

    def press(self) -> Press:
        return Press(
            writer=self.writer,
            files=self.files,
            store=self.store,
            outbox=self.outbox,
            new_link=self.link,
            stop_link=self.stop,
        )
