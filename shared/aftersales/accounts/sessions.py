"""Sessions live on the server; the browser holds a random id of which only the hash is kept."""

from datetime import timedelta
from hashlib import sha256
from typing import Protocol

from aftersales.records.record import Instant, Record

LIFETIME = timedelta(hours=12)
"""A working day; whoever is still here signs in again."""


class Session(Record):
    """Who signed in until when; `hash` is the SHA-256 of the id in the cookie, so that a read of the table opens no door."""

    hash: str
    email: str
    workspace: str
    expires_at: Instant


class SessionStore(Protocol):
    """Keeps sessions."""

    def save(self, session: Session) -> None:
        """Save a session."""

    def find(self, hashed: str) -> Session | None:
        """Return a session, possibly one that has expired."""

    def delete(self, hashed: str) -> None:
        """Forget a session; an unknown one is no error."""


def hash_of(session_id: str) -> str:
    """Return the hash under which a session is kept."""
    return sha256(session_id.encode()).hexdigest()


def open_session(
    store: SessionStore, *, session_id: str, email: str, workspace: str, now: Instant
) -> Session:
    """Save a new session under a fresh random id."""
    session = Session(hash=hash_of(session_id), email=email, workspace=workspace, expires_at=now + LIFETIME)
    store.save(session)
    return session


def live_session(store: SessionStore, session_id: str, now: Instant) -> Session | None:
    """Return the session of a cookie if it is known and has not expired (the table forgets expired ones days later)."""
    session = store.find(hash_of(session_id)) if session_id else None
    return session if session and session.expires_at > now else None


def close_session(store: SessionStore, session_id: str) -> None:
    """Sign out."""
    store.delete(hash_of(session_id))
