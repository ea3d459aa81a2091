"""Changes of settings by people: what a form has shown must still hold when it is saved, and every change has a name and a time."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from pydantic_core import to_json

from aftersales.cases.stores import WorkspaceStore
from aftersales.records.errors import RejectedError
from aftersales.records.setting_change import SettingChange
from aftersales.records.workspace import Member, Settings

CHANGED = "settings_changed"
"""The reason of a refusal because somebody else has saved since the form was opened."""
_LOOKED_THROUGH = 50
_SEAL = 16

Edit = Callable[[Settings], Settings]


@dataclass(frozen=True, slots=True)
class Part:
    """What one form shows of the settings: their `fields`, narrowed by `of` to the one thing among them that it changes."""

    fields: tuple[str, ...]
    of: Callable[[Settings], object]


def whole(*fields: str) -> Part:
    """Return the part that is just these settings."""
    return Part(fields, lambda settings: [getattr(settings, name) for name in fields])


def seal(part: Part, settings: Settings) -> str:
    """Name the state of a part: a form carries it, and equal seals mean equal states."""
    return sha256(to_json(part.of(settings))).hexdigest()[:_SEAL]


def change(
    workspaces: WorkspaceStore, member: Member, part: Part, seen: str, edit: Edit, now: datetime
) -> SettingChange | None:
    """Save an edit of a part in the state that its form has shown.

    RejectedError `settings_changed` where that state is no more; whatever else somebody has saved meanwhile stays.
    """

    def guarded(settings: Settings) -> Settings:
        if seal(part, settings) != seen:
            raise RejectedError(CHANGED)
        return edit(settings)

    return workspaces.change_settings(member.workspace, guarded, member=member.email, now=now)


def last_change(workspaces: WorkspaceStore, workspace: str, fields: Iterable[str]) -> SettingChange | None:
    """Return the newest change that touched one of the settings, among the last fifty."""
    wanted = set(fields)
    changes = workspaces.setting_changes(workspace, limit=_LOOKED_THROUGH)
    return next((one for one in changes if wanted & one.new.keys()), None)
