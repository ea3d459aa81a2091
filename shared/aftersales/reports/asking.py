"""Asks the figures for a report's sections. What a workspace's catalogue does not know, or no fact speaks of, is left out."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest

from aftersales.metrics.catalogue import CONTRACTS
from aftersales.metrics.compare import change
from aftersales.metrics.contract import Form
from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.figure import Figure, Filters, Reason, RecordRow, Unit
from aftersales.metrics.movers import movers
from aftersales.metrics.period import Period
from aftersales.metrics.quotes import Quote
from aftersales.metrics.ranking import product_figures, ranked_product
from aftersales.records.restatement import Restatement, RestatementCause
from aftersales.reports.names import RETURN_RATE
from aftersales.reports.shape import (
    Breakdown,
    Evidence,
    Line,
    Movers,
    Opened,
    Parts,
    Products,
    Restated,
    Spoken,
    Trend,
    Voices,
)

_PAGE = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Figures of one workspace and period, narrowed to `filters`."""

    evaluator: Evaluator
    period: Period
    filters: Filters

    def narrowed(self, **filters: str | None) -> "Asking":
        """Return the same questions about a part."""
        return Asking(evaluator=self.evaluator, period=self.period, filters=self.filters.having(**filters))

    def lines(self, names: Iterable[str], *, year: bool = False) -> tuple[Line, ...]:
        """Return metrics with their changes; with `year` also against the year before. Metrics unknown here are left out."""
        asked = [(name, self.filters) for name in names if name in CONTRACTS]
        now = self.evaluator.comparisons(asked, self.period)
        then = self.evaluator.comparisons(asked, self.period, against="year") if year else ()
        return tuple(
            Line(
                figure=compared.figure,
                change=compared.change,
                year=before.change if before else None,
                filters=self.filters,
            )
            for compared, before in zip_longest(now, then)
            # A report of one store does not show a dash for what is not counted by store.
            if compared.figure.reason is not Reason.NOT_BY_THIS_DIMENSION
        )

    def trend(self, name: str, periods: Iterable[Period]) -> Trend:
        """Return a metric over periods."""
        figures = self.evaluator.series(name, list(periods), self.filters)
        return Trend(lines=tuple(Line(figure=figure, filters=self.filters) for figure in figures))

    def parts(
        self, name: str, title: str, names: str = "", *, by: str = "part", is_large: bool = False
    ) -> Parts:
        """Return the parts of a share, biggest first, and how many have none; `by` cause tells leaves rather than branches."""
        figures = self._split(name, by)
        if names == "star_names":
            figures.sort(key=lambda figure: figure.key or "", reverse=True)
        return Parts(
            title=title,
            names=names,
            is_large=is_large,
            lines=tuple(
                Line(
                    figure=figure,
                    filters=self.filters.having(cause=figure.key) if names == "cause_names" else self.filters,
                )
                for figure in figures
                if figure.key is not None
            ),
            rest=int(sum(figure.numerator or 0 for figure in figures if figure.key is None)),
        )

    def leading(self, name: str, by: str = "cause", most: int = 3) -> tuple[Line, ...]:
        """Return the biggest parts of a share with their changes; what nobody named before had a share of nought."""
        column = "part" if by == "cause" else by
        keys = [figure.key for figure in self._split(name, column) if figure.key][:most]
        asked = [(name, self.filters.having(**{by: key})) for key in keys]
        found = self.evaluator.comparisons(asked, self.period) if asked else []
        return tuple(
            Line(figure=compared.figure.having(key=key), change=compared.change, filters=filters)
            for key, (_, filters), compared in zip(keys, asked, found, strict=True)
        )

    def products(self, period: Period, most: int = 5) -> Products:
        """Return the products most surely returned over `period`."""
        worst = product_figures(self.evaluator, period, self.filters)[:most]
        everything = self.evaluator.figure(RETURN_RATE, period, self.filters)
        return Products(
            period=period,
            ranked=tuple(ranked_product(self.evaluator, period, figure, everything) for figure in worst),
        )

    def breakdown(self, names: Sequence[str], by: str, title: str, most: int = 12) -> Breakdown:
        """Return metrics side by side for each value of a dimension, the value with most records of the first metric first."""
        known = [name for name in names if self._knows(name, by)]
        splits = self.evaluator.splits(known, self.period, by, self.filters)
        found = [figure for name in known for figure in splits[name] if figure.key]
        keys = list(dict.fromkeys(figure.key for figure in sorted(found, key=lambda one: -one.denominator)))
        return Breakdown(
            title=title,
            by=by,
            metrics=tuple(known),
            lines=tuple(
                Line(figure=figure, filters=self.filters.having(**{by: key}))
                for key in keys[:most]
                for figure in found
                if figure.key == key
            ),
        )

    def movers(self, names: Sequence[str], by: str) -> Movers:
        """Return where metrics moved beyond chance against the period before, p adjusted for the family, fastest first.

        The ranking is of the whole workspace: a narrowed report has none.
        """
        found: list[Line] = []
        for name in names if not self.filters.given else ():
            if not self._knows(name, by) or CONTRACTS[name].form is not Form.PROPORTION:
                continue
            ranked = movers(self.evaluator, self.period, metric=name, by=by)
            found.extend(
                Line(
                    figure=mover.figure,
                    change=change(mover.figure, mover.before, self.evaluator.draw),
                    filters=Filters(**{by: mover.key}),
                )
                for mover in ranked.fastest
                if mover.before is not None
            )
        return Movers(by=by, lines=tuple(found))

    def voices(self, lines: Sequence[Line], title: str = "top_causes", count: int = 2) -> Voices:
        """Return what customers said about causes."""
        return Voices(
            title=title,
            causes=tuple(
                Spoken(
                    cause=line.figure.key or "", line=line, quotes=self.quotes(line.figure.key or "", count)
                )
                for line in lines
            ),
        )

    def quotes(self, cause: str, count: int) -> tuple[Quote, ...]:
        """Return the clearest passages about a cause."""
        return tuple(self.evaluator.quotes(self.period, cause, self.filters, count))

    def evidence(self, name: str, most: int, keep: Callable[[RecordRow], bool]) -> Evidence:
        """Return the newest records behind a metric that `keep` wants, and how many were left out."""
        wanted = [row for row in rows_of(self.evaluator, name, self.period, self.filters) if keep(row)]
        return Evidence(
            rows=tuple(Opened(metric=name, row=row) for row in wanted[:most]), left=max(0, len(wanted) - most)
        )

    def restated(self, metrics: Sequence[str], most: int = 12) -> Restated:
        """Return how weeks of the period before were restated since; that returns come in later is no news."""
        found = self.evaluator.restatements(self.period.previous) if not self.filters.given else ()
        wanted = [one for one in found if one.metric in metrics and _is_news(one)]
        return Restated(changed=tuple(wanted[:most]))

    def _split(self, name: str, by: str) -> list[Figure]:
        if not self._knows(name, by):
            return []
        return list(self.evaluator.split(name, self.period, by, self.filters))

    def _knows(self, name: str, by: str = "part") -> bool:
        contract = CONTRACTS.get(name)
        return contract is not None and (by == "part" or by in contract.dimensions)


def _is_news(one: Restatement) -> bool:
    """Tell whether a report's reader was told otherwise: business hours stand in none, and a share of amounts has no currency."""
    if one.cause is RestatementCause.CURRENCY:
        return one.metric in CONTRACTS and CONTRACTS[one.metric].unit is Unit.MONEY
    old = (one.old_numerator, one.old_denominator, one.old_tail)
    has_moved = old != (one.new_numerator, one.new_denominator, one.new_tail)
    return has_moved and one.cause is not RestatementCause.MATURED


def rows_of(
    evaluator: Evaluator, name: str, period: Period, filters: Filters, most: int = 20_000
) -> list[RecordRow]:
    """Return the records behind a figure, newest first, page by page; a reader of more asks the lake itself."""

    def every() -> Iterable[RecordRow]:
        for offset in range(0, most, _PAGE):
            rows = evaluator.rows(name, period, filters, limit=_PAGE, offset=offset)
            yield from rows
            if len(rows) < _PAGE:
                return

    return list(islice(every(), most))
