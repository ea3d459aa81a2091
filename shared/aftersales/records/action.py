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


class Action(Entity):
    """One act on the dossier `on` (a home); `member` is the acting person's e-mail or 'system'.

    `about` is the entity whose text a label was given to. A label without a cause takes the last one back.
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

    @property
    def home(self) -> str:
        """In the partition of the dossier it concerns."""
        return self.on
