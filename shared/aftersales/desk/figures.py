"""The figures of the front page: computed when they are old, kept in between, so that a page seldom waits for the lake."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Literal, Protocol

from aftersales.metrics.compare import Compared
from aftersales.metrics.figure import Figure, Filters, RecordRow
from aftersales.metrics.period import Period, last_whole_week
from aftersales.metrics.quotes import Quote
from aftersales.records.record import Instant, Record
from aftersales.records.restatement import Restatement
from aftersales.records.workspace import Settings

FRESH = timedelta(minutes=15)
"""So long an overview serves before it is computed anew."""

HEADLINES = (
    "return_rate.units.by_order",
    "refund_rate.orders.by_order",
    "neg_review_rate.by_review",
    "first_response",
)
TREND = "return_rate.units.by_order"
CAUSES = "cause_share.by_opened"
WEEKS = 12
MOST_CAUSES = 8


class Overview(Record):
    """What the front page says in numbers: the headline figures, return rates week by week, and causes by share."""

    workspace: str
    computed_at: Instant
    period: Period
    headlines: tuple[Compared, ...]
    weeks: tuple[Figure, ...] = ()
    causes: tuple[Figure, ...] = ()


class Figures(Protocol):
    """Answers for one workspace as of one moment."""

    def figure(self, name: str, period: Period, filters: Filters | None = None) -> Figure:
        """Return one figure; RejectedError `no_such_metric`."""

    def compared(self, name: str, period: Period, filters: Filters | None = None) -> Compared:
        """Return one figure beside that of the period before, as it stood at the same age."""

    def comparisons(
        self,
        asked: Sequence[tuple[str, Filters | None]],
        period: Period,
        *,
        against: Literal["previous", "year"] = "previous",
    ) -> Sequence[Compared]:
        """Return several figures, each beside that of the period before or of a year ago, in as few queries as can be."""

    def series(
        self, name: str, periods: Sequence[Period], filters: Filters | None = None
    ) -> Sequence[Figure]:
        """Return a figure for each of the periods, in one query."""

    def courses(
        self, names: Sequence[str], periods: Sequence[Period], filters: Filters | None = None
    ) -> Mapping[str, Sequence[Figure]]:
        """Return the series of several metrics, in one query where that can be."""

    def split(
        self, name: str, period: Period, by: str = "part", filters: Filters | None = None
    ) -> Sequence[Figure]:
        """Return a figure for each part, biggest first."""

    def splits(
        self, names: Sequence[str], period: Period, by: str = "part", filters: Filters | None = None
    ) -> Mapping[str, Sequence[Figure]]:
        """Return the splits of several metrics; one that cannot be split that way has no parts."""

    def splits_of_each(
        self, narrowings: Sequence[Filters], names: Sequence[str], period: Period, by: str
    ) -> Sequence[Mapping[str, Sequence[Figure]]]:
        """Return the splits of several metrics under each of several filters, in one query where that can be."""

    def titles(self, items: Collection[str]) -> Mapping[str, str]:
        """Return what the newest order line calls each product; one without a title is left out."""

    def quotes(
        self, period: Period, cause: str, filters: Filters | None = None, count: int = 2
    ) -> Sequence[Quote]:
        """Return what customers said about a cause, or a branch of them, in the period."""

    def voices(
        self, period: Period, causes: Sequence[str], filters: Filters | None = None, count: int = 2
    ) -> Mapping[str, Sequence[Quote]]:
        """Return the quotes of several causes, in one query."""

    def restatements(self, period: Period | None = None) -> Sequence[Restatement]:
        """Return how figures of finished weeks that touch a period were restated, newest first."""

    def rows(
        self, name: str, period: Period, filters: Filters | None = None, *, limit: int = 100, offset: int = 0
    ) -> Sequence[RecordRow]:
        """Return a page of the records behind a figure, newest first."""


FiguresOf = Callable[[Settings, datetime], Figures]
"""Opens a workspace's figures as of a moment; UnavailableError when the lake is away."""


class OverviewStore(Protocol):
    """Keeps the newest overview of each workspace."""

    def load(self, workspace: str) -> Overview | None:
        """Return it, however old."""

    def save(self, overview: Overview) -> None:
        """Replace it."""


def current_overview(
    figures_of: FiguresOf, kept: OverviewStore, settings: Settings, now: datetime
) -> Overview:
    """Return an overview at most FRESH old."""
    known = kept.load(settings.workspace)
    if known is not None and now - known.computed_at < FRESH:
        return known
    return refresh_overview(figures_of, kept, settings, now)


def refresh_overview(
    figures_of: FiguresOf, kept: OverviewStore, settings: Settings, now: datetime
) -> Overview:
    """Compute and keep the overview of the last whole week."""
    overview = make_overview(figures_of(settings, now), settings, now)
    kept.save(overview)
    return overview


def make_overview(figures: Figures, settings: Settings, now: datetime) -> Overview:
    """Ask for everything that the front page says in numbers."""
    period = last_whole_week(now, settings.zone)
    known_causes = [figure for figure in figures.split(CAUSES, period) if figure.key]
    return Overview(
        workspace=settings.workspace,
        computed_at=now,
        period=period,
        headlines=tuple(figures.comparisons([(name, None) for name in HEADLINES], period)),
        weeks=tuple(figures.series(TREND, period.run(WEEKS))),
        causes=tuple(known_causes[:MOST_CAUSES]),
    )
