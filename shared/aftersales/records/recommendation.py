"""What the system proposed to a person, and what the person did with it."""

from typing import Literal

from aftersales.records.record import Entity, Instant


class Recommendation(Entity):
    """One proposal on the dossier `on`; `offered` and `chosen` are codes (a cause, a template's name, a verb), never a text.

    It counts as shown from `shown_at`; `outcome` stays 'shown' until the person decides.
    """

    kind: Literal["recommendation"] = "recommendation"
    on: str
    case: int | None = None
    form: Literal["cause", "reply", "template", "action"]
    engine: str
    offered: str
    shown_at: Instant
    outcome: Literal["shown", "accepted", "overridden"] = "shown"
    decided_at: Instant | None = None
    member: str | None = None
    chosen: str = ""

    @property
    def home(self) -> str:
        """In the partition of the dossier it was made for."""
        return self.on
