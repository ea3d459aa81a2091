"""Plays `ReportWriter` and writes the alert's letter: the one place that knows all forms a report is handed out in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aftersales.mail.alert_letter import alert_data, alerts_data
from aftersales.mail.report_letter import letter_pictures, letter_values
from aftersales.mail.report_page import page
from aftersales.mail.workbook import workbook
from aftersales.metrics.figure import RecordRow
from aftersales.records.alert import Alert
from aftersales.reports.shape import Report
from aftersales.reports.sheets import to_csv
from aftersales.reports.tables import definitions_sheet, figures_sheet, records_sheet, texts_sheet


@dataclass(frozen=True, slots=True)
class MailReportWriter:
    """Writes for readers of the console at `console`; `secret` numbers people in files."""

    console: str
    secret: Callable[[], bytes]

    def files(
        self, report: Report, rows: Sequence[tuple[str, RecordRow]], language: str, link: str
    ) -> Mapping[str, bytes]:
        """Write page, CSV and workbook."""
        figures = figures_sheet(report, language)
        sheets = [
            figures,
            records_sheet(rows, language, self.secret()),
            texts_sheet(report, language),
            definitions_sheet(report, language),
        ]
        return {
            "html": self.page(report, language, link).encode(),
            "csv": to_csv(figures),
            "xlsx": workbook(sheets),
        }

    def page(self, report: Report, language: str, link: str) -> str:
        """Write the page alone."""
        return page(report, language, console=self.console, link=link)

    def pictures(self, report: Report, language: str) -> Mapping[str, bytes]:
        """Draw the letter's pictures."""
        return letter_pictures(report, language)

    def letter(self, report: Report, language: str) -> dict[str, Any]:
        """Return the letter's values."""
        return letter_values(report, language, self.console)


@dataclass(frozen=True, slots=True)
class MailAlertWriter:
    """Writes for readers of the console at `console`."""

    console: str

    def alert(self, alert: Alert, language: str) -> dict[str, Any]:
        """Return the values of the letter `alert`."""
        return alert_data(alert, language, self.console)

    def alerts(self, alerts: Sequence[Alert], language: str) -> dict[str, Any]:
        """Return the values of the letter `alerts`."""
        return alerts_data(alerts, language, self.console)
