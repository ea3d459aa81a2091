"""The API's figures: lines for BI tools, records behind them, movers, and what each metric means."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Annotated, Protocol

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from aftersales.accounts.colleagues import Colleagues, colleagues, everybody
from aftersales.cases.stores import WorkspaceStore
from aftersales.desk.figures import Figures, FiguresOf
from aftersales.desk.questions import Against
from aftersales.metrics.catalogue import CONTRACTS, contract
from aftersales.metrics.figure import Filters
from aftersales.metrics.movers import Movers
from aftersales.metrics.period import Period
from aftersales.records.errors import RejectedError
from aftersales.records.workspace import Settings
from aftersales.reports.sheets import Sheet, to_csv
from aftersales.web.api_answers import FigureLine, FigureRows, Metric, figure_line, figure_rows, metric_of
from aftersales.web.api_asking import Asked, AskedLines, AskedMovers, AskedRows, periods_of
from aftersales.web.api_caller import Caller

_MOST_LINES = 5_000
_MOST_QUESTIONS = 62
"""Periods that one call may split by a dimension, each a question of its own: two months by day, five years by month."""


class MoversOf(Protocol):
    """Ranks the parts of a metric."""

    def __call__(self, settings: Settings, now: datetime, period: Period, *, metric: str, by: str) -> Movers:
        """RejectedError if the metric is unknown or not counted that way."""


class FigureOperations:
    """The operations on figures; `caller` tells who is calling."""

    def __init__(
        self,
        workspaces: WorkspaceStore,
        figures_of: FiguresOf,
        movers_of: MoversOf,
        caller: Callable[[], Caller],
    ) -> None:
        """Remember the collaborators; nothing is read yet."""
        self._workspaces = workspaces
        self._figures_of = figures_of
        self._movers_of = movers_of
        self._caller = caller

    def metrics(self) -> list[Metric]:
        """List the metrics: names, formulas and date bases in both languages, units, dimensions, smallest n."""
        return [metric_of(one) for one in CONTRACTS.values()]

    def figures(self, *, asked: Annotated[AskedLines, Query()]) -> list[FigureLine]:
        """Read figures as lines: of several metrics, by a dimension, by days, weeks, months or quarters, each with its interval."""
        return list(self._lines(asked))

    def figures_csv(self, *, asked: Annotated[AskedLines, Query()]) -> Response[str]:
        """Read the same lines as CSV, for Excel and other tools that read tables from an address."""
        rows = tuple(tuple(line.cells) for line in self._lines(asked))
        sheet = Sheet(name="figures", head=tuple(FigureLine.model_fields), rows=rows)
        return Response(status_code=200, content_type="text/csv; charset=utf-8", body=to_csv(sheet).decode())

    def figure(self, *, metric: Annotated[str, Path()], asked: Annotated[AskedRows, Query()]) -> FigureRows:
        """Read a figure (by default of the last whole week) with a page of the records that it is the sum of."""
        caller, settings = self._asker(asked)
        question = asked.question(caller.now, settings.zone)
        self._look_at_people(caller, None, question.filters)
        figures = self._figures_of(settings, caller.now)
        rows = figures.rows(
            metric, question.period, question.filters, limit=asked.limit + 1, offset=asked.offset
        )
        figure = figures.figure(metric, question.period, question.filters)
        return figure_rows(figure, self._people(caller).rows(rows), asked.offset, asked.limit)

    def movers(self, *, asked: Annotated[AskedMovers, Query()]) -> Movers:
        """Rank the parts of a metric: the surely worst, the biggest impact, and those that grew beyond chance (adjusted p)."""
        caller, settings = self._asker(asked)
        self._look_at_people(caller, asked.by, Filters())
        if asked.by not in contract(asked.metric).dimensions:
            raise RejectedError("not_by_this_dimension")
        question = asked.question(caller.now, settings.zone)
        if question.filters.given or question.against is not Against.PREVIOUS:
            # The ranking is of the whole workspace against the period before: nothing asked is passed over.
            raise RejectedError("unknown_parameter")
        return self._movers_of(settings, caller.now, question.period, metric=asked.metric, by=asked.by)

    def _lines(self, asked: AskedLines) -> Iterator[FigureLine]:
        caller, settings = self._asker(asked)
        question = asked.question(caller.now, settings.zone)
        self._look_at_people(caller, asked.by, question.filters)
        periods = periods_of(question.period, asked.grain)
        names = [contract(name).name for name in asked.metric]
        if len(periods) * len(names) * (asked.top if asked.by else 1) > _MOST_LINES:
            raise RejectedError(
                "too_many_lines", _narrower(len(periods), len(names), asked.top if asked.by else 1)
            )
        if asked.by and len(periods) > _MOST_QUESTIONS:
            raise RejectedError(
                "too_many_questions",
                f"{len(periods)} {asked.grain}s by {asked.by}, at most {_MOST_QUESTIONS}: choose a shorter period, a coarser grain,"
                " or leave `by` out",
            )
        figures = self._figures_of(settings, caller.now)
        if asked.by:
            yield from _split_lines(figures, names, periods, question.filters, asked)
        elif asked.grain:
            for name in names:
                series = figures.series(name, periods, question.filters)
                yield from (figure_line(figure) for figure in series)
        else:
            pairs = [(name, question.filters) for name in names]
            compared = figures.comparisons(pairs, question.period, against=question.against.value)
            yield from (figure_line(one.figure, one.change) for one in compared)

    def _asker(self, asked: Asked) -> tuple[Caller, Settings]:
        """A misspelt filter must not be passed over: the table would be right for another question."""
        caller = self._caller()
        if caller.names - asked.names():
            raise RejectedError("unknown_parameter")
        return caller, self._workspaces.settings(caller.workspace)

    @staticmethod
    def _look_at_people(caller: Caller, by: str | None, filters: Filters) -> None:
        """Colleagues' figures are for those who may see them in the console too; everybody may ask for their own."""
        is_own = caller.person is not None and filters.agent == caller.person.email
        if (by == "agent" or (filters.agent and not is_own)) and not caller.sees_people:
            raise RejectedError("not_allowed")

    def _people(self, caller: Caller) -> Colleagues:
        if caller.person is None:
            return everybody()
        return colleagues(caller.person, self._workspaces.members(caller.workspace))


def _narrower(periods: int, metrics: int, top: int) -> str:
    return (
        f"{periods} periods x {metrics} metrics x {top} parts, at most {_MOST_LINES} lines: choose a shorter period,"
        " a coarser grain, fewer metrics or a smaller `top`"
    )


def _split_lines(
    figures: Figures, names: Sequence[str], periods: Sequence[Period], filters: Filters, asked: AskedLines
) -> Iterator[FigureLine]:
    by = asked.by or "part"
    if not any(by == "part" or by in CONTRACTS[name].dimensions for name in names):
        raise RejectedError("not_by_this_dimension")
    for period in periods:
        splits = figures.splits(names, period, by, filters)
        for name in names:
            known = [figure for figure in splits.get(name, ()) if figure.key is not None]
            yield from (figure_line(figure, by=by) for figure in known[: asked.top])
