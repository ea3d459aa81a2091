"""Are the connections well? Lag, last error and refused deliveries, in three plain states."""

from collections.abc import Mapping
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


class RejectionCounter(Protocol):
    """Knows how many deliveries were refused."""

    def rejected(self, workspace: str) -> Mapping[str, int]:
        """Return the number of refused deliveries of each connection that has any."""


@dataclass(frozen=True, slots=True)
class Health:
    """A connection, how it is, the time since it was last known well, and its refused deliveries."""

    connection: Connection
    condition: Condition
    lag: timedelta | None
    rejected: int


def connections_health(
    workspaces: WorkspaceStore, counter: RejectionCounter, workspace: str, *, now: datetime
) -> list[Health]:
    """Return every connection of a workspace, the ill ones first."""
    rejected = counter.rejected(workspace)
    found = [_health(one, rejected.get(one.id, 0), now) for one in workspaces.connections(workspace)]
    severity = [Condition.ILL, Condition.LATE, Condition.QUIET, Condition.WELL]
    return sorted(found, key=lambda health: (severity.index(health.condition), health.connection.id))


def _health(connection: Connection, rejected: int, now: datetime) -> Health:
    heard = [at for at in (connection.last_success_at, connection.last_delivery_at) if at is not None]
    lag = now - max(heard) if heard else None
    return Health(connection, _condition(connection, now), lag, rejected)


def _condition(connection: Connection, now: datetime) -> Condition:
    if connection.last_error:
        return Condition.ILL
    polled = connection.last_success_at
    if (
        connection.every_minutes
        and polled
        and now - polled > PATIENCE * timedelta(minutes=connection.every_minutes)
    ):
        return Condition.LATE
    return Condition.WELL if polled or connection.last_delivery_at else Condition.QUIET
