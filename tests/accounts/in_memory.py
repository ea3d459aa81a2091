"""In-memory directory and sessions; tests/aws/test_sessions.py proves the sessions equal to the adapter."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from aftersales.accounts.identity import NewPasswordNeeded, Proven
from aftersales.accounts.sessions import Session
from aftersales.records.api_token import ApiToken
from aftersales.records.errors import RejectedError

STRONG = 12


class InMemorySessionStore:
    def __init__(self) -> None:
        self._sessions: dict[str, Session] = {}

    def __len__(self) -> int:
        return len(self._sessions)

    def __contains__(self, hashed: str) -> bool:
        return hashed in self._sessions

    def save(self, session: Session) -> None:
        self._sessions[session.hash] = session

    def find(self, hashed: str) -> Session | None:
        return self._sessions.get(hashed)

    def delete(self, hashed: str) -> None:
        self._sessions.pop(hashed, None)


@dataclass
class InMemoryIdentityProvider:
    """`passwords` by e-mail; those in `first` must be replaced at sign-in."""

    passwords: dict[str, str] = field(default_factory=dict)
    first: set[str] = field(default_factory=set)

    def check(self, email: str, password: str) -> Proven | NewPasswordNeeded:
        if self.passwords.get(email) != password:
            raise RejectedError("wrong_credentials")
        return NewPasswordNeeded(email, f"challenge-{email}") if email in self.first else Proven(email)

    def choose(self, email: str, password: str, challenge: str) -> Proven:
        if email not in self.first or challenge != f"challenge-{email}":
            raise RejectedError("challenge_expired")
        if len(password) < STRONG:
            raise RejectedError("weak_password")
        self.first.discard(email)
        self.passwords[email] = password
        return Proven(email)


class InMemoryTokenStore:
    """Plays `TokenStore`."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], ApiToken] = {}

    def save_token(self, token: ApiToken) -> None:
        self._kept[token.workspace, token.id] = token

    def token(self, workspace: str, token: str) -> ApiToken | None:
        return self._kept.get((workspace, token))

    def tokens(self, workspace: str) -> Sequence[ApiToken]:
        return [token for (owner, _), token in sorted(self._kept.items()) if owner == workspace]

    def touch_token(self, token: ApiToken, now: datetime) -> None:
        known = self._kept.get((token.workspace, token.id))
        if known is not None and known.revoked_at is None:
            self.save_token(token.having(last_used_at=now))
