"""What refresh_cubes and compact_lake work with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import gettempdir

from aftersales.cases.stores import WorkspaceStore
from aftersales.lake.compact import Compacted, compact
from aftersales.lake.layout import Objects
from aftersales.lake.refresh import Refreshed, refresh
from aftersales.records.workspace import Connection
from aftersales.wiring import stores
from aftersales.wiring.lake import lake_objects
from aftersales.wiring.own_folder import own_folder

_EARLIEST = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class CubesApp:
    """Collaborators of refresh_cubes and compact_lake; `folder` keeps what was fetched and parsed before."""

    workspaces: WorkspaceStore
    objects: Objects
    folder: Path

    def refresh(self, workspace: str, now: datetime) -> Refreshed:
        """Bring one workspace's figures up to date."""
        settings = self.workspaces.settings(workspace)
        return refresh(
            self.objects,
            self.folder / workspace,
            settings,
            watermarks(self.workspaces.connections(workspace)),
            now,
        )

    def compact(self, workspace: str) -> Compacted:
        """Merge one workspace's small objects."""
        return compact(self.objects, workspace)


def watermarks(connections: Sequence[Connection]) -> dict[str, datetime]:
    """Return how far each polled connection has come; one that only ever failed has come nowhere.

    Webhooks have no such mark: their silence is no sign of being behind.
    """
    return {
        connection.id: connection.last_success_at or _EARLIEST
        for connection in connections
        if connection.every_minutes and (connection.last_success_at or connection.failures)
    }


@cache
def app() -> CubesApp:
    """Connect the real bucket and the real workspaces."""
    # Of this process alone: a refresh that is called for beside the scheduled one must not drop what that one is reading.
    folder = own_folder(Path(gettempdir()), "cubes")
    return CubesApp(workspaces=stores.workspaces(), objects=lake_objects(), folder=folder)
