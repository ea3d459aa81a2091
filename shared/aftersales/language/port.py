"""What the product asks of a text engine. Two roles: one reads, one translates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from aftersales.records.understanding import AspectLabel, CauseLabel, Sentiment, Translation

Urgency = Literal["high", "normal", "low"]


@dataclass(frozen=True, slots=True)
class Text:
    """Something a customer wrote: the body that evidence points into, its heading, and the stars beside it if there are any.

    `workspace` is who pays when a paid engine is asked.
    """

    body: str
    heading: str = ""
    stars: int | None = None
    workspace: str = ""
    closely: bool = False
    """Whether a person asks for a closer look: paid engines may then be asked though nothing is doubted."""
    articles: tuple[str, ...] = ()
    """The article numbers that it may be about, where they are known."""
    is_review: bool = False
    """Whether it is a verdict on goods or seller; such a text is harder to judge than one that wants an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What an engine reads in a text. Confidences are 0–1; no language, or no cause, is an answer: it could not tell.

    The first cause is the primary one. Offsets of causes are characters of the body; a cause seen in the heading alone has none.
    """

    language: str | None
    language_confidence: float
    sentiment: Sentiment
    sentiment_confidence: float
    leaning: float = 0.0
    """The chance of a positive mood less that of a negative one, −1 to 1: it leans where `sentiment` is unsure, too."""
    causes: tuple[CauseLabel, ...] = ()
    causes_confidence: float = 0.0
    """How sure it is of the first cause, or of there being none; low with no cause: a person shall look."""
    urgency: Urgency = "normal"
    signals: tuple[str, ...] = ()
    aspects: tuple[AspectLabel, ...] = ()
    key_phrases: tuple[str, ...] = ()
    mood_engine: str = ""
    cost: int = 0
    """Millionths of a US dollar that paid services took for this text."""


class Reader(Protocol):
    """An engine that reads."""

    @property
    def name(self) -> str:
        """What the engine is called in a fact."""

    @property
    def version(self) -> str:
        """Changes whenever equal texts could be read differently."""

    def read(self, texts: Sequence[Text]) -> Sequence[Reading]:
        """Read texts, one reading each in their order. Raises UnavailableError when a service behind it is away."""


class Translator(Protocol):
    """An engine that translates for one workspace."""

    def translate(self, workspace: str, text: str, source: str, target: str) -> Translation | None:
        """Translate between languages (BCP 47). None: this engine cannot, and the reader is told that there is no translation."""


class PhraseMemory(Protocol):
    """Sentences that a workspace has had translated before."""

    def get_many(self, workspace: str, source: str, target: str, hashes: Sequence[str]) -> Mapping[str, str]:
        """Return the translations that are known, by sentence hash (see `hashing.sentence_hash`)."""

    def put(self, workspace: str, source: str, target: str, pairs: Mapping[str, str]) -> None:
        """Remember translations by sentence hash; a later one replaces an earlier one."""
