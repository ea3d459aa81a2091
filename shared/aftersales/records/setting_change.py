"""Who changed which setting of a workspace, when, from what to what: kept for ever beside the settings themselves."""

from hashlib import sha256
from json import dumps
from typing import TYPE_CHECKING

from pydantic import JsonValue

from aftersales.records.record import Instant, Record, WorkspaceId

if TYPE_CHECKING:
    from aftersales.records.workspace import Settings


class SettingChange(Record):
    """One saving: `old` and `new` hold the settings that differ, by name, as JSON."""

    workspace: WorkspaceId
    at: Instant
    member: str
    old: dict[str, JsonValue]
    new: dict[str, JsonValue]

    @property
    def id(self) -> str:
        """Sorts by time; two savings of one moment differ by what they saved."""
        digest = sha256(dumps([self.member, self.old, self.new]).encode()).hexdigest()[:12]
        return f"{self.at:%Y-%m-%dT%H:%M:%S.%f}-{digest}"


def change_between(before: "Settings", after: "Settings", member: str, at: Instant) -> SettingChange | None:
    """Return what differs; None if nothing does."""
    old, new = before.model_dump(mode="json"), after.model_dump(mode="json")
    names = [name for name in new if old[name] != new[name]]
    if not names:
        return None
    return SettingChange(
        workspace=after.workspace,
        at=at,
        member=member,
        old={name: old[name] for name in names},
        new={name: new[name] for name in names},
    )
