"""What a member, a rule or the system itself does to a case; actions are facts like all others."""

from enum import StrEnum
from typing import Literal

from aftersales.records.cause import Cause
from aftersales.records.record import Entity, Instant


class Verb(StrEnum):
    """The things that can be done to a case."""

    ASSIGNED = "assigned"
    NOTED = "noted"
    RELABELLED = "relabelled"
    ANSWERED = "answered"
    RESOLVED = "resolved"
    REOPENED = "reopened"
    INVITED = "invited"
    NOT_SENT = "not_sent"
    HANDED_OFF = "handed_off"
    WAIVED = "waived"
    DISCARDED = "discarded"
    RESTORED = "restored"


class Discard(StrEnum):
    """Why a case is no case and leaves every figure: told elsewhere already, or no customer's problem at all."""

    MERGED = "merged"
    SPAM = "spam"
    TEST = "test"


class Action(Entity):
    """One act on the dossier `on` (a home); `member` is the acting person's e-mail or 'system'.

    `about` is the entity whose text a label was given to. A label without a cause takes the last one back.
    HANDED_OFF gives a customer from a bot to a person, WAIVED says that what was written needs no answer. DISCARDED takes the case
    out for the reason `discard` (`into` names the case it was merged into), RESTORED takes that back.
    """

    kind: Literal["action"] = "action"
    on: str
    verb: Verb
    member: str
    at: Instant
    note: str = ""
    owner: str | None = None
    cause: Cause | None = None
    about: str | None = None
    discard: Discard | None = None
    into: str | None = None

    @property
    def home(self) -> str:
        """In the partition of the dossier it concerns."""
        return self.on
