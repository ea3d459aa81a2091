"""What an engine, or a person, reads in a text. It stands beside the text and never replaces it."""

from enum import StrEnum
from typing import Literal

from aftersales.records.cause import Cause
from aftersales.records.record import Entity, Record


class Sentiment(StrEnum):
    """The mood of a text; UNSURE is an honest answer."""

    POSITIVE = "positive"
    NEUTRAL = "neutral"
    NEGATIVE = "negative"
    MIXED = "mixed"
    UNSURE = "unsure"


class CauseLabel(Record):
    """A cause with the engine's confidence (0–1) and the evidence as character offsets into the text."""

    cause: Cause
    confidence: float
    start: int | None = None
    end: int | None = None


class AspectLabel(Record):
    """What a text says of one side of a thing (`language.aspects` names them): its mood, and the words as character offsets."""

    aspect: str
    sentiment: Sentiment
    confidence: float
    start: int
    end: int


class Translation(Record):
    """A text in another language (BCP 47) and who made it: an engine's name, 'memory' or 'person'."""

    language: str
    text: str
    engine: str


class Understanding(Entity):
    """Labels of one text; `about` is the entity that holds it (message:…, review:…, return:…), `text_hash` the very text read.

    No time of making: equal labels by the same engine version are one fact (its `ingested_at` says when).
    """

    kind: Literal["understanding"] = "understanding"
    about: str
    about_home: str
    text_hash: str
    engine: str
    engine_version: str
    language: str | None = None
    language_confidence: float
    sentiment: Sentiment
    sentiment_confidence: float
    causes: tuple[CauseLabel, ...] = ()
    urgency: Literal["high", "normal", "low"]
    signals: tuple[str, ...] = ()
    causes_confidence: float = 0.0
    """How sure the engine was of the first cause, or of there being none; low without a cause: a person shall look."""
    aspects: tuple[AspectLabel, ...] = ()
    key_phrases: tuple[str, ...] = ()
    mood_engine: str = ""
    """Who judged the mood, where that was not `engine`: a paid service asked in doubt."""
    cost: int = 0
    """What reading cost at paid services, in millionths of a US dollar."""
    translation: Translation | None = None
    """In the workspace's own language."""
    translations: tuple[Translation, ...] = ()
    """In the other languages that people here read (`tongues.TONGUES`)."""

    @property
    def home(self) -> str:
        """In the partition of the text that it is about."""
        return self.about_home
