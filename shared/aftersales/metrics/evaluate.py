"""Turns contracts into figures, for one workspace, as known at one moment."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from aftersales.metrics.catalogue import contract as contract_of
from aftersales.metrics.compare import Compared, change
from aftersales.metrics.contract import Contract, Form, Lake
from aftersales.metrics.figure import Figure, Filters, Reason, RecordRow
from aftersales.metrics.making import NOTHING, empty, parts, whole
from aftersales.metrics.period import Period, local_day
from aftersales.metrics.quotes import Quote, quotes
from aftersales.metrics.statistics import Draw
from aftersales.metrics.sums import DIMENSIONS, Ask, Sums, ask, page, sums
from aftersales.records.record import Instant
from aftersales.records.restatement import Restatement
from aftersales.records.workspace import Settings

_ROWS_AT_ONCE = 5_000
_HALF_A_DAY = timedelta(hours=12)

Asked = tuple[str, Filters | None]
"""A metric's name and what it is restricted to."""
Against = Literal["previous", "year"]
"""What a period is compared with: the one just before, or the same of a year before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluator:
    """Answers for one workspace as of one moment.

    `complete_through` is how far the slowest connection has come; `draw` is the chance that medians are resampled with.
    `known_before` is the local day whose midnight ends what is known; None: all of the day of `as_of` is known.
    """

    lake: Lake
    settings: Settings
    as_of: Instant
    draw: Draw
    complete_through: Instant | None = None
    known_before: date | None = None

    def at(self, as_of: Instant) -> "Evaluator":
        """Return the same evaluator with the knowledge of an earlier moment, rounded to the nearest local midnight."""
        if as_of >= self.as_of:
            return replace(self, as_of=as_of, known_before=None)
        day = (as_of.astimezone(ZoneInfo(self.settings.zone)) + _HALF_A_DAY).date()
        return replace(self, as_of=as_of, known_before=day)

    def then(self, period: Period, past: Period) -> "Evaluator":
        """Return the evaluator with what was known of an earlier period when it was as old as `period` is now."""
        # Of an unfinished period only so much has passed, counted from its beginning; months differ in length.
        shift = period.start - past.start if self.as_of < period.end else period.end - past.end
        return self.at(self.as_of - shift)

    def figure(
        self, name: str, period: Period, filters: Filters | None = None, *, mature: bool = False
    ) -> Figure:
        """Return one figure; without a denominator its value is None and says why.

        `mature` leaves out the days whose records may still change by nature (a return window that is open).
        """
        return self._figures([(contract_of(name), period, filters or Filters())], mature=mature)[0]

    def figures(self, asked: Sequence[Asked], period: Period) -> list[Figure]:
        """Return figures of several metrics in as few queries as can be."""
        return self._figures([(contract_of(name), period, filters or Filters()) for name, filters in asked])

    def series(self, name: str, periods: Sequence[Period], filters: Filters | None = None) -> list[Figure]:
        """Return a figure per period in one query."""
        return self._figures([(contract_of(name), period, filters or Filters()) for period in periods])

    def courses(
        self, names: Sequence[str], periods: Sequence[Period], filters: Filters | None = None
    ) -> dict[str, list[Figure]]:
        """Return the series of several metrics in as few queries as can be."""
        asked = [(contract_of(name), period, filters or Filters()) for name in names for period in periods]
        found = self._figures(asked)
        length = len(periods)
        return {name: found[place * length : (place + 1) * length] for place, name in enumerate(names)}

    def compared(
        self, name: str, period: Period, filters: Filters | None = None, *, against: Against = "previous"
    ) -> Compared:
        """Return a figure beside that of an earlier period, as it stood at the same age.

        Rates of orders grow while returns come in, so the earlier cohort is read with the knowledge of then; otherwise a young
        week would always look better than the week before it.
        """
        return self.comparisons([(name, filters)], period, against=against)[0]

    def comparisons(
        self, asked: Sequence[Asked], period: Period, *, against: Against = "previous"
    ) -> list[Compared]:
        """Return several compared figures in as few queries as can be."""
        past = period.previous if against == "previous" else period.year_before
        earlier = self.then(period, past)
        triples = [(contract_of(name), filters or Filters()) for name, filters in asked]
        # Both in the same queries: what a page waits for is how many there are.
        both = _answered(
            [(self, contract, period, filters) for contract, filters in triples]
            + [(earlier, contract, past, filters) for contract, filters in triples]
        )
        now, before = both[: len(triples)], both[len(triples) :]
        found = []
        for (contract, _), (one, sums_now), (other, sums_then) in zip(triples, now, before, strict=True):
            hours = (_hours(sums_now), _hours(sums_then)) if contract.form is Form.DURATION else None
            found.append(Compared(figure=one, change=change(one, other, self.draw, hours)))
        return found

    def split(
        self, name: str, period: Period, by: str = "part", filters: Filters | None = None
    ) -> list[Figure]:
        """Return a figure per value of a column ('part', or a dimension), biggest first, then by key.

        A share is set against the denominator of all parts; what has no part is the figure whose key and value are None.
        """
        return self.splits([name], period, by, filters)[name]

    def splits(
        self, names: Sequence[str], period: Period, by: str = "part", filters: Filters | None = None
    ) -> dict[str, list[Figure]]:
        """Return the splits of several metrics in as few queries as can be."""
        return self.splits_of_each([filters or Filters()], names, period, by)[0]

    def splits_of_each(
        self, narrowings: Sequence[Filters], names: Sequence[str], period: Period, by: str
    ) -> list[dict[str, list[Figure]]]:
        """Return the splits of several metrics under each of several filters, in as few queries as can be."""
        found: list[dict[str, list[Figure]]] = [{name: [] for name in names} for _ in narrowings]
        able = [
            (place, contract, filters)
            for place, filters in enumerate(narrowings)
            for contract in map(contract_of, names)
            if _fits(contract, filters) and _splits(contract, by)
        ]
        answers = sums(
            self.lake, [self.ask(contract, period, filters, by=by) for _, contract, filters in able]
        )
        for (place, contract, filters), rows in zip(able, answers, strict=True):
            blank = self.empty(contract, period)
            found[place][contract.name] = parts(contract, blank, rows, by, filters.chosen_part)
        return found

    def rows(
        self, name: str, period: Period, filters: Filters | None = None, *, limit: int = 100, offset: int = 0
    ) -> list[RecordRow]:
        """Return a page of the records behind a figure, newest first (at most 5,000 at once)."""
        contract, filters = contract_of(name), filters or Filters()
        if not _fits(contract, filters):
            return []
        found = page(self.lake, self.ask(contract, period, filters), min(limit, _ROWS_AT_ONCE), offset)
        return [RecordRow.model_validate(row) for row in found]

    def durations(self, name: str, period: Period, filters: Filters | None = None) -> list[float]:
        """Return the sorted hours behind a duration."""
        contract, filters = contract_of(name), filters or Filters()
        if not _fits(contract, filters):
            return []
        (rows,) = sums(self.lake, [self.ask(contract, period, filters)])
        return [float(hours) for row in rows for hours in row["hours"]]

    def quotes(
        self, period: Period, cause: str, filters: Filters | None = None, count: int = 2
    ) -> list[Quote]:
        """Return the clearest passages about a cause branch from the period's messages, returns and negative reviews."""
        return quotes(self.lake, period, [cause], count, filters)[cause]

    def voices(
        self, period: Period, causes: Sequence[str], filters: Filters | None = None, count: int = 2
    ) -> dict[str, list[Quote]]:
        """Return the quotes of several causes in one query."""
        return quotes(self.lake, period, causes, count, filters)

    def restatements(self, period: Period | None = None) -> list[Restatement]:
        """Return how figures of finished weeks were restated, newest first; all weeks that touch the period, or all there are."""
        # A changed setting restates years of weeks: those of other periods are not even read. Names of weeks sort as the weeks do.
        within = {
            "first": f"{period.first:%G-W%V}" if period else "",
            "last": f"{period.last - timedelta(days=1):%G-W%V}" if period else "9",
        }
        newest = 'SELECT * FROM restatements WHERE period BETWEEN $first AND $last ORDER BY "at" DESC, period DESC, metric'
        return [Restatement.model_validate(row) for row in self.lake.query(newest, within)]

    def titles(self, items: Collection[str]) -> Mapping[str, str]:
        """Return what the newest order line calls each product; one without a title is left out."""
        rows = self.lake.query(
            "SELECT item, title FROM products WHERE item IN (SELECT unnest($items))",
            {"items": sorted(items)},
        )
        return {row["item"]: row["title"] for row in rows}

    def _figures(
        self, asked: Sequence[tuple[Contract, Period, Filters]], *, mature: bool = False
    ) -> list[Figure]:
        return [figure for figure, _ in _answered([(self, *one) for one in asked], mature=mature)]

    def ask(
        self,
        contract: Contract,
        period: Period,
        filters: Filters,
        *,
        by: str | None = None,
        mature: bool = False,
    ) -> Ask:
        """Return the question that a figure is answered by, with what this evaluator knows."""
        age = timedelta(days=contract.matures_days)
        ripe = local_day(self.as_of - age, self.settings.zone) if mature else None
        known_before = self.known_before or local_day(self.as_of, self.settings.zone) + timedelta(days=1)
        return ask(contract, period, filters, known_before, by=by, mature_before=ripe)

    def empty(self, contract: Contract, period: Period) -> Figure:
        """Return a figure without a value."""
        return empty(contract, period, self.as_of, self.complete_through)


