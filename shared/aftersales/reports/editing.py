"""Puts a report together: its kind says which sections, everything else is the same for all."""

from collections.abc import Callable, Iterator, Mapping

from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.figure import Filters
from aftersales.metrics.period import Period
from aftersales.records.errors import RejectedError
from aftersales.records.report import ReportKind
from aftersales.records.workspace import Settings
from aftersales.reports.asking import Asking
from aftersales.reports.causes import causes_sections
from aftersales.reports.daily import daily_sections
from aftersales.reports.monthly import monthly_sections
from aftersales.reports.shape import Evidence, Order, Report, Restated, Section, Voices
from aftersales.reports.supplier import supplier_sections
from aftersales.reports.weekly import HEADLINES, weekly_sections

_SECTIONS: Mapping[ReportKind, Callable[[Asking], tuple[Section, ...]]] = {
    ReportKind.DAILY: daily_sections,
    ReportKind.WEEKLY: weekly_sections,
    ReportKind.MONTHLY: monthly_sections,
    ReportKind.CAUSES: causes_sections,
}

_RECORDS: Mapping[ReportKind, tuple[str, ...]] = {
    ReportKind.DAILY: ("first_response", "neg_review_rate.by_review"),
    ReportKind.WEEKLY: HEADLINES,
    ReportKind.MONTHLY: HEADLINES,
    ReportKind.CAUSES: ("neg_review_rate.by_review", "return_rate.units.by_order"),
    ReportKind.SUPPLIER: ("return_rate.units.by_order", "neg_review_rate.by_review"),
}
"""Whose records the workbook lists."""

_ALWAYS = frozenset({"products", "causes"})


def edit(evaluator: Evaluator, order: Order, period: Period) -> Report:
    """Collect the report that is wanted; RejectedError `report_needs_subject` where no product or supplier is named."""
    settings = evaluator.settings
    skus = products_of(order, settings)
    asking = Asking(evaluator=evaluator, period=period, filters=order.filters)
    return Report(
        workspace=settings.workspace,
        name=settings.name,
        zone=settings.zone,
        language=settings.language,
        order=order,
        period=period,
        made_at=evaluator.as_of,
        threshold=settings.return_rate_alert,
        minimum_units=settings.minimum_units,
        own_causes=settings.own_causes,
        currency=settings.reporting_currency,
        sections=tuple(section for section in _sections(asking, order, skus) if _says_something(section)),
        opened=tuple(_opened(order, skus)),
    )


def products_of(order: Order, settings: Settings) -> tuple[str, ...]:
    """Return the products that a report is about: a supplier's, or the one that is named; none for a report of everything."""
    if not order.kind.needs_subject:
        return ()
    if not order.subject:
        raise RejectedError("report_needs_subject")
    return settings.suppliers.get(order.subject, (order.subject,))


def _sections(asking: Asking, order: Order, skus: tuple[str, ...]) -> tuple[Section, ...]:
    if order.kind is ReportKind.SUPPLIER:
        return supplier_sections(asking, skus)
    return _SECTIONS[order.kind](asking.narrowed(sku=skus[0]) if skus else asking)


def _opened(order: Order, skus: tuple[str, ...]) -> Iterator[tuple[str, Filters]]:
    for sku in skus or (order.filters.sku,):
        for metric in _RECORDS[order.kind]:
            yield metric, order.filters.having(sku=sku)


def _says_something(section: Section) -> bool:
    """A weekly reader expects each section, also an empty one, which says so; of the rest an empty one is left out."""
    if isinstance(section, Evidence):
        return bool(section.rows)
    if isinstance(section, Restated):
        return bool(section.changed)
    if isinstance(section, Voices):
        return any(spoken.quotes for spoken in section.causes)
    return bool(section.lines) or section.title in _ALWAYS
