"""Tokens with which programs read figures: made by a manager, shown once, kept as a hash."""

from enum import StrEnum

from aftersales.records.record import Instant, Record, WorkspaceId


class Scope(StrEnum):
    """What a token may read: figures, or also the records behind them."""

    FIGURES = "read:figures"
    ROWS = "read:rows"


class ApiToken(Record):
    """A token; `hash` is the SHA-256 of its text, so that a read of the table opens no door."""

    workspace: WorkspaceId
    id: str
    name: str
    hash: str
    scopes: tuple[Scope, ...]
    created_by: str
    created_at: Instant
    last_used_at: Instant | None = None
    revoked_at: Instant | None = None