def _answered(
    asked: Sequence[tuple[Evaluator, Contract, Period, Filters]], *, mature: bool = False
) -> list[tuple[Figure, Sums]]:
    """Return each figure with the sums (or hours) that it was made of; evaluators of one lake differ in what they know."""
    found = [(evaluator.empty(contract, period), NOTHING) for evaluator, contract, period, _ in asked]
    able = [place for place, (_, contract, _, filters) in enumerate(asked) if _fits(contract, filters)]
    for place in set(range(len(asked))) - set(able):
        found[place] = found[place][0].having(reason=Reason.NOT_BY_THIS_DIMENSION), NOTHING
    asks = [asked[place][0].ask(*asked[place][1:], mature=mature) for place in able]
    answers = sums(asked[0][0].lake, asks) if asks else []
    for place, rows in zip(able, answers, strict=True):
        _, contract, _, filters = asked[place]
        row = rows[0] if rows else NOTHING
        found[place] = whole(contract, found[place][0], row, filters.chosen_part), row
    return found


def _hours(found: Sums) -> list[float]:
    return [float(hours) for hours in found.get("hours") or ()]


def _fits(contract: Contract, filters: Filters) -> bool:
    return filters.given.keys() <= {"part", *contract.dimensions}


def _splits(contract: Contract, by: str) -> bool:
    return by == "part" or (by in DIMENSIONS and by in contract.dimensions)
