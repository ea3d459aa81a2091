"""What a report's letter says: the headline figures in words, and the pictures that mail clients show inline."""

from typing import Any

from aftersales.mail.drawing import png
from aftersales.mail.report_charts import charts
from aftersales.mail.report_view import Speaker, changes
from aftersales.metrics.chart_style import LIGHT
from aftersales.reports.shape import Report

_MOST = 2
_WIDTH = 584


def letter_pictures(report: Report, language: str) -> dict[str, bytes]:
    """Draw the letter's pictures: file name → PNG. Mail clients show no SVG, and dark ones leave pictures as they are."""
    specs = charts(report, language, LIGHT, _WIDTH, has_notes=True)
    return {f"{place:02}-{language}.png": png(spec) for place, spec in list(specs.items())[:_MOST]}


def letter_values(report: Report, language: str, console: str) -> dict[str, Any]:
    """Return the values of the letter `report`, without what belongs to one reader: the link, and the way to stop it."""
    speaker = Speaker(report, language, console)
    specs = charts(report, language, LIGHT, _WIDTH)
    return {
        "heading": speaker.kind("kinds"),
        "name": speaker.heading(),
        "days": speaker.days(report.period),
        "narrowed": speaker.narrowed(),
        "changes": changes(speaker),
        "rows": [
            {
                "title": card.title,
                "value": card.value,
                "made_of": card.made_of,
                "basis": card.basis,
                "change": card.change,
                "difference": card.difference,
                "year": card.year,
            }
            for card in map(speaker.card, report.headlines)
        ],
        "pictures": [
            {
                "title": speaker.term("sections", report.sections[place].title),
                "file": f"{place:02}-{language}.png",
            }
            for place in list(specs)[:_MOST]
        ],
        "provisional": report.made_at.isoformat() if report.maturity else "",
    }
