"""Settings, connections and members in the one table."""

from collections.abc import Sequence
from typing import TypeVar

from aftersales.aws.keys import (
    address_key,
    connection_key,
    directory_key,
    member_key,
    settings_key,
    sign_in_key,
)
from aftersales.aws.table import Item, Table
from aftersales.records.record import Record
from aftersales.records.workspace import Connection, Member, Settings

R = TypeVar("R", bound=Record)


class DynamoWorkspaceStore:
    """Plays `WorkspaceStore`; each thing is one item with its JSON in `body`."""

    def __init__(self, table: Table) -> None:
        """Work on `table`."""
        self._table = table

    def workspaces(self) -> Sequence[str]:
        """Read the directory of workspaces."""
        directory = directory_key("")["PK"]
        return [item["SK"]["S"] for item in self._table.query("PK = :directory", {"directory": directory})]

    def settings(self, workspace: str) -> Settings:
        """Read the settings, or give the defaults."""
        item = self._table.get(settings_key(workspace))
        return _body(item, Settings) if item else Settings(workspace=workspace, name=workspace)

    def save_settings(self, settings: Settings) -> None:
        """Save settings and directory entry."""
        self._put(settings_key(settings.workspace), settings)
        self._table.put({**directory_key(settings.workspace)})

    def connections(self, workspace: str) -> Sequence[Connection]:
        """Read all connections of a workspace."""
        return [_body(item, Connection) for item in self._table.under(connection_key(workspace, ""))]

    def connection(self, workspace: str, connection: str) -> Connection | None:
        """Read one connection."""
        item = self._table.get(connection_key(workspace, connection))
        return _body(item, Connection) if item else None

    def save_connection(self, connection: Connection) -> None:
        """Save a connection and the address that leads to it."""
        self._put(connection_key(connection.workspace, connection.id), connection)
        self._put(address_key(connection.platform, connection.address), connection)

    def connection_by_address(self, platform: str, address: str) -> Connection | None:
        """Follow an address to its connection."""
        item = self._table.get(address_key(platform, address))
        if item is None:
            return None
        found = _body(item, Connection)
        return self.connection(found.workspace, found.id)

    def member(self, email: str) -> Member | None:
        """Read a member by sign-in name."""
        item = self._table.get(sign_in_key(email))
        return _body(item, Member) if item else None

    def members(self, workspace: str) -> Sequence[Member]:
        """Read the members of a workspace."""
        return [_body(item, Member) for item in self._table.under(member_key(workspace, ""))]

    def save_member(self, member: Member) -> None:
        """Save a member under the workspace and under the sign-in name."""
        self._put(member_key(member.workspace, member.email), member)
        self._put(sign_in_key(member.email), member)

    def _put(self, key: dict[str, str], record: Record) -> None:
        self._table.put({**key, "body": record.model_dump_json(exclude_none=True)})


def _body(item: Item, shape: type[R]) -> R:
    return shape.model_validate_json(item["body"]["S"])
