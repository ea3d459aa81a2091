"""The weekly report holds what its readers were promised."""

from aftersales.metrics.figure import Maturity, Reason
from aftersales.reports.weekly import HEADLINES, WeeklyReport


def test_the_report_holds_the_headlines_with_their_change(weekly: WeeklyReport) -> None:
    """Return, refund, exchange, negative reviews, satisfaction or why not, first response."""
    assert tuple(compared.figure.metric for compared in weekly.headlines) == HEADLINES
    satisfaction = weekly.headlines[4].figure
    assert (satisfaction.value, satisfaction.reason) == (None, Reason.NO_SURVEYS)
    assert all(compared.change.before.period == weekly.period.previous for compared in weekly.headlines)


def test_the_report_says_that_its_week_is_young(weekly: WeeklyReport) -> None:
    """Made on Monday, it is provisional; thirteen mature weeks stand beside the young one."""
    assert weekly.maturity == (Maturity.LATE_FACTS, Maturity.RETURN_WINDOW)
    assert not weekly.mature.maturity
    assert weekly.mature.period.days == 91
    assert [figure.period.label for figure in weekly.trend][-2:] == ["2026-W45", "2026-W46"]
    assert len(weekly.trend) == 12


def test_the_report_ranks_products_and_causes(weekly: WeeklyReport) -> None:
    """Five products at most, three causes at most, each cause of the top with what customers said."""
    assert weekly.products[0].sku == "JKT-ARCTIC-M"
    assert len(weekly.products) == 5
    assert len(weekly.top_causes) == 3
    assert all(section.ranked.figure.numerator for section in weekly.top_causes)
    assert weekly.top_causes[0].quotes


def test_a_report_is_a_record(weekly: WeeklyReport) -> None:
    """It survives being written as JSON and read again, byte for byte."""
    text = weekly.model_dump_json()
    assert WeeklyReport.model_validate_json(text).model_dump_json() == text
