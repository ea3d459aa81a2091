"""Settings, connections and members in the one table."""

from collections.abc import Callable, Sequence
from itertools import islice
from typing import TypeVar

from aftersales.aws.keys import (
    address_key,
    connection_key,
    directory_key,
    member_key,
    setting_change_key,
    settings_key,
    sign_in_key,
)
from aftersales.aws.struck import struck_body
from aftersales.aws.table import Item, Table
from aftersales.records.errors import RejectedError, UnavailableError
from aftersales.records.record import Instant, Record
from aftersales.records.setting_change import SettingChange, change_between
from aftersales.records.workspace import Connection, Member, Settings

R = TypeVar("R", bound=Record)
_TRIES = 5
_NOBODY_YET = "attribute_not_exists(PK)"
_AS_IT_WAS = "body = :seen"
"""The very bytes that were read: also what `save_settings` or an older version of this code wrote in between is noticed."""


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

    def change_settings(
        self, workspace: str, edit: Callable[[Settings], Settings], *, member: str, now: Instant
    ) -> SettingChange | None:
        """Save settings and change in one transaction, on condition that the settings are still those that were edited."""
        for _ in range(_TRIES):
            item = self._table.get(settings_key(workspace))
            before = _body(item, Settings) if item else Settings(workspace=workspace, name=workspace)
            after = edit(before)
            change = change_between(before, after, member, now)
            if change is None:
                return None
            if self._table.put_both(
                {**settings_key(workspace), "body": _json(after)},
                {**setting_change_key(workspace, change.id), "body": change.model_dump_json()},
                **_if_still(item),
            ):
                return change
        raise UnavailableError("settings", "kept_by_others")

    def setting_changes(self, workspace: str, *, limit: int = 100) -> Sequence[SettingChange]:
        """Read the changes, newest first."""
        items = self._table.under(setting_change_key(workspace, ""), ScanIndexForward=False, Limit=limit)
        return [_body(item, SettingChange) for item in islice(items, limit)]

    def strike_examples(self, workspace: str, is_theirs: Callable[[str], bool]) -> int:
        """Put settings and changes without these examples where they were: nobody has changed anything."""
        struck = self._strike_settings(workspace, is_theirs)
        for item in self._table.under(setting_change_key(workspace, "")):
            body, gone = struck_body(item["body"]["S"], is_theirs)
            if gone:
                self._table.put({"PK": item["PK"]["S"], "SK": item["SK"]["S"], "body": body})
            struck |= gone
        return len(struck)

    def _strike_settings(self, workspace: str, is_theirs: Callable[[str], bool]) -> set[str]:
        for _ in range(_TRIES):
            item = self._table.get(settings_key(workspace))
            body, gone = struck_body(item["body"]["S"], is_theirs) if item else ("", set[str]())
            if not gone or self._table.put({**settings_key(workspace), "body": body}, **_if_still(item)):
                return gone
        raise UnavailableError("settings", "kept_by_others")

    def connections(self, workspace: str) -> Sequence[Connection]:
        """Read all connections of a workspace."""
        return [_body(item, Connection) for item in self._table.under(connection_key(workspace, ""))]

    def connection(self, workspace: str, connection: str) -> Connection | None:
        """Read one connection."""
        item = self._table.get(connection_key(workspace, connection))
        return _body(item, Connection) if item else None

    def save_connection(self, connection: Connection) -> None:
        """Save a connection, and claim its address with it or not at all: none leads to a connection of two workspaces."""
        own = {**connection_key(connection.workspace, connection.id), "body": _json(connection)}
        address = address_key(connection.platform, connection.address)
        for _ in range(_TRIES):
            item = self._table.get(address)
            owner = _body(item, Connection) if item else None
            if owner is not None and owner.workspace != connection.workspace and self._holds(owner, address):
                raise RejectedError("address_taken")
            if owner is not None and (owner.workspace, owner.id) == (connection.workspace, connection.id):
                self._table.put(own)
                return
            if self._table.put_both({**address, "body": own["body"]}, own, **_if_still(item)):
                return
        raise UnavailableError("connections", "kept_by_others")

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

    def remove_member(self, member: Member) -> None:
        """Delete both items; the sign-in only if it still leads here."""
        known = self.member(member.email)
        if known is not None and known.workspace == member.workspace:
            self._table.delete(sign_in_key(member.email))
        self._table.delete(member_key(member.workspace, member.email))

    def _holds(self, owner: Connection, address: dict[str, str]) -> bool:
        """Whether who claimed an address once has it still: a connection that has moved on holds it against nobody."""
        now = self.connection(owner.workspace, owner.id)
        return now is not None and address_key(now.platform, now.address) == address

    def _put(self, key: dict[str, str], record: Record) -> None:
        self._table.put({**key, "body": _json(record)})


def _if_still(item: Item | None) -> dict[str, str]:
    return {"unless": _AS_IT_WAS, "seen": item["body"]["S"]} if item else {"unless": _NOBODY_YET}


def _json(record: Record) -> str:
    return record.model_dump_json(exclude_none=True)


def _body(item: Item, shape: type[R]) -> R:
    return shape.model_validate_json(item["body"]["S"])
