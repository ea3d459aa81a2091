"""Are the connections well? Lag, last error and refused deliveries, in three plain states."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from aftersales.cases.stores import WorkspaceStore
from aftersales.records.workspace import Connection

PATIENCE = 3
"""Missed polls in a row before a connection counts as late."""


class Condition(StrEnum):
    """WELL, LATE (polls are missing), ILL (the last attempt failed), QUIET (pushed to us, and nothing has come yet)."""

    WELL = "well"
    LATE = "late"
    ILL = "ill"
    QUIET = "quiet"


class Counted(Protocol):
    """How many deliveries of a connection ended how, and when the last one was handled."""

    @property
    def connection(self) -> str:
        """The connection's id."""

    @property
    def stored(self) -> int:
        """Deliveries that told something new."""

    @property
    def rejected(self) -> int:
        """Deliveries that could not be used."""

    @property
    def last_at(self) -> datetime | None:
        """When the last delivery was handled."""


class DeliveryCounts(Protocol):
    """Knows what became of deliveries."""

    def counts(self, workspace: str) -> Sequence[Counted]:
        """Return the counts of every connection that has any."""


@dataclass(frozen=True, slots=True)
class Health:
    """A connection, how it is, the time since it was last heard, and its deliveries."""

    connection: Connection
    condition: Condition
    lag: timedelta | None
    stored: int
    rejected: int


def connections_health(
    workspaces: WorkspaceStore, deliveries: DeliveryCounts, workspace: str, *, now: datetime
) -> list[Health]:
    """Return every connection of a workspace, the ill ones first."""
    counted = {counts.connection: counts for counts in deliveries.counts(workspace)}
    found = [_health(one, counted.get(one.id), now) for one in workspaces.connections(workspace)]
    severity = [Condition.ILL, Condition.LATE, Condition.QUIET, Condition.WELL]
    return sorted(found, key=lambda health: (severity.index(health.condition), health.connection.id))


def _health(connection: Connection, counts: Counted | None, now: datetime) -> Health:
    moments = (connection.last_success_at, connection.last_delivery_at, counts.last_at if counts else None)
    heard = [at for at in moments if at is not None]
    return Health(
        connection=connection,
        condition=_condition(connection, now, heard=bool(heard)),
        lag=now - max(heard) if heard else None,
        stored=counts.stored if counts else 0,
        rejected=counts.rejected if counts else 0,
    )


def _condition(connection: Connection, now: datetime, *, heard: bool) -> Condition:
    if connection.last_error:
        return Condition.ILL
    polled = connection.last_success_at
    if (
        connection.every_minutes
        and polled
        and now - polled > PATIENCE * timedelta(minutes=connection.every_minutes)
    ):
        return Condition.LATE
    return Condition.WELL if heard else Condition.QUIET
