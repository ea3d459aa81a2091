"""What the JSON API answers: pages of cases, a case with what was said and done, figures with their rows, health."""

from collections.abc import Sequence
from datetime import datetime

from aftersales.desk.case_page import DossierFile
from aftersales.desk.conversation import Turn
from aftersales.desk.health import Health
from aftersales.desk.inbox import Listing
from aftersales.metrics.figure import Figure, RecordRow
from aftersales.records.after_sales import Claim, Refund, Replacement, Return
from aftersales.records.case import Case
from aftersales.records.fact import Actor, Fact
from aftersales.records.order import Order
from aftersales.records.parcel import Parcel
from aftersales.records.record import Instant, Record
from aftersales.records.understanding import Understanding


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
