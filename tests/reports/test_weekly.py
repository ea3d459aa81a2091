"""The weekly report holds what its readers were promised."""

from aftersales.metrics.figure import Maturity, Reason
from aftersales.reports.shape import Products, Report, Trend, Voices
from aftersales.reports.weekly import HEADLINES


def _the(kind: type, report: Report) -> object:
    return next(section for section in report.sections if isinstance(section, kind))


def test_the_report_holds_the_headlines_with_their_change(weekly: Report) -> None:
    """Return, refund, exchange, negative reviews, satisfaction or why not, first response."""
    assert tuple(line.figure.metric for line in weekly.headlines) == HEADLINES
    satisfaction = weekly.headlines[4].figure
    assert (satisfaction.value, satisfaction.reason) == (None, Reason.NO_SURVEYS)
    assert all(
        line.change and line.change.before.period == weekly.period.previous for line in weekly.headlines
    )


def test_the_report_says_that_its_week_is_young(weekly: Report) -> None:
    """Made on Monday, it is provisional; thirteen mature weeks stand beside the young one."""
    assert weekly.maturity == (Maturity.LATE_FACTS, Maturity.RETURN_WINDOW)
    trend = _the(Trend, weekly)
    assert isinstance(trend, Trend)
    assert trend.note is not None
    assert (trend.note.figure.maturity, trend.note.figure.period.days) == ((), 91)
    assert [line.figure.period.label for line in trend.lines][-2:] == ["2026-W45", "2026-W46"]
    assert len(trend.lines) == 12


def test_the_report_ranks_products_and_causes(weekly: Report) -> None:
    """Five products at most, five causes at most, each cause of the top with what customers said."""
    products, voices = _the(Products, weekly), _the(Voices, weekly)
    assert isinstance(products, Products)
    assert isinstance(voices, Voices)
    assert products.ranked[0].sku == "JKT-ARCTIC-M"
    assert len(products.ranked) == 5
    assert len(voices.causes) == 5
    assert all(spoken.line.figure.numerator for spoken in voices.causes)
    assert voices.causes[0].quotes


def test_a_report_is_a_record(weekly: Report) -> None:
    """It survives being written as JSON and read again, byte for byte."""
    text = weekly.model_dump_json()
    assert Report.model_validate_json(text).model_dump_json() == text
