"""Figures of a workspace, connected to its lake; opened once per process and brought up to date at each use."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from random import Random
from tempfile import gettempdir

from aftersales.lake.reader import DuckLake
from aftersales.metrics.evaluate import Evaluator
from aftersales.records.workspace import Connection, Settings
from aftersales.wiring import stores
from aftersales.wiring.lake import lake_objects


@cache
def _lake(workspace: str) -> DuckLake:
    folder = Path(gettempdir()) / "lake" / workspace
    return DuckLake(Settings(workspace=workspace, name=workspace), lake_objects(), folder)


def figures_of(settings: Settings, now: datetime) -> Evaluator:
    """Open a workspace's figures as of a moment, with every fact that lies in the lake by now."""
    lake = _lake(settings.workspace)
    lake.refresh(settings)
    connections = stores.workspaces().connections(settings.workspace)
    return Evaluator(
        lake=lake,
        settings=settings,
        as_of=now,
        # Seeded, so that the same facts show the same intervals however often they are asked; nothing secret hangs on it.
        draw=Random(settings.workspace).randrange,  # noqa: S311
        complete_through=complete_through(connections),
    )


def complete_through(connections: Sequence[Connection]) -> datetime | None:
    """Return how far the slowest polled connection has come; one that only ever failed has come nowhere.

    Webhooks have no such mark: their silence is no sign of being behind.
    """
    marks = [
        connection.last_success_at or datetime.min.replace(tzinfo=UTC)
        for connection in connections
        if connection.every_minutes and (connection.last_success_at or connection.failures)
    ]
    return min(marks, default=None)
