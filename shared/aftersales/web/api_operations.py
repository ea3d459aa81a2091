"""The JSON API's operations: what each reads from the request, which use case it calls, what it answers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Protocol

from aws_lambda_powertools.event_handler.openapi.params import Body, Path, Query

from aftersales.cases.stores import DossierStore, WorkspaceStore
from aftersales.desk.acting import Act, act
from aftersales.desk.case_page import read_case
from aftersales.desk.figures import FiguresOf
from aftersales.desk.health import DeliveryCounts, connections_health
from aftersales.desk.inbox import Filters, list_cases
from aftersales.metrics.figure import Filters as FigureFilters
from aftersales.metrics.period import last_whole_week
from aftersales.metrics.period import week as week_of
from aftersales.records.action import Verb
from aftersales.records.case import Case, CaseState, Queue
from aftersales.records.cause import Cause
from aftersales.records.errors import RejectedError
from aftersales.records.record import Record
from aftersales.records.workspace import Connection, Member
from aftersales.web.addresses import decode_home
from aftersales.web.api_answers import (
    CaseDetail,
    CaseList,
    ConnectionHealth,
    FigureRows,
    case_detail,
    case_list,
    connection_health,
    figure_rows,
)

MOST_ROWS = 500


class Imported(Record):
    """What became of an imported file: rows read, deliveries sent on to be ingested, rows rejected (the first ones by reason)."""

    read: int
    sent: int
    rejected: int
    reasons: tuple[str, ...] = ()


class Imports(Protocol):
    """Takes report files in."""

    def __call__(self, connection: Connection, report: str, data: bytes, now: datetime) -> Imported:
        """Send a file's rows on to be ingested; RejectedError when it is no such report."""


class Wanted(Record):
    """An act on a case; `key` makes a repeated call harmless: the same key acts once."""

    key: str
    verb: Verb
    note: str = ""
    owner: str | None = None
    cause: Cause | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiRooms:
    """What the operations work with."""

    dossiers: DossierStore
    workspaces: WorkspaceStore
    deliveries: DeliveryCounts
    figures_of: FiguresOf
    imports: Imports


@dataclass(slots=True)
class Caller:
    """Who calls, with what body, and when; set anew for each request."""

    member: Member
    body: bytes
    now: datetime


class Operations:
    """The operations; `caller` tells who is calling."""

    def __init__(self, rooms: ApiRooms, caller: Callable[[], Caller]) -> None:
        """Remember the collaborators; nothing is read yet."""
        self._rooms = rooms
        self._caller = caller

    def cases(
        self,
        *,
        state: Annotated[CaseState, Query()] = CaseState.WAITING,
        platform: Annotated[str | None, Query()] = None,
        queue: Annotated[Queue | None, Query()] = None,
        cause: Annotated[Cause | None, Query()] = None,
        overdue: Annotated[bool, Query()] = False,
        exceptions: Annotated[bool, Query()] = False,
        after: Annotated[str | None, Query()] = None,
    ) -> CaseList:
        """List cases, earliest deadline first, by pages."""
        caller = self._caller()
        filters = Filters(
            state=state, platform=platform, queue=queue, cause=cause, overdue=overdue, exceptions=exceptions
        )
        page = list_cases(self._rooms.dossiers, caller.member.workspace, filters, now=caller.now, after=after)
        return case_list(page)

    def case(self, home: Annotated[str, Path()], number: Annotated[int, Path(ge=1, le=9999)]) -> CaseDetail:
        """Read a case with its conversation, order and timeline. `home` is base64url, as in the console's address."""
        rooms, workspace = self._rooms, self._caller().member.workspace
        return case_detail(*read_case(rooms.dossiers, rooms.workspaces, workspace, decode_home(home), number))

    def act(
        self,
        home: Annotated[str, Path()],
        number: Annotated[int, Path(ge=1, le=9999)],
        wanted: Annotated[Wanted, Body()],
    ) -> Case:
        """Assign, note, relabel, mark as answered, resolve or reopen a case."""
        caller, rooms = self._caller(), self._rooms
        if wanted.verb in {Verb.INVITED, Verb.NOT_SENT}:
            raise RejectedError("not_allowed")
        what = Act(**dict(wanted))
        return act(
            rooms.dossiers, rooms.workspaces, caller.member, (decode_home(home), number), what, now=caller.now
        )

    def figure(
        self,
        *,
        metric: Annotated[str, Path()],
        week: Annotated[str | None, Query()] = None,
        sku: Annotated[str | None, Query()] = None,
        store: Annotated[str | None, Query()] = None,
        market: Annotated[str | None, Query()] = None,
        platform: Annotated[str | None, Query()] = None,
        cause: Annotated[str | None, Query()] = None,
        offset: Annotated[int, Query(ge=0)] = 0,
        limit: Annotated[int, Query(ge=1, le=MOST_ROWS - 1)] = 100,
    ) -> FigureRows:
        """Read a figure of an ISO week (by default the last whole one) with the records that it is the sum of."""
        caller = self._caller()
        settings = self._rooms.workspaces.settings(caller.member.workspace)
        period = week_of(week, settings.zone) if week else last_whole_week(caller.now, settings.zone)
        filters = FigureFilters(sku=sku, store=store, market=market, platform=platform, cause=cause)
        figures = self._rooms.figures_of(settings, caller.now)
        rows = figures.rows(metric, period, filters, limit=limit + 1, offset=offset)
        return figure_rows(figures.figure(metric, period, filters), rows, offset, limit)

    def connections(self) -> list[ConnectionHealth]:
        """List connections with their health."""
        caller, rooms = self._caller(), self._rooms
        health = connections_health(
            rooms.workspaces, rooms.deliveries, caller.member.workspace, now=caller.now
        )
        return [connection_health(one) for one in health]

    def take_import(self, connection: Annotated[str, Query()], report: Annotated[str, Query()]) -> Imported:
        """Import a report file (the request's body, as the platform gave it) for one of the workspace's connections."""
        caller = self._caller()
        known = self._rooms.workspaces.connection(caller.member.workspace, connection)
        if known is None:
            raise RejectedError("unknown_connection")
        if not caller.body:
            raise RejectedError("file_missing")
        return self._rooms.imports(known, report, caller.body, caller.now)
