"""Who calls the API: a member whose token the gateway has checked, or a program with a token of its own."""

import binascii
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aftersales.accounts.access import ANALYSTS
from aftersales.accounts.api_tokens import TokenStore, check
from aftersales.cases.stores import WorkspaceStore
from aftersales.records.api_token import Scope
from aftersales.records.errors import RejectedError
from aftersales.records.workspace import Member


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who calls, in which workspace, with what body, and when; made anew for each request. `names` are those of its query."""

    workspace: str
    body: bytes
    now: datetime
    person: Member | None = None
    names: frozenset[str] = frozenset()

    @property
    def member(self) -> Member:
        """The member; operations of members only are never reached by programs."""
        if self.person is None:
            raise RejectedError("not_a_member")
        return self.person

    @property
    def sees_people(self) -> bool:
        """Whether colleagues' figures are shown: as in the console, and to programs, whose token a manager made."""
        return self.person is None or ANALYSTS.allows(self.person)


def member_of(claims: Mapping[str, Any], workspaces: WorkspaceStore) -> Member:
    """Return the member whom an ID token proves; RejectedError `not_a_member`.

    An address that its owner has changed but not confirmed proves nobody: else one could take a colleague's.
    """
    email = str(claims.get("email") or "").lower()
    is_confirmed = str(claims.get("email_verified")).lower() == "true"
    is_identity = claims.get("token_use") == "id"
    member = workspaces.member(email) if email and is_confirmed and is_identity else None
    if member is None:
        raise RejectedError("not_a_member")
    return member


def workspace_of(header: str, scope: Scope, tokens: TokenStore, now: datetime) -> str:
    """Return the workspace whose token stands in an Authorization header; RejectedError `token_refused` or `scope_missing`.

    Bearer, or Basic with the token as password: spreadsheets know only that.
    """
    kind, _, value = header.strip().partition(" ")
    if kind.lower() == "basic":
        try:
            value = b64decode(value.strip(), validate=True).decode().partition(":")[2]
        except (binascii.Error, ValueError) as error:
            raise RejectedError("token_refused") from error
    elif kind.lower() != "bearer":
        raise RejectedError("token_refused")
    token = check(tokens, value.strip(), now)
    if scope not in token.scopes:
        raise RejectedError("scope_missing")
    return token.workspace
