"""sync_connections: the schedule asks the platforms that are due."""

from datetime import UTC, datetime

import httpx

from aftersales.records.workspace import Connection, Settings
from aftersales.wiring.synchronise import SyncApp, bound
from functions.sync_connections.handler import handler
from tests.cases.in_memory import InMemoryWorkspaceStore
from tests.functions.events import event
from tests.intake.door_fakes import InMemoryArchive, InMemoryQueue
from tests.platforms.amazon.fake_amazon import CREDENTIALS, FakeAmazon


class _Credentials:
    def of(self, connection: str) -> dict[str, str]:
        return CREDENTIALS if connection == "amazon-main" else {}


def _app(http: httpx.Client, workspaces: InMemoryWorkspaceStore, queue: InMemoryQueue) -> SyncApp:
    return SyncApp(
        workspaces=workspaces,
        credentials=_Credentials(),
        poll_of=lambda platform: bound(platform, http),
        queue=queue,
        archive=InMemoryArchive(),
        clock=lambda: datetime(2026, 3, 2, 10, tzinfo=UTC),
        chance=lambda: 0.5,
    )


def test_the_real_client_polls_and_an_ill_connection_is_reported() -> None:
    """A tick of the schedule asks Amazon's client for all it has; a shop without credentials is put off with its reason."""
    workspaces, queue = InMemoryWorkspaceStore(), InMemoryQueue()
    workspaces.save_settings(Settings(workspace="w", name="W"))
    for name, platform in (("amazon-main", "amazon"), ("amazon-ill", "amazon"), ("17track-main", "17track")):
        workspaces.save_connection(
            Connection(workspace="w", id=name, platform=platform, store=name, name=name, address=name)
        )
    with FakeAmazon().http as http:
        answer = handler(event("sync_connections", "schedule"), None, _app(http, workspaces, queue))
    assert answer == {"deliveries": 1, "connections": 1, "unfinished": 0, "errors": 1}
    assert len(queue) == 1
    ill = workspaces.connection("w", "amazon-ill")
    assert ill is not None
    assert ill.last_error == "marketplaces_missing"


def test_a_platform_that_pushes_is_not_polled() -> None:
    """17TRACK and mail have no client."""
    with httpx.Client() as http:
        assert bound("17track", http) is None
        assert bound("mail", http) is None
