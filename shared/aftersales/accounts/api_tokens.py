"""Tokens of the API: issued once in clear, checked by their hash, taken back at once.

A token's text is `hwas.<workspace>.<id>.<secret>`: it names where its record lies, so that nothing is searched for over workspaces.
"""

import hmac
from collections.abc import Collection, Sequence
from datetime import timedelta
from hashlib import sha256
from typing import Protocol

from aftersales.records.api_token import ApiToken, Scope
from aftersales.records.errors import RejectedError
from aftersales.records.record import Instant

_PREFIX = "hwas"
_PARTS = 4
_LONGEST = 300
_LONGEST_NAME = 80
_MOST = 50
_NOTED_EVERY = timedelta(hours=1)
"""How exact `last_used_at` is: noting every call would write as often as a dashboard reads."""


class TokenStore(Protocol):
    """Keeps the tokens of workspaces."""

    def save_token(self, token: ApiToken) -> None:
        """Keep or replace a token."""

    def token(self, workspace: str, token: str) -> ApiToken | None:
        """Return a token by its id."""

    def tokens(self, workspace: str) -> Sequence[ApiToken]:
        """Return all of a workspace, also revoked ones."""

    def touch_token(self, token: ApiToken, now: Instant) -> None:
        """Note when a token was last used, unless it has been revoked meanwhile."""


def issue(
    store: TokenStore,
    *,
    workspace: str,
    name: str,
    scopes: Collection[Scope],
    by: str,
    ids: tuple[str, str],
    now: Instant,
) -> tuple[ApiToken, str]:
    """Keep a new token and return it with its text, which nobody can read again. `ids` are two fresh random ids."""
    name = " ".join(name.split())[:_LONGEST_NAME]
    if not name:
        raise RejectedError("token_needs_name")
    if not scopes:
        raise RejectedError("token_needs_scope")
    living = [token for token in store.tokens(workspace) if token.revoked_at is None]
    if len(living) >= _MOST:
        raise RejectedError("too_many_tokens")
    name_of_token, secret = (one.replace(".", "-") for one in ids)
    text = f"{_PREFIX}.{workspace}.{name_of_token}.{secret}"
    token = ApiToken(
        workspace=workspace,
        id=name_of_token,
        name=name,
        hash=_hash(text),
        scopes=tuple(sorted(scopes)),
        created_by=by,
        created_at=now,
    )
    store.save_token(token)
    return token, text


def check(store: TokenStore, text: str, now: Instant) -> ApiToken:
    """Return the token that a text proves; RejectedError `token_refused` for anything else, whatever is wrong with it."""
    parts = text[:_LONGEST].split(".")
    token = store.token(parts[1], parts[2]) if len(parts) == _PARTS and parts[0] == _PREFIX else None
    is_right = hmac.compare_digest(_hash(text).encode(), token.hash.encode()) if token else False
    if token is None or not is_right or token.revoked_at is not None:
        raise RejectedError("token_refused")
    if token.last_used_at is None or now - token.last_used_at >= _NOTED_EVERY:
        store.touch_token(token, now)
    return token


def revoke(store: TokenStore, workspace: str, name: str, now: Instant) -> None:
    """Take a token back at once; RejectedError `unknown_token`."""
    token = store.token(workspace, name)
    if token is None:
        raise RejectedError("unknown_token")
    if token.revoked_at is None:
        store.save_token(token.having(revoked_at=now))


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
