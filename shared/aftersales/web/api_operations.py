"""The JSON API's operations: what each reads from the request, which use case it calls, what it answers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Protocol

from aws_lambda_powertools.event_handler.openapi.params import Body, Path, Query

from aftersales.accounts.api_tokens import TokenStore
from aftersales.cases.stores import DossierStore, WorkspaceStore
from aftersales.desk.acting import Act, act
from aftersales.desk.case_page import read_case
from aftersales.desk.figures import FiguresOf
from aftersales.desk.health import DeliveryCounts, connections_health
from aftersales.desk.inbox import Filters, list_cases
from aftersales.records.action import Discard, Verb
from aftersales.records.case import Case, CaseState, Queue
from aftersales.records.cause import Cause
from aftersales.records.errors import RejectedError
from aftersales.records.record import Record
from aftersales.records.workspace import Connection
from aftersales.web.addresses import decode_home
from aftersales.web.api_answers import (
    CaseDetail,
    CaseList,
    ConnectionHealth,
    case_detail,
    case_list,
    connection_health,
)
from aftersales.web.api_caller import Caller
from aftersales.web.api_figures import MoversOf


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
    discard: Discard | None = None
    into: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiRooms:
    """What the operations work with."""

    dossiers: DossierStore
    workspaces: WorkspaceStore
    deliveries: DeliveryCounts
    figures_of: FiguresOf
    movers_of: MoversOf
    tokens: TokenStore
    imports: Imports


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
        """Assign, note, relabel, answer, waive, resolve, reopen, discard or restore a case."""
        caller, rooms = self._caller(), self._rooms
        if wanted.verb in {Verb.INVITED, Verb.NOT_SENT}:
            raise RejectedError("not_allowed")
        what = Act(**dict(wanted))
        return act(
            rooms.dossiers, rooms.workspaces, caller.member, (decode_home(home), number), what, now=caller.now
        )

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
