"""In-memory directory and sessions; tests/aws/test_sessions.py proves the sessions equal to the adapter."""

import hmac
from base64 import b32decode
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from aftersales.accounts.identity import CodeNeeded, Enrolling, NewPasswordNeeded, Proven
from aftersales.accounts.sessions import Session
from aftersales.records.api_token import ApiToken
from aftersales.records.errors import RejectedError

STRONG = 12
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def totp(secret: str, at: float = 0) -> str:
    """Six digits by RFC 6238: HMAC-SHA-1, steps of thirty seconds; what an authenticator app shows."""
    step = int(at // 30).to_bytes(8, "big")
    digest = hmac.digest(b32decode(secret + "=" * (-len(secret) % 8), casefold=True), step, "sha1")
    place = digest[-1] & 15
    return f"{(int.from_bytes(digest[place : place + 4], 'big') & 0x7FFFFFFF) % 10**6:06}"


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
    """`passwords` by e-mail; those in `first` must be replaced at sign-in; `factors` are secrets of second factors."""

    passwords: dict[str, str] = field(default_factory=dict)
    first: set[str] = field(default_factory=set)
    factors: dict[str, str] = field(default_factory=dict)

    def check(self, email: str, password: str) -> Proven | NewPasswordNeeded | CodeNeeded:
        if self.passwords.get(email) != password:
            raise RejectedError("wrong_credentials")
        if email in self.first:
            return NewPasswordNeeded(email, f"challenge-{email}")
        return CodeNeeded(email, f"code-{email}") if email in self.factors else Proven(email)

    def confirm(self, email: str, code: str, challenge: str) -> Proven:
        if email not in self.factors or challenge != f"code-{email}":
            raise RejectedError("challenge_expired")
        if code != totp(self.factors[email]):
            raise RejectedError("wrong_code")
        return Proven(email)

    def enrol(self, email: str, password: str) -> Enrolling:
        if isinstance(self.check(email, password), CodeNeeded):
            raise RejectedError("second_factor_known")
        return Enrolling(SECRET, f"proof-{email}")

    def finish_enrolling(self, proof: str, code: str) -> None:
        email = proof.removeprefix("proof-")
        if email not in self.passwords:
            raise RejectedError("challenge_expired")
        if code != totp(SECRET):
            raise RejectedError("wrong_code")
        self.factors[email] = SECRET

    def choose(self, email: str, password: str, challenge: str) -> Proven | CodeNeeded:
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
