"""Something that should leave the house: a mail or a platform call, kept with the reason why it was sent or not."""

from enum import StrEnum
from typing import Any, Literal

from pydantic import Field

from aftersales.records.record import Instant, Record, WorkspaceId


class DispatchState(StrEnum):
    """WAITING for its time or for the worker, SENT, or REFUSED for a reason that does not pass."""

    WAITING = "waiting"
    SENT = "sent"
    REFUSED = "refused"


class Dispatch(Record):
    """One outgoing thing; `id` is its dedupe key, unique in the workspace: the same id never leaves twice.

    `letter` names the folder of the mail template, `data` its values (JSON). `attachments` are keys in the reports bucket, each
    shown inline under its file name. `reason` is a stable code, e.g. `no_consent`; it is never free text. `about` are
    colleagues of whom it tells something that not every member sees.
    """

    workspace: WorkspaceId
    id: str
    kind: Literal["alert", "invitation", "report", "reply"]
    channel: Literal["mail", "platform"]
    to: tuple[str, ...]
    letter: str
    language: str
    data: dict[str, Any] = Field(default_factory=dict)
    attachments: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    store: str | None = None
    home: str | None = None
    case: int | None = None
    created_at: Instant
    not_before: Instant | None = None
    not_after: Instant | None = None
    state: DispatchState = DispatchState.WAITING
    reason: str = ""
    finished_at: Instant | None = None
