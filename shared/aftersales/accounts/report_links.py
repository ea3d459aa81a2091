"""Links that open one report without signing in: signed, for seven days, revocable one by one.

A token is `base64url(JSON) . base64url(HMAC-SHA256)`. It holds the workspace, the report, its own id and when it expires; whoever
changes a byte of it has no valid signature. The store is asked as well, so that a link can be taken back.
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from json import dumps, loads
from typing import Protocol

from aftersales.records.record import Instant
from aftersales.records.report import ReportLink, ReportMade

LIFETIME = timedelta(days=7)
LANGUAGES = ("zh", "en")
FORMATS = ("html", "csv", "xlsx")
_LONGEST = 600
"""No token of ours is longer; what is longer is not even read."""


class Refusal(StrEnum):
    """Why a link does not open; each has its own page."""

    CHANGED = "changed"
    EXPIRED = "expired"
    REVOKED = "revoked"
    NOT_FOUND = "not_found"


class LinkRefusedError(Exception):
    """The link opens nothing; `why` says so to its reader."""

    def __init__(self, why: Refusal) -> None:
        """Keep the reason."""
        super().__init__(why.value)
        self.why = why


class LinkStore(Protocol):
    """Keeps links and finds reports. Both are looked for within one workspace only."""

    def save_link(self, link: ReportLink) -> None:
        """Keep a link, also to revoke it."""

    def link(self, workspace: str, link: str) -> ReportLink | None:
        """Return a link."""

    def links_of(self, workspace: str, report: str) -> list[ReportLink]:
        """Return a report's links, newest first."""

    def links_of_all(self, workspace: str) -> dict[str, list[ReportLink]]:
        """Return all links by report, newest first."""

    def report(self, workspace: str, report: str) -> ReportMade | None:
        """Return a report."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A link that opens: the report's file under `key`, to be called `name` when downloaded."""

    key: str
    name: str
    format: str


def token(secret: bytes, link: ReportLink) -> str:
    """Sign a link. An empty secret is refused: anyone could forge with it."""
    if not secret:
        raise ValueError("links need a secret")
    claims = {"w": link.workspace, "r": link.report, "i": link.id, "e": int(link.expires_at.timestamp())}
    payload = _encode(dumps(claims, separators=(",", ":"), sort_keys=True).encode())
    return f"{payload}.{_encode(_signature(secret, payload))}"


def new_link(
    store: LinkStore, secret: bytes, *, workspace: str, report: str, link_id: str, now: Instant
) -> str:
    """Keep a new link under a fresh random id and return its token."""
    link = ReportLink(
        workspace=workspace, id=link_id, report=report, created_at=now, expires_at=now + LIFETIME
    )
    store.save_link(link)
    return token(secret, link)


def revoke_link(store: LinkStore, *, workspace: str, link_id: str, now: Instant) -> bool:
    """Take a link back at once; False if the workspace has no such link."""
    link = store.link(workspace, link_id)
    if link is None:
        return False
    if link.revoked_at is None:
        store.save_link(link.having(revoked_at=now))
    return True


def open_link(
    store: LinkStore, secret: bytes, text: str, *, language: str, form: str, now: Instant
) -> Opened:
    """Check a token and find the file it opens; LinkRefusedError says why not.

    An unknown language or format falls back to the first; the link still opens the same report.
    """
    claimed = _claims(secret, text)
    if claimed.expires_at <= now:
        raise LinkRefusedError(Refusal.EXPIRED)
    kept = store.link(claimed.workspace, claimed.id)
    if kept is None or kept.report != claimed.report:
        raise LinkRefusedError(Refusal.NOT_FOUND)
    if kept.revoked_at is not None:
        raise LinkRefusedError(Refusal.REVOKED)
    report = store.report(claimed.workspace, claimed.report)
    language = language if language in LANGUAGES else LANGUAGES[0]
    form = form if form in FORMATS else FORMATS[0]
    key = report.files.get(f"{language}.{form}") if report else None
    if report is None or key is None:
        raise LinkRefusedError(Refusal.NOT_FOUND)
    return Opened(key=key, name=f"after-sales-{report.period}-{language}.{form}", format=form)


def _claims(secret: bytes, text: str) -> ReportLink:
    payload, dot, signature = text[:_LONGEST].partition(".")
    if not (secret and dot) or not hmac.compare_digest(
        _encode(_signature(secret, payload)).encode(), signature.encode()
    ):
        raise LinkRefusedError(Refusal.CHANGED)
    claims = loads(urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    expires_at = datetime.fromtimestamp(claims["e"], UTC)
    return ReportLink(
        workspace=claims["w"],
        id=claims["i"],
        report=claims["r"],
        created_at=expires_at - LIFETIME,
        expires_at=expires_at,
    )


def _signature(secret: bytes, payload: str) -> bytes:
    return hmac.new(secret, f"report:{payload}".encode(), sha256).digest()


def _encode(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")
