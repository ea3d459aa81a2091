"""Every kind of report: its sections, its period, what it is narrowed to, and what it leaves out."""

from dataclasses import replace

import pytest

from aftersales.metrics.catalogue import CONTRACTS
from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.figure import Filters
from aftersales.metrics.period import Period, last_whole, named
from aftersales.records.errors import RejectedError
from aftersales.records.report import ReportKind
from aftersales.reports.editing import edit
from aftersales.reports.shape import Breakdown, Evidence, Headlines, Order, Parts, Report, Trend
from aftersales.reports.subscriptions import grain
from tests.reports.sample import NOW

SUPPLIER = {"Ningbo Textile": ("JKT-ARCTIC-M", "SWT-MERINO-GR")}
OCTOBER = named("2026-10", "Asia/Shanghai")


def order(kind: ReportKind, **more: object) -> Order:
    """An order of a kind, with a subject where it needs one."""
    subject = {ReportKind.CAUSES: "JKT-ARCTIC-M", ReportKind.SUPPLIER: "Ningbo Textile"}.get(kind, "")
    return Order(kind=kind, subject=subject).having(**more)


def made(quarter: Evaluator, wanted: Order, period: Period | None = None) -> Report:
    """A report of the sample's shop, which has a supplier of textiles."""
    settings = quarter.settings.having(suppliers=SUPPLIER)
    return edit(
        replace(quarter, settings=settings),
        wanted,
        period or last_whole(grain(wanted.kind), NOW, "Asia/Shanghai"),
    )


@pytest.mark.parametrize("kind", list(ReportKind))
def test_every_kind_has_something_to_say(quarter: Evaluator, kind: ReportKind) -> None:
    """Figures of known contracts only, each section with something in it, the period of its kind."""
    report = made(quarter, order(kind))
    assert report.period.kind is grain(kind)
    assert report.lines
    assert {line.figure.metric for line in report.lines} <= set(CONTRACTS)
    titles = [(section.title, getattr(section, "of", "")) for section in report.sections]
    assert len(set(titles)) == len(titles)


def test_the_monthly_report_looks_a_month_and_a_year_back(quarter: Evaluator) -> None:
    """Each headline stands against the month before and the same month a year before; thirteen months in the trend."""
    report = made(quarter, order(ReportKind.MONTHLY), OCTOBER)
    for line in report.headlines:
        assert line.change is not None
        assert line.change.before.period.label == "2026-09"
        assert line.year is not None
        assert line.year.before.period.label == "2025-10"
    (trend,) = (section for section in report.sections if isinstance(section, Trend))
    assert [line.figure.period.label for line in trend.lines][::12] == ["2025-10", "2026-10"]
    by = {section.by for section in report.sections if isinstance(section, Breakdown)}
    assert {"platform", "store", "market"} <= by


def test_the_cause_report_is_about_its_product_alone(quarter: Evaluator) -> None:
    """Every figure is narrowed to the product; the records are its negative reviews."""
    report = made(quarter, order(ReportKind.CAUSES), OCTOBER)
    assert all(line.filters.sku == "JKT-ARCTIC-M" for line in report.lines)
    (evidence,) = (section for section in report.sections if isinstance(section, Evidence))
    assert evidence.rows
    assert all(opened.row.numerator and opened.row.sku == "JKT-ARCTIC-M" for opened in evidence.rows)
    assert report.opened == (
        ("neg_review_rate.by_review", Filters(sku="JKT-ARCTIC-M")),
        ("return_rate.units.by_order", Filters(sku="JKT-ARCTIC-M")),
    )


def test_the_dossier_sets_a_suppliers_products_side_by_side(quarter: Evaluator) -> None:
    """A row per product, and for each product its causes and its returns record by record."""
    report = made(quarter, order(ReportKind.SUPPLIER), OCTOBER)
    (table,) = (section for section in report.sections if isinstance(section, Breakdown))
    assert table.keys == SUPPLIER["Ningbo Textile"]
    for sku in SUPPLIER["Ningbo Textile"]:
        (causes,) = (one for one in report.sections if isinstance(one, Parts) and one.of == sku)
        (evidence,) = (one for one in report.sections if isinstance(one, Evidence) and one.of == sku)
        assert sum(line.figure.numerator or 0 for line in causes.lines) + causes.rest == sum(
            opened.row.numerator for opened in evidence.rows
        )


def test_a_product_can_be_asked_for_without_a_supplier(quarter: Evaluator) -> None:
    """A subject that is no supplier's name is taken as a SKU: then its key figures stand at the top."""
    report = made(quarter, order(ReportKind.SUPPLIER, subject="LMP-HALO"), OCTOBER)
    assert isinstance(report.sections[0], Headlines)
    assert {line.filters.sku for line in report.lines} == {"LMP-HALO"}


@pytest.mark.parametrize("kind", [ReportKind.CAUSES, ReportKind.SUPPLIER])
def test_a_report_of_nothing_is_refused(quarter: Evaluator, kind: ReportKind) -> None:
    """A cause report without product, a dossier without supplier."""
    with pytest.raises(RejectedError, match="report_needs_subject"):
        made(quarter, order(kind, subject=""))


def test_a_narrowed_report_shows_only_what_can_be_narrowed(quarter: Evaluator) -> None:
    """One market: the return rate is that market's; what is not counted by market is left out, not shown as a dash."""
    everything, german = (
        made(quarter, order(ReportKind.WEEKLY, filters=filters))
        for filters in (Filters(), Filters(market="DE"))
    )
    assert german.headlines[0].figure.denominator < everything.headlines[0].figure.denominator
    assert all("market" in CONTRACTS[line.figure.metric].dimensions for line in german.headlines)
    assert len(german.headlines) < len(everything.headlines)
