"""What the JSON API answers: pages of cases, a case with what was said and done, figures with their rows, health."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from aftersales.desk.case_page import DossierFile
from aftersales.desk.conversation import Turn
from aftersales.desk.health import Health
from aftersales.desk.inbox import Listing
from aftersales.metrics.compare import Change
from aftersales.metrics.contract import Contract
from aftersales.metrics.figure import Figure, RecordRow
from aftersales.records.after_sales import Claim, Refund, Replacement, Return
from aftersales.records.case import Case
from aftersales.records.fact import Actor, Fact
from aftersales.records.order import Order
from aftersales.records.parcel import Parcel
from aftersales.records.record import Instant, Record
from aftersales.records.understanding import Understanding
from aftersales.reports.sheets import Cell


class CaseList(Record):
    """A page of cases; `after` goes into the next call and is null at the end."""

    cases: tuple[Case, ...]
    after: str | None


class Said(Record):
    """One text, as it was written, and what was read in it."""

    form: str
    author: str
    at: Instant
    heading: str
    text: str
    stars: int | None
    reading: Understanding | None


class Done(Record):
    """One event of the dossier: what kind of fact, when, by whom."""

    id: str
    type: str
    occurred_at: Instant
    actor: Actor


class CaseDetail(Record):
    """A case with everything that its page shows."""

    case: Case
    conversation: tuple[Said, ...]
    timeline: tuple[Done, ...]
    order: Order | None
    parcels: tuple[Parcel, ...]
    returns: tuple[Return, ...]
    refunds: tuple[Refund, ...]
    replacements: tuple[Replacement, ...]
    claims: tuple[Claim, ...]


class FigureRows(Record):
    """A figure and a page of the records behind it; `offset` continues, null at the end."""

    figure: Figure
    rows: tuple[RecordRow, ...]
    offset: int | None


class FigureLine(Record):
    """One figure as a line of a table; `by` and `key` tell which part of the whole, `before` what it is compared with."""

    metric: str
    by: str
    key: str
    period: str
    first_day: date
    last_day: date
    value: float | None
    numerator: float | None
    denominator: float
    low: float | None
    high: float | None
    tail: float | None
    unit: str
    enough: bool
    provisional: bool
    reason: str
    before: float | None
    difference: float | None
    direction: str

    @property
    def cells(self) -> Iterator[Cell]:
        """The line's values in the order of its fields, as a spreadsheet takes them."""
        for _, value in self:
            yield (
                value.isoformat()
                if isinstance(value, date)
                else str(value).lower()
                if isinstance(value, bool)
                else value
            )


class Metric(Record):
    """What a metric means, in both languages, and how it can be narrowed."""

    name: str
    zh: str
    en: str
    formula_zh: str
    formula_en: str
    basis_zh: str
    basis_en: str
    unit: str
    dimensions: tuple[str, ...]
    minimum: int
    lower_is_better: bool


class ConnectionHealth(Record):
    """How a connection is; `last_error` is a code, `lag_seconds` since it was last heard."""

    id: str
    platform: str
    name: str
    condition: str
    lag_seconds: int | None
    last_error: str | None
    next_sync_at: Instant | None
    stored: int
    rejected: int


def case_list(listing: Listing) -> CaseList:
    """Shape a page of the inbox."""
    return CaseList(cases=tuple(listing.cases), after=listing.after)


def case_detail(case: Case, file: DossierFile) -> CaseDetail:
    """Shape a case."""
    dossier = file.dossier
    return CaseDetail(
        case=case,
        conversation=tuple(_said(turn) for turn in file.turns),
        timeline=tuple(_done(fact) for fact in file.timeline),
        order=dossier.order,
        parcels=dossier.parcels,
        returns=dossier.returns,
        refunds=dossier.refunds,
        replacements=dossier.replacements,
        claims=dossier.claims,
    )


def figure_rows(figure: Figure, rows: Sequence[RecordRow], offset: int, limit: int) -> FigureRows:
    """Shape a figure with rows that were asked for one more than `limit`, to know whether there are more."""
    more = len(rows) > limit
    return FigureRows(figure=figure, rows=tuple(rows[:limit]), offset=offset + limit if more else None)


def figure_line(figure: Figure, change: Change | None = None, *, by: str = "") -> FigureLine:
    """Shape a figure as a line; the last day is included, as people count."""
    return FigureLine(
        metric=figure.metric,
        by=by,
        key=figure.key or "",
        period=figure.period.label,
        first_day=figure.period.first,
        last_day=figure.period.last - timedelta(days=1),
        value=figure.value,
        numerator=figure.numerator,
        denominator=figure.denominator,
        low=figure.interval.low if figure.interval else None,
        high=figure.interval.high if figure.interval else None,
        tail=figure.tail,
        unit=figure.unit.value,
        enough=figure.enough,
        provisional=figure.provisional,
        reason=figure.reason.value if figure.reason else "",
        before=change.before.value if change else None,
        difference=change.difference if change else None,
        direction=change.direction.value if change else "",
    )


def metric_of(contract: Contract) -> Metric:
    """Shape a contract."""
    return Metric(
        name=contract.name,
        zh=contract.title.zh,
        en=contract.title.en,
        formula_zh=contract.formula.zh,
        formula_en=contract.formula.en,
        basis_zh=contract.basis.zh,
        basis_en=contract.basis.en,
        unit=contract.unit.value,
        dimensions=contract.dimensions,
        minimum=contract.minimum,
        lower_is_better=contract.lower_is_better,
    )


def connection_health(health: Health) -> ConnectionHealth:
    """Shape a connection's health."""
    connection = health.connection
    return ConnectionHealth(
        id=connection.id,
        platform=connection.platform,
        name=connection.name,
        condition=health.condition.value,
        lag_seconds=int(health.lag.total_seconds()) if health.lag is not None else None,
        last_error=connection.last_error,
        next_sync_at=connection.next_sync_at,
        stored=health.stored,
        rejected=health.rejected,
    )


def _said(turn: Turn) -> Said:
    return Said(
        form=turn.form,
        author=turn.author.value,
        at=turn.at,
        heading=turn.heading,
        text="".join(passage.text for passage in turn.passages),
        stars=turn.stars,
        reading=turn.reading,
    )


def _done(fact: Fact) -> Done:
    at: datetime = fact.occurred_at
    return Done(id=fact.id, type=fact.type, occurred_at=at, actor=fact.actor)
