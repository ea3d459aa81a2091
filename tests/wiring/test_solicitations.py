"""Which connection asks Amazon for a review."""

from collections.abc import Mapping

import pytest

from aftersales.records.errors import RejectedError
from aftersales.records.workspace import Connection
from aftersales.wiring.solicitations import PlatformSender
from tests.cases.in_memory import InMemoryWorkspaceStore
from tests.outreach.outbox_contract import dispatch


class Credentials:
    """Remembers whose were asked for; holds none."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def of(self, connection: str) -> Mapping[str, str]:
        self.asked.append(connection)
        raise RejectedError("no_credentials")


def test_an_invitation_finds_the_amazon_connection_of_its_store() -> None:
    """Ids of connections are unique over all sellers, names of stores are not: the store leads to the id, past its mailbox."""
    workspaces, credentials = InMemoryWorkspaceStore(), Credentials()
    for workspace, name, platform in (
        ("other", "other-amazon", "amazon"),
        ("w", "w-a-mail", "mail"),
        ("w", "w-amazon", "amazon"),
    ):
        workspaces.save_connection(
            Connection(
                workspace=workspace, id=name, platform=platform, store="amazon-us", name=name, address=name
            )
        )
    asking = dispatch(store="amazon-us", channel="platform", data={"order": "1", "channel": "Amazon.com"})
    with pytest.raises(RejectedError, match="no_credentials"):
        PlatformSender(workspaces, credentials).send(asking)
    assert credentials.asked == ["w-amazon"]
