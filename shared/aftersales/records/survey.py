"""Satisfaction surveys: each sending, and each answer that came back."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from aftersales.records.record import Entity, Instant


class SurveyState(StrEnum):
    """How far a survey came: SENT is all that some channels ever tell."""

    SENT = "sent"
    DELIVERED = "delivered"
    BOUNCED = "bounced"


class Survey(Entity):
    """One survey after one resolution: `cycle` counts the resolutions of the case `on`#`case` from 1.

    `agent` is who had resolved that cycle when the survey left; it stays so whoever gets the case later.
    """

    kind: Literal["survey"] = "survey"
    on: str
    case: int
    cycle: int = 1
    state: SurveyState = SurveyState.SENT
    sent_at: Instant
    delivered_at: Instant | None = None
    bounced_at: Instant | None = None
    agent: str | None = None
    customer: str | None = None

    @property
    def home(self) -> str:
        """In the partition of the dossier it asks about."""
        return self.on


class SurveyAnswer(Entity):
    """An answer to the survey whose key is `survey`; a customer may answer again, and every answer is kept."""

    kind: Literal["survey_answer"] = "survey_answer"
    survey: str
    on: str
    score: Annotated[int, Field(ge=1, le=5)]
    at: Instant
    comment: str = ""

    @property
    def home(self) -> str:
        """Beside its survey."""
        return self.on
