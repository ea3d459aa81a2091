"""What a member does to a case. Each act is a fact: the case is folded anew from all of them."""

from dataclasses import dataclass
from datetime import datetime

from aftersales.cases.dossier import Dossier
from aftersales.cases.stores import DossierStore, WorkspaceStore
from aftersales.records.action import Action, Verb
from aftersales.records.case import Case
from aftersales.records.cause import Cause
from aftersales.records.errors import RejectedError
from aftersales.records.fact import Actor, Observation, to_fact
from aftersales.records.workspace import Member

CONNECTION = "console"
LONGEST_NOTE = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An act as a form or an API call states it; `key` is unique per form, so that a form sent twice acts once."""

    key: str
    verb: Verb
    note: str = ""
    owner: str | None = None
    cause: Cause | None = None


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
    `cause_missing`, `unknown_member` for a form that says too little.
    """
    settings = workspaces.settings(member.workspace)
    home, number = case
    dossier = store.dossier(member.workspace, home, settings)
    current = case_of(dossier, number)
    if any(action.key == what.key for action in dossier.actions):
        return current
    if number != len(dossier.cases):
        raise RejectedError("case_is_past")
    _check(what, workspaces, member.workspace)
    action = Action(
        store=current.store,
        key=what.key,
        on=dossier.home,
        verb=what.verb,
        member=member.email,
        at=now,
        note=what.note.strip(),
        owner=what.owner,
        cause=what.cause,
    )
    seen = Observation(record=action, occurred_at=now, version=now.isoformat(), actor=Actor.AGENT)
    fact = to_fact(
        seen, workspace=member.workspace, connection=CONNECTION, platform=current.platform, ingested_at=now
    )
    store.add([fact], settings)
    return case_of(store.dossier(member.workspace, home, settings), number)


def case_of(dossier: Dossier, number: int) -> Case:
    """Return a case of a dossier; RejectedError `unknown_case` if there is none of that number."""
    for case in dossier.cases:
        if case.number == number:
            return case
    raise RejectedError("unknown_case")


def _check(what: Act, workspaces: WorkspaceStore, workspace: str) -> None:
    if what.verb is Verb.NOTED and not what.note.strip():
        raise RejectedError("note_missing")
    if len(what.note) > LONGEST_NOTE:
        raise RejectedError("note_too_long")
    if what.verb is Verb.RELABELLED and what.cause is None:
        raise RejectedError("cause_missing")
    if what.owner is not None and what.owner not in {one.email for one in workspaces.members(workspace)}:
        raise RejectedError("unknown_member")
