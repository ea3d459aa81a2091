"""A text that a person has labelled: it overrides the engine's word and teaches it."""

from aftersales.records.cause import Cause
from aftersales.records.record import Instant, Record, WorkspaceId


class LabelledText(Record):
    """What the engine learns from; `id` is the key of the act that labelled, `about` the entity that holds the text."""

    workspace: WorkspaceId
    id: str
    about: str
    text: str
    heading: str = ""
    language: str | None = None
    cause: Cause
    member: str
    at: Instant
