"""What the weekly report's letter says: the headline figures in words, and the pictures that mail clients show inline."""

from typing import Any

from aftersales.mail.drawing import png
from aftersales.mail.report_page import charts
from aftersales.mail.report_view import Speaker, changes
from aftersales.metrics.charts import LIGHT
from aftersales.reports.weekly import WeeklyReport

_PICTURES = ("trend", "causes")
_WIDTH = 584


def pictures(report: WeeklyReport, language: str) -> dict[str, bytes]:
    """Draw the letter's pictures: file name → PNG. Mail clients show no SVG, and dark ones leave pictures as they are."""
    specs = charts(report, language, LIGHT, _WIDTH, has_notes=True)
    return {f"{name}-{language}.png": png(specs[name]) for name in _PICTURES if name in specs}


def letter_data(
    report: WeeklyReport, language: str, *, files: list[str], console: str, link: str
) -> dict[str, Any]:
    """Return the values of the letter `weekly_report`; `files` are the names of the pictures that go with it."""
    speaker = Speaker(report, language, console)
    cards = [speaker.card(compared) for compared in report.headlines]
    return {
        "name": report.name,
        "week": report.period.label,
        "days": speaker.days(report.period),
        "changes": changes(speaker),
        "rows": [
            {
                "title": card.title,
                "value": card.value,
                "made_of": card.made_of,
                "basis": card.basis,
                "change": card.change,
                "difference": card.difference,
            }
            for card in cards
        ],
        "pictures": [{"name": file.split("-")[0], "file": file} for file in files],
        "provisional": report.made_at.isoformat() if report.maturity else "",
        "link": f"{link}?lang={language}",
    }
