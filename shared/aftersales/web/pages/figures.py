"""A number opens its rows: the very records that a figure is the sum of, on a page and as a file."""

from collections.abc import Collection, Iterator, Sequence
from urllib.parse import urlencode

from aftersales.accounts.access import ANALYSTS
from aftersales.accounts.colleagues import colleagues
from aftersales.desk.figures import Figures
from aftersales.desk.insight import line_periods
from aftersales.desk.questions import Question
from aftersales.metrics.catalogue import contract
from aftersales.metrics.contract import Contract, Form
from aftersales.metrics.figure import RecordRow
from aftersales.records.workspace import Member
from aftersales.web.http import Response
from aftersales.web.pages.insight import asked, part_names
from aftersales.web.panels import Painter
from aftersales.web.part_names import PartNames
from aftersales.web.restated import restated
from aftersales.web.spreadsheets import csv_file, xlsx_file
from aftersales.web.visit import Visit

PAGE = 100
EXPORTED_AT_ONCE = 5_000
MOST_EXPORTED = 20_000
MOST_DIGITS = 7
"""Of an offset: no figure has more records that anybody pages through."""
_FRAME = ("entity", "label", "at", "numerator", "denominator", "key")
_VALUES = frozenset({Form.DURATION, Form.MEAN})
"""Forms whose rows carry a value each, not parts of a quotient."""


def page(visit: Visit) -> Response:
    """Show a figure, its contract, its course and a page of its records."""
    metric = contract(visit.names["metric"])
    question, figures = asked(visit), _figures(visit)
    period, filters = question.period, question.filters
    offset = _offset(visit.request.query.get("offset", ""))
    members = visit.rooms.workspaces.members(visit.workspace)
    found = figures.rows(metric.name, period, filters, limit=PAGE + 1, offset=offset)
    rows = colleagues(visit.member, members).rows(found)
    names = _names(visit, members, figures, {filters.sku, *(row.sku for row in rows)})
    painter = Painter(question, visit.values, names)
    (compared,) = figures.comparisons([(metric.name, filters)], period, against=question.against.value)
    return visit.show(
        "figure.html",
        metric=metric,
        line=painter.headline(compared),
        course=painter.over_time(figures.series(metric.name, line_periods(period), filters)),
        names=names,
        question=question,
        restated=restated(
            figures.restatements(period), {metric.name}, visit.settings.zone, visit.values, matured=True
        ),
        chips=[
            (names.dimension(name), names.of(name, value), painter.rows(metric.name, **{name: None}))
            for name, value in filters.given.items()
        ],
        dimensions=[one for one in metric.dimensions if one not in filters.given],
        has_values=metric.form in _VALUES,
        rows=rows[:PAGE],
        may_export=ANALYSTS.allows(visit.member),
        exports=[
            (kind, f"/figures/{metric.name}/rows.{kind}?{urlencode(question.fields())}")
            for kind in ("csv", "xlsx")
        ],
        earlier=painter.rows(metric.name, period=period.previous.label),
        preceding=_before(painter, metric.name, offset),
        following=painter.rows(metric.name, offset=str(offset + PAGE)) if len(rows) > PAGE else None,
    )


def _names(
    visit: Visit, members: Sequence[Member], figures: Figures, skus: Collection[str | None]
) -> PartNames:
    shown = {sku for sku in skus if sku}
    connections = visit.rooms.workspaces.connections(visit.workspace)
    return part_names(visit, members, connections, figures.titles(shown))


def _before(painter: Painter, metric: str, offset: int) -> str | None:
    """The address of the page before; the first one's has no offset, and nothing comes before it."""
    before = str(offset - PAGE) if offset > PAGE else None
    return painter.rows(metric, offset=before) if offset else None


def export_csv(visit: Visit) -> Response:
    """Hand out all records of a figure as CSV: the same query as the page, to the end."""
    metric, question = contract(visit.names["metric"]), asked(visit)
    return csv_file(_name(metric, question), _columns(metric), _cells(visit, metric, question))


def export_xlsx(visit: Visit) -> Response:
    """Hand out the same records as a workbook."""
    metric, question = contract(visit.names["metric"]), asked(visit)
    rows = _cells(visit, metric, question)
    return xlsx_file(visit.rooms.workbook, _name(metric, question), _columns(metric), rows)


def _figures(visit: Visit) -> Figures:
    return visit.rooms.figures_of(visit.settings, visit.request.now)


def _name(metric: Contract, question: Question) -> str:
    return f"{metric.name}-{question.period.label}"


def _columns(metric: Contract) -> tuple[str, ...]:
    return (*_FRAME, *metric.dimensions)


def _cells(visit: Visit, metric: Contract, question: Question) -> Iterator[list[object]]:
    columns = _columns(metric)
    known = colleagues(visit.member, visit.rooms.workspaces.members(visit.workspace))
    for row in known.rows(_all_rows(_figures(visit), metric.name, question)):
        yield [getattr(row, name) for name in columns]


def _all_rows(figures: Figures, name: str, question: Question) -> Iterator[RecordRow]:
    for offset in range(0, MOST_EXPORTED, EXPORTED_AT_ONCE):
        rows = figures.rows(name, question.period, question.filters, limit=EXPORTED_AT_ONCE, offset=offset)
        yield from rows
        if len(rows) < EXPORTED_AT_ONCE:
            return


def _offset(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else 0
