"""A number opens its rows: the very records that a figure is the sum of, on a page and as a file."""

from collections.abc import Iterator
from urllib.parse import urlencode

from aftersales.accounts.access import ANALYSTS
from aftersales.desk.figures import Figures
from aftersales.metrics.catalogue import contract
from aftersales.metrics.figure import Filters, RecordRow
from aftersales.metrics.period import Period, last_whole_week, named
from aftersales.web.charts import interval_bar
from aftersales.web.http import Response
from aftersales.web.spreadsheets import csv_file
from aftersales.web.visit import Visit

PAGE = 100
EXPORTED_AT_ONCE = 500
MOST_EXPORTED = 20_000
_EXPORTED = ("entity", "label", "at", "numerator", "denominator", "key", "sku", "store", "market", "platform")
HIGHEST_OFFSET = 1_000_000


def page(visit: Visit) -> Response:
    """Show a figure, its contract and a page of its records."""
    metric = contract(visit.names["metric"])
    figures, period, filters = _asked(visit)
    offset = _offset(visit.request.query.get("offset", ""))
    rows = figures.rows(metric.name, period, filters, limit=PAGE + 1, offset=offset)
    base = {"week": period.label, **filters.given}
    figure = figures.figure(metric.name, period, filters)
    return visit.show(
        "figure.html",
        metric=metric,
        figure=figure,
        bar=interval_bar(figure),
        may_export=ANALYSTS.allows(visit.member),
        period=period,
        filters=filters,
        rows=rows[:PAGE],
        export=f"/figures/{metric.name}/rows.csv?{urlencode(base)}",
        earlier=f"/figures/{metric.name}?{urlencode({**base, 'week': period.previous.label})}",
        following=f"/figures/{metric.name}?{urlencode({**base, 'offset': offset + PAGE})}"
        if len(rows) > PAGE
        else None,
    )


def export(visit: Visit) -> Response:
    """Hand out all records of a figure: the same query as the page, to the end."""
    metric = contract(visit.names["metric"])
    figures, period, filters = _asked(visit)
    rows = (
        [getattr(row, name) for name in _EXPORTED] for row in _all_rows(figures, metric.name, period, filters)
    )
    return csv_file(f"{metric.name}-{period.label}", _EXPORTED, rows)


def _all_rows(figures: Figures, name: str, period: Period, filters: Filters) -> Iterator[RecordRow]:
    for offset in range(0, MOST_EXPORTED, EXPORTED_AT_ONCE):
        rows = figures.rows(name, period, filters, limit=EXPORTED_AT_ONCE, offset=offset)
        yield from rows
        if len(rows) < EXPORTED_AT_ONCE:
            return


def _asked(visit: Visit) -> tuple[Figures, Period, Filters]:
    query, settings, now = visit.request.query, visit.settings, visit.request.now
    wanted = query.get("week")
    period = named(wanted, settings.zone) if wanted else last_whole_week(now, settings.zone)
    filters = Filters(**{name: query[name] for name in Filters.model_fields if query.get(name)})
    return visit.rooms.figures_of(settings, now), period, filters


def _offset(text: str) -> int:
    return min(int(text), HIGHEST_OFFSET) if text.isascii() and text.isdecimal() else 0
