"""What a member does to a case. Each act is a fact: the case is folded anew from all of them."""

from dataclasses import dataclass
from datetime import datetime

from aftersales.cases.dossier import Dossier
from aftersales.cases.stores import DossierStore, WorkspaceStore
from aftersales.desk.stating import later_than, stated
from aftersales.records.action import Action, Discard, Verb
from aftersales.records.case import Case
from aftersales.records.cause import Cause
from aftersales.records.errors import RejectedError
from aftersales.records.taxonomy import growing
from aftersales.records.workspace import Member, Settings

LONGEST_NOTE = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An act as a form or an API call states it; `key` is unique per form, so that a form sent twice acts once.

    A label is about the text of the entity `about`; `takes_back` a label without a cause withdraws the last one. What is discarded
    says why, and if it was merged, into which case of the workspace (its id).
    """

    key: str
    verb: Verb
    note: str = ""
    owner: str | None = None
    cause: Cause | None = None
    about: str | None = None
    takes_back: bool = False
    discard: Discard | None = None
    into: str | None = None


def act(
    store: DossierStore,
    workspaces: WorkspaceStore,
    member: Member,
    case: tuple[str, int],
    what: Act,
    *,
    now: datetime,
) -> Case:
    """Apply an act to the case (home, number) of the member's workspace and return the case as it is afterwards.

    RejectedError: `unknown_case`; `case_is_past` where a later case of the dossier has taken over; `note_missing`, `note_too_long`,
    `cause_missing` (or not in the workspace's tree), `unknown_member`, `discard_missing` for a form that says too little.
    """
    settings = workspaces.settings(member.workspace)
    home, number = case
    dossier = store.dossier(member.workspace, home, settings)
    current = case_of(dossier, number)
    if any(action.key == what.key for action in dossier.actions):
        return current
    if number != len(dossier.cases):
        raise RejectedError("case_is_past")
    _check(what, workspaces, settings)
    at = later_than([one.at for one in dossier.actions if one.member != "system"], now)
    action = Action(
        store=current.store,
        key=what.key,
        on=dossier.home,
        verb=what.verb,
        member=member.email,
        at=at,
        note=what.note.strip(),
        owner=what.owner,
        cause=what.cause,
        about=what.about,
        discard=what.discard if what.verb is Verb.DISCARDED else None,
        into=what.into if what.discard is Discard.MERGED else None,
    )
    store.add([stated(action, workspace=member.workspace, platform=current.platform, now=at)], settings)
    return case_of(store.dossier(member.workspace, home, settings), number)


def case_of(dossier: Dossier, number: int) -> Case:
    """Return a case of a dossier; RejectedError `unknown_case` if there is none of that number."""
    for case in dossier.cases:
        if case.number == number:
            return case
    raise RejectedError("unknown_case")


def _check(what: Act, workspaces: WorkspaceStore, settings: Settings) -> None:
    if what.verb is Verb.NOTED and not what.note.strip():
        raise RejectedError("note_missing")
    if len(what.note) > LONGEST_NOTE:
        raise RejectedError("note_too_long")
    if (
        what.verb is Verb.RELABELLED
        and what.cause not in growing(settings.own_causes)
        and not what.takes_back
    ):
        raise RejectedError("cause_missing")
    if what.verb is Verb.DISCARDED and what.discard is None:
        raise RejectedError("discard_missing")
    members = workspaces.members(settings.workspace)
    if what.owner is not None and what.owner not in {one.email for one in members}:
        raise RejectedError("unknown_member")
