"""Plays `ReportWriter` and writes the alert's letter: the one place that knows all forms a report is handed out in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from aftersales.mail import formats
from aftersales.mail.report_letter import letter_data, pictures
from aftersales.mail.report_page import page
from aftersales.mail.words import words
from aftersales.mail.workbook import workbook
from aftersales.metrics.figure import RecordRow
from aftersales.records.alert import Alert
from aftersales.reports.sheets import to_csv
from aftersales.reports.tables import definitions_sheet, figures_sheet, records_sheet
from aftersales.reports.weekly import WeeklyReport


@dataclass(frozen=True, slots=True)
class MailReportWriter:
    """Writes for readers of the console at `console`."""

    console: str

    def files(
        self, report: WeeklyReport, rows: Sequence[tuple[str, RecordRow]], language: str, link: str
    ) -> Mapping[str, bytes]:
        """Write page, CSV and workbook."""
        figures = figures_sheet(report, language)
        sheets = [figures, records_sheet(rows, language), definitions_sheet(language)]
        return {
            "html": page(report, language, console=self.console, link=link).encode(),
            "csv": to_csv(figures),
            "xlsx": workbook(sheets),
        }

    def pictures(self, report: WeeklyReport, language: str) -> Mapping[str, bytes]:
        """Draw the letter's pictures."""
        return pictures(report, language)

    def letter(
        self, report: WeeklyReport, language: str, pictures: Sequence[str], link: str
    ) -> dict[str, Any]:
        """Return the letter's values."""
        return letter_data(report, language, files=list(pictures), console=self.console, link=link)

    def alert(self, alert: Alert, language: str) -> dict[str, Any]:
        """Return the values of the letter `return_rate_alert`."""
        first, last = date.fromisoformat(alert.first_day), date.fromisoformat(alert.last_day)
        until = last - timedelta(days=1)
        query = urlencode({"week": f"{first.isoformat()}..{until.isoformat()}", "sku": alert.sku})
        return {
            "sku": alert.sku,
            "title": alert.title or "",
            "value": formats.share(alert.value),
            "low": formats.share(alert.low),
            "high": formats.share(alert.high),
            "threshold": formats.share(alert.threshold),
            "numerator": formats.count(alert.numerator),
            "denominator": formats.count(alert.denominator),
            "first_day": formats.day(first, language),
            "last_day": formats.day(until, language),
            "cause": words(language)["cause_names"].get(alert.cause, alert.cause or ""),
            "cause_units": alert.cause_units,
            "address": f"{self.console}/figures/{alert.metric}?{query}",
        }
