"""What we write: translations that stand beside a text, and answers from the first draft until they are sent."""

from enum import StrEnum
from typing import Literal

from aftersales.records.record import Entity, Instant
from aftersales.records.understanding import Translation


class Rendering(Entity):
    """A translation of one text, made when somebody wanted to read it or corrected by a person; the text itself never changes.

    `about` is the entity that holds the text, `text_hash` the very text; `member` is the e-mail of who corrected or asked for it.
    """

    kind: Literal["translation"] = "translation"
    about: str
    about_home: str
    text_hash: str
    source: str | None
    translation: Translation
    member: str
    at: Instant

    @property
    def home(self) -> str:
        """In the partition of the text that it is about."""
        return self.about_home


class ReplyState(StrEnum):
    """How far an answer has come. QUEUED is on its way out; REFUSED came back from the channel with a reason."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    QUEUED = "queued"
    SENT = "sent"
    COPIED = "copied"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Reply(Entity):
    """An answer to a customer, in the writer's language (`text`) and in the customer's (`rendering`), both kept.

    Each state is a fact of its own, so the dossier tells who wrote, changed, approved and sent what. `to` is the entity answered,
    `engine` who made the rendering first ('person', 'memory', 'template' or an engine's name). COPIED: sent by hand elsewhere.
    """

    kind: Literal["reply"] = "reply"
    on: str
    case: int
    to: str | None = None
    state: ReplyState
    language: str
    text: str
    target: str
    rendering: str
    engine: str = "person"
    author: str
    reviewer: str | None = None
    member: str
    at: Instant
    reason: str = ""
    template: str | None = None

    @property
    def home(self) -> str:
        """In the partition of the dossier it answers."""
        return self.on

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self.state in {ReplyState.DRAFT, ReplyState.IN_REVIEW, ReplyState.APPROVED, ReplyState.REFUSED}
