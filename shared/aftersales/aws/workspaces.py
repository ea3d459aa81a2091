"""Settings, connections and members in the one table."""

from collections.abc import Sequence
from typing import TypeVar

from aftersales.aws.table import Item, Table
from aftersales.records.record import Record
from aftersales.records.workspace import Connection, Member, Settings

R = TypeVar("R", bound=Record)
_DIRECTORY = "WORKSPACES"


class DynamoWorkspaceStore:
    """Plays `WorkspaceStore`; each thing is one item with its JSON in `body`."""

    def __init__(self, table: Table) -> None:
        """Work on `table`."""
        self._table = table

    def workspaces(self) -> Sequence[str]:
        """Read the directory of workspaces."""
        return [item["SK"]["S"] for item in self._table.query("PK = :directory", {"directory": _DIRECTORY})]

    def settings(self, workspace: str) -> Settings:
        """Read the settings, or give the defaults."""
        item = self._table.get({"PK": workspace, "SK": "SETTINGS"})
        return _body(item, Settings) if item else Settings(workspace=workspace, name=workspace)

    def save_settings(self, settings: Settings) -> None:
        """Save settings and directory entry."""
        self._put(settings.workspace, "SETTINGS", settings)
        self._table.put({"PK": _DIRECTORY, "SK": settings.workspace})

    def connections(self, workspace: str) -> Sequence[Connection]:
        """Read all connections of a workspace."""
        return [_body(item, Connection) for item in self._under(workspace, "CONNECTION#")]

    def connection(self, workspace: str, connection: str) -> Connection | None:
        """Read one connection."""
        item = self._table.get({"PK": workspace, "SK": f"CONNECTION#{connection}"})
        return _body(item, Connection) if item else None

    def save_connection(self, connection: Connection) -> None:
        """Save a connection and the address that leads to it."""
        self._put(connection.workspace, f"CONNECTION#{connection.id}", connection)
        self._put(_address(connection.platform, connection.address), "CONNECTION", connection)

    def connection_by_address(self, platform: str, address: str) -> Connection | None:
        """Follow an address to its connection."""
        item = self._table.get({"PK": _address(platform, address), "SK": "CONNECTION"})
        if item is None:
            return None
        found = _body(item, Connection)
        return self.connection(found.workspace, found.id)

    def member(self, email: str) -> Member | None:
        """Read a member by sign-in name."""
        item = self._table.get({"PK": f"MEMBER#{email.lower()}", "SK": "MEMBER"})
        return _body(item, Member) if item else None

    def members(self, workspace: str) -> Sequence[Member]:
        """Read the members of a workspace."""
        return [_body(item, Member) for item in self._under(workspace, "MEMBER#")]

    def save_member(self, member: Member) -> None:
        """Save a member under the workspace and under the sign-in name."""
        self._put(member.workspace, f"MEMBER#{member.email.lower()}", member)
        self._put(f"MEMBER#{member.email.lower()}", "MEMBER", member)

    def _under(self, workspace: str, prefix: str) -> list[Item]:
        return list(
            self._table.query(
                "PK = :workspace AND begins_with(SK, :prefix)", {"workspace": workspace, "prefix": prefix}
            )
        )

    def _put(self, partition: str, sort_key: str, record: Record) -> None:
        self._table.put({"PK": partition, "SK": sort_key, "body": record.model_dump_json(exclude_none=True)})


def _address(platform: str, address: str) -> str:
    return f"ADDRESS#{platform}#{address.lower()}"


def _body(item: Item, shape: type[R]) -> R:
    return shape.model_validate_json(item["body"]["S"])
