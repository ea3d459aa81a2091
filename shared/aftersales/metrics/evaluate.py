"""Turns contracts into figures. Python divides; the lake only sums, over the very rows that a drill-down lists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from aftersales.metrics.catalogue import contract as contract_of
from aftersales.metrics.compare import Compared, change
from aftersales.metrics.contract import Contract, Form, Lake
from aftersales.metrics.figure import Figure, Filters, Maturity, Reason, RecordRow
from aftersales.metrics.period import Period
from aftersales.metrics.statistics import Draw, Interval, median_interval, quantile, wilson
from aftersales.records.record import Instant
from aftersales.records.workspace import Settings

_GRACE = timedelta(hours=72)
"""So long after its end a period may still receive late facts as a matter of course."""

_COLUMNS = {"sku": "sku", "store": "store", "market": "market", "platform": "platform", "cause": "part"}
_ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluator:
    """Answers for one workspace as of one moment.

    `complete_through` is how far the slowest connection has come; `draw` is the chance that medians are resampled with.
    """

    lake: Lake
    settings: Settings
    as_of: Instant
    draw: Draw
    complete_through: Instant | None = None

    def at(self, as_of: Instant) -> "Evaluator":
        """Return the same evaluator with the knowledge of another moment."""
        return replace(self, as_of=as_of)

    def figure(self, name: str, period: Period, filters: Filters | None = None) -> Figure:
        """Return one figure; without a denominator its value is None and says why."""
        contract, filters = contract_of(name), filters or Filters()
        if not _fits(contract, filters):
            return self._empty(contract, period).having(reason=Reason.NOT_BY_THIS_DIMENSION)
        if contract.form is Form.DURATION:
            return self._duration(contract, period, None, self.durations(name, period, filters))
        if contract.form is Form.SHARE:
            return self._share(contract, period, filters)
        sums = self._sums(contract, period, filters, "NULL")
        numerator, denominator = (sums[0]["numerator"], sums[0]["denominator"]) if sums else (0, 0)
        return self._quotient(contract, period, None, numerator, denominator)

    def compared(self, name: str, period: Period, filters: Filters | None = None) -> Compared:
        """Return a figure beside that of the period before, as it stood at the same age.

        Rates of orders grow while returns come in, so the earlier cohort is read with the knowledge of one period ago; otherwise
        a young week would always look better than the week before it.
        """
        earlier = self.at(self.as_of - timedelta(days=period.days))
        now = self.figure(name, period, filters)
        before = earlier.figure(name, period.previous, filters)
        hours: tuple[Sequence[float], Sequence[float]] | None = None
        if contract_of(name).form is Form.DURATION:
            hours = self.durations(name, period, filters), earlier.durations(name, period.previous, filters)
        return Compared(figure=now, change=change(now, before, self.draw, hours))

    def split(
        self, name: str, period: Period, by: str = "part", filters: Filters | None = None
    ) -> list[Figure]:
        """Return a figure per value of a column ('part', or a dimension), biggest first, then by key.

        A share is set against the denominator of all parts; what has no part is the figure whose key and value are None.
        """
        contract, filters = contract_of(name), filters or Filters()
        column = "part" if by == "part" else _COLUMNS[by]
        if not _fits(contract, filters) or (by != "part" and by not in contract.dimensions):
            return []
        if contract.form is Form.DURATION:
            return self._durations_by(contract, period, filters, column)
        sums = self._sums(contract, period, filters, column)
        total = sum(row["denominator"] for row in sums)
        figures = [
            self._quotient(contract, period, row["key"], row["numerator"], total)
            if contract.form is Form.SHARE
            else self._quotient(contract, period, row["key"], row["numerator"], row["denominator"])
            for row in sums
        ]
        return sorted(figures, key=lambda figure: (-(figure.numerator or 0), figure.key or ""))

    def rows(
        self, name: str, period: Period, filters: Filters | None = None, *, limit: int = 100, offset: int = 0
    ) -> list[RecordRow]:
        """Return a page of the records behind a figure, newest first (at most 500 at once)."""
        contract, filters = contract_of(name), filters or Filters()
        if not _fits(contract, filters):
            return []
        sql = f"""SELECT entity, home, label, dated AS "at", numerator, denominator, part AS "key", sku, store, market, platform
        FROM ({contract.sql}) WHERE {_window(contract)}{_where(filters)}
        ORDER BY dated DESC, entity, sku, part LIMIT $limit OFFSET $offset"""
        paging = {"limit": min(limit, _ROWS_AT_ONCE), "offset": offset}
        return [
            RecordRow.model_validate(row)
            for row in self.lake.query(sql, self._bound(period, filters) | paging)
        ]

    def durations(self, name: str, period: Period, filters: Filters | None = None) -> list[float]:
        """Return the sorted hours behind a duration."""
        contract, filters = contract_of(name), filters or Filters()
        sql = f"""SELECT numerator FROM ({contract.sql}) WHERE {_window(contract)}{_where(filters)}
        ORDER BY numerator"""
        return [float(row["numerator"]) for row in self.lake.query(sql, self._bound(period, filters))]

    def _durations_by(
        self, contract: Contract, period: Period, filters: Filters, column: str
    ) -> list[Figure]:
        sql = f"""SELECT {column} AS "key", list(numerator ORDER BY numerator) AS hours
        FROM ({contract.sql}) WHERE {_window(contract)}{_where(filters)} GROUP BY "key" """
        found = self.lake.query(sql, self._bound(period, filters))
        figures = [self._duration(contract, period, row["key"], row["hours"]) for row in found]
        return sorted(figures, key=lambda figure: (-figure.denominator, figure.key or ""))

    def _share(self, contract: Contract, period: Period, filters: Filters) -> Figure:
        """One part's share, or without a filter on the part how much of everything has one."""
        parts = self.split(contract.name, period, filters=filters.having(cause=None))
        if filters.cause is not None:
            total = parts[0].denominator if parts else 0
            mine = next((figure for figure in parts if figure.key == filters.cause), None)
            return mine or self._quotient(contract, period, filters.cause, 0, total)
        known = sum(figure.numerator or 0 for figure in parts if figure.key is not None)
        everything = sum(figure.numerator or 0 for figure in parts)
        return self._quotient(contract, period, None, known, everything, is_whole=True)

    def _sums(
        self, contract: Contract, period: Period, filters: Filters, column: str
    ) -> Sequence[Mapping[str, Any]]:
        sql = f"""SELECT {column} AS "key", sum(numerator) AS numerator, sum(denominator) AS denominator
        FROM ({contract.sql}) WHERE {_window(contract)}{_where(filters)} GROUP BY "key" """
        return self.lake.query(sql, self._bound(period, filters))

    def _bound(self, period: Period, filters: Filters) -> dict[str, object]:
        moments = {"start": period.start, "end": period.end, "as_of": self.as_of}
        return moments | filters.given | {"negative_stars": self.settings.negative_stars}

    def _empty(self, contract: Contract, period: Period) -> Figure:
        return Figure(
            metric=contract.name,
            unit=contract.unit,
            period=period,
            as_of=self.as_of,
            maturity=self._maturity(contract, period),
        )

    def _quotient(
        self,
        contract: Contract,
        period: Period,
        key: str | None,
        numerator: float,
        denominator: float,
        *,
        is_whole: bool = False,
    ) -> Figure:
        figure = self._empty(contract, period).having(
            key=key, numerator=float(numerator), denominator=float(denominator)
        )
        if contract.form is Form.COUNT:
            return figure.having(value=float(numerator), enough=True)
        if contract.form is Form.SHARE and key is None and not is_whole:
            return figure.having(reason=Reason.UNCLASSIFIED)
        if not denominator:
            return figure.having(reason=contract.missing)
        return figure.having(
            value=numerator / denominator,
            interval=None if contract.form is Form.RATIO else wilson(numerator, denominator),
            enough=denominator >= max(contract.minimum, 1),
        )

    def _duration(
        self, contract: Contract, period: Period, key: str | None, hours: Sequence[float]
    ) -> Figure:
        figure = self._empty(contract, period).having(key=key, denominator=float(len(hours)))
        if not hours:
            return figure.having(reason=contract.missing)
        interval: Interval | None = median_interval(hours)
        return figure.having(
            value=quantile(hours, 0.5),
            tail=quantile(hours, 0.9),
            interval=interval,
            enough=len(hours) >= contract.minimum,
        )

    def _maturity(self, contract: Contract, period: Period) -> tuple[Maturity, ...]:
        age = self.as_of - period.end
        marks = {
            Maturity.RUNNING: age < timedelta(),
            Maturity.LATE_FACTS: timedelta() <= age < _GRACE,
            Maturity.RETURN_WINDOW: age < timedelta(days=contract.matures_days),
            Maturity.CONNECTION_BEHIND: self.complete_through is not None
            and self.complete_through < min(period.end, self.as_of - _GRACE),
        }
        return tuple(mark for mark, is_so in marks.items() if is_so)


def _fits(contract: Contract, filters: Filters) -> bool:
    return filters.given.keys() <= set(contract.dimensions)


def _window(contract: Contract) -> str:
    # A count is what stands at the period's end, whenever it began.
    return "dated < $end" if contract.form is Form.COUNT else "dated >= $start AND dated < $end"


def _where(filters: Filters) -> str:
    return "".join(f" AND {_COLUMNS[name]} = ${name}" for name in filters.given)
