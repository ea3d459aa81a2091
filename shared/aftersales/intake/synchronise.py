"""Polling: each connection that is due is asked page by page.

Its cursor is saved only after its deliveries are on their way.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from aftersales.cases.stores import WorkspaceStore
from aftersales.deliveries.polling import Fetched
from aftersales.intake.sending import Archive, DeliveryQueue, send
from aftersales.records.errors import AfterSalesError, RejectedError, UnavailableError
from aftersales.records.workspace import Connection

FIRST_WAIT = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=6)
SLACK = timedelta(seconds=30)
"""A schedule that ticks every five minutes ticks a little early at times; the connection is due then all the same."""
MOST_DOUBLINGS = 10


class Credentials(Protocol):
    """Where API credentials lie."""

    def of(self, connection: str) -> Mapping[str, str]:
        """Return a connection's credentials."""


Poll = Callable[[Connection, Mapping[str, str], str | None, datetime], Fetched]
"""A platform's `fetch` with its HTTP client already bound."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of the synchroniser works with, and when its time is used up."""

    workspaces: WorkspaceStore
    queue: DeliveryQueue
    archive: Archive
    clock: Callable[[], datetime]
    until: datetime


@dataclass(slots=True)
class SyncResult:
    """What a run did: deliveries by connection, and errors by connection as stable codes."""

    deliveries: dict[str, int] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    unfinished: list[str] = field(default_factory=list)


def synchronise(
    *,
    workspaces: WorkspaceStore,
    credentials: Credentials,
    poll_of: Callable[[str], Poll | None],
    queue: DeliveryQueue,
    archive: Archive,
    clock: Callable[[], datetime],
    chance: Callable[[], float],
    budget: timedelta,
) -> SyncResult:
    """Ask every due connection, the one that has waited longest first, until all are done or the time is used up.

    `chance` gives numbers from 0 to 1. One ill connection never stops the others; what it suffers from is kept with it.
    """
    result = SyncResult()
    started = clock()
    for known, poll in _due(workspaces, poll_of, started):
        if clock() - started >= budget:
            result.unfinished.append(known.id)
            continue
        try:
            keys = credentials.of(known.id)
            run = Run(workspaces, queue, archive, clock, started + budget)
            _ask(known, poll, keys, run, result)
        except Exception as error:  # noqa: BLE001 the next connection must have its turn whatever happened here
            result.errors[known.id] = _code(error)
            _put_off(known, error, workspaces, clock(), chance())
    return result


def hasten(workspaces: WorkspaceStore, workspace: str, connection: str, now: datetime) -> None:
    """Let a connection be asked at the next tick: its platform says that there is something new. One that is ill keeps waiting."""
    known = workspaces.connection(workspace, connection)
    is_early = known is not None and known.next_sync_at is not None and known.next_sync_at > now
    if known is not None and known.every_minutes and not known.failures and is_early:
        with suppress(RejectedError):  # its address leads elsewhere by now: then the schedule has to do
            workspaces.save_connection(known.having(next_sync_at=now))


def _due(
    workspaces: WorkspaceStore, poll_of: Callable[[str], Poll | None], now: datetime
) -> list[tuple[Connection, Poll]]:
    found: list[tuple[Connection, Poll]] = []
    for workspace in workspaces.workspaces():
        for connection in workspaces.connections(workspace):
            is_due = connection.next_sync_at is None or connection.next_sync_at <= now
            poll = _poll(connection, poll_of) if connection.every_minutes and is_due else None
            if poll is not None:
                found.append((connection, poll))
    # Those that were never asked come first.
    return sorted(found, key=lambda pair: (pair[0].next_sync_at is not None, pair[0].next_sync_at or now))


def _poll(connection: Connection, poll_of: Callable[[str], Poll | None]) -> Poll | None:
    try:
        return poll_of(connection.platform)
    except RejectedError:
        return None  # a platform that this version does not know (any more)


def _ask(known: Connection, poll: Poll, keys: Mapping[str, str], run: Run, result: SyncResult) -> None:
    """Fetch page after page. `now` stays the same for a run, so that a platform can tell its own runs apart."""
    now = run.clock()
    cursor, more = known.cursor, True
    while more:
        page = poll(known, keys, cursor, now)
        # First the deliveries, then the cursor: a crash between the two repeats deliveries and loses none.
        send(page.deliveries, queue=run.queue, archive=run.archive)
        cursor, more = page.cursor, page.more
        result.deliveries[known.id] = result.deliveries.get(known.id, 0) + len(page.deliveries)
        _save(known, page, run.workspaces, now, due=now if more else now + _pause(known))
        if more and run.clock() >= run.until:
            result.unfinished.append(known.id)
            return


def _pause(connection: Connection) -> timedelta:
    return timedelta(minutes=connection.every_minutes) - SLACK


def _save(
    known: Connection, page: Fetched, workspaces: WorkspaceStore, now: datetime, *, due: datetime
) -> None:
    # Read anew: somebody may have renamed or removed the connection while we were asking.
    connection = workspaces.connection(known.workspace, known.id)
    if connection is not None:
        workspaces.save_connection(
            connection.having(
                cursor=page.cursor,
                next_sync_at=due,
                last_success_at=now,
                last_delivery_at=now if page.deliveries else connection.last_delivery_at,
                last_error=None,
                failures=0,
            )
        )


def _put_off(
    known: Connection, error: Exception, workspaces: WorkspaceStore, now: datetime, chance: float
) -> None:
    connection = workspaces.connection(known.workspace, known.id)
    if connection is None:
        return
    failures = connection.failures + 1
    wait = waiting_time(failures, chance)
    if isinstance(error, UnavailableError) and error.detail.isdecimal():
        wait = max(wait, timedelta(seconds=int(error.detail)))
    workspaces.save_connection(
        connection.having(next_sync_at=now + wait, last_error=_code(error), failures=failures)
    )


def waiting_time(failures: int, chance: float) -> timedelta:
    """Return how long to wait after so many failures in a row: doubling, bounded, and spread by `chance` (0–1) over its half."""
    doublings = min(max(failures - 1, 0), MOST_DOUBLINGS)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT) * (0.5 + chance / 2)


def _code(error: Exception) -> str:
    return error.reason if isinstance(error, AfterSalesError) else f"unexpected_{type(error).__name__}"
