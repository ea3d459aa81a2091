"""What sync_connections works with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from random import SystemRandom

import httpx

from aftersales.aws.queue import SqsQueue
from aftersales.cases.stores import WorkspaceStore
from aftersales.deliveries.polling import Fetched
from aftersales.intake.sending import Archive, DeliveryQueue
from aftersales.intake.synchronise import Credentials, Poll, SyncResult, synchronise
from aftersales.platforms.parsers import fetch_of
from aftersales.records.workspace import Connection
from aftersales.wiring import clients, stores
from aftersales.wiring.environment import setting

BUDGET = timedelta(seconds=60)
"""Of the function's 120 s: a step begun at the last moment may make four slow calls, and there must be time to save."""
PATIENCE = httpx.Timeout(10, connect=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncApp:
    """Collaborators of sync_connections."""

    workspaces: WorkspaceStore
    credentials: Credentials
    poll_of: Callable[[str], Poll | None]
    queue: DeliveryQueue
    archive: Archive
    clock: Callable[[], datetime]
    chance: Callable[[], float]

    def synchronise(self) -> SyncResult:
        """Ask every connection that is due."""
        return synchronise(
            workspaces=self.workspaces,
            credentials=self.credentials,
            poll_of=self.poll_of,
            queue=self.queue,
            archive=self.archive,
            clock=self.clock,
            chance=self.chance,
            budget=BUDGET,
        )


@cache
def app() -> SyncApp:
    """Connect the real collaborators; one HTTP client keeps its connections between runs."""
    http = httpx.Client(timeout=PATIENCE, follow_redirects=False)
    return SyncApp(
        workspaces=stores.workspaces(),
        credentials=stores.credentials(),
        poll_of=lambda platform: bound(platform, http),
        queue=SqsQueue(clients.sqs(), setting("DELIVERIES_QUEUE_URL")),
        archive=stores.archive(),
        clock=lambda: datetime.now(UTC),
        chance=SystemRandom().random,
    )


def bound(platform: str, http: httpx.Client) -> Poll | None:
    """Return the platform's fetch with `http` bound; None for a platform that is not polled."""
    fetch = fetch_of(platform)
    if fetch is None:
        return None

    def poll(
        connection: Connection, credentials: Mapping[str, str], cursor: str | None, now: datetime
    ) -> Fetched:
        return fetch(connection, credentials, cursor, now, http)

    return poll
