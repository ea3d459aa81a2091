"""Sign-in: the directory proves the person, membership decides whether there is anything to see."""

from dataclasses import dataclass

from aftersales.accounts.identity import CodeNeeded, IdentityProvider, NewPasswordNeeded, Proven
from aftersales.accounts.sessions import SessionStore, live_session, open_session
from aftersales.cases.stores import WorkspaceStore
from aftersales.records.errors import RejectedError
from aftersales.records.record import Instant
from aftersales.records.workspace import Member


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """The collaborators of sign-in."""

    identities: IdentityProvider
    sessions: SessionStore
    workspaces: WorkspaceStore


def sign_in(
    door: Door, *, email: str, password: str, session_id: str, now: Instant
) -> Member | NewPasswordNeeded | CodeNeeded:
    """Open a session under `session_id`, or say that a first password must be replaced or a second factor's code is needed.

    RejectedError `wrong_credentials` for a wrong password and for people who belong to no workspace alike.
    """
    answer = door.identities.check(email.strip().lower(), password)
    return _admitted(door, answer, session_id, now)


def choose_password(
    door: Door, *, email: str, password: str, challenge: str, session_id: str, now: Instant
) -> Member | NewPasswordNeeded | CodeNeeded:
    """Replace a first password and open a session; RejectedError `weak_password` or `challenge_expired`."""
    answer = door.identities.choose(email.strip().lower(), password, challenge)
    return _admitted(door, answer, session_id, now)


def confirm_code(
    door: Door, *, email: str, code: str, challenge: str, session_id: str, now: Instant
) -> Member:
    """Check the code of a second factor and open a session; RejectedError `wrong_code` or `challenge_expired`."""
    return _admit(door, door.identities.confirm(email.strip().lower(), code, challenge), session_id, now)


def member_of(door: Door, session_id: str, now: Instant) -> Member | None:
    """Return the member behind a session cookie, as the workspace knows them now: a removed member is out at once."""
    session = live_session(door.sessions, session_id, now)
    member = door.workspaces.member(session.email) if session else None
    return member if session and member and member.workspace == session.workspace else None


def _admitted(
    door: Door, answer: Proven | NewPasswordNeeded | CodeNeeded, session_id: str, now: Instant
) -> Member | NewPasswordNeeded | CodeNeeded:
    return _admit(door, answer, session_id, now) if isinstance(answer, Proven) else answer


def _admit(door: Door, proven: Proven, session_id: str, now: Instant) -> Member:
    member = door.workspaces.member(proven.email)
    if member is None:
        raise RejectedError("wrong_credentials")
    open_session(
        door.sessions, session_id=session_id, email=member.email, workspace=member.workspace, now=now
    )
    return member
