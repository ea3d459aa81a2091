"""When a paid engine is asked: about what the embedded one doubts or a person asks for, within the workspace's monthly budget."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from aftersales.language.port import Reading, Text
from aftersales.language.prices import price
from aftersales.records.understanding import Sentiment

_SURE_OF_LANGUAGE = 0.7
_SURE_OF_MOOD = 0.7
"""Below this the embedded engine is right less often than Comprehend: at most seven in ten of what that calls positive or neutral
are so (Ermakova, Henke, Fabian 2021, English tweets; no figure of other languages was found). What it costs: docs/language.md."""

_SHORTEST = 12


class Purse(Protocol):
    """What a workspace may spend on paid engines in a month; amounts are millionths of a US dollar."""

    def spend(self, workspace: str, amount: int) -> bool:
        """Take the amount, or nothing and return False when the month's budget does not hold it."""

    def give_back(self, workspace: str, amount: int) -> None:
        """Put back what was taken for a call that failed: an outage must not eat the budget."""


class AnswerCache(Protocol):
    """What paid engines answered before, so that an equal text of a workspace is paid once: labels, and key phrases of texts."""

    def get_many(self, workspace: str, keys: Sequence[str]) -> Mapping[str, str]:
        """Return the answers that are known, as JSON."""

    def put_many(self, workspace: str, answers: Mapping[str, str]) -> None:
        """Remember answers, as JSON, for a season."""


def doubts_language(reading: Reading, text: Text) -> bool:
    """Whether the language is worth a paid look. A text without letters has none, and of a word or two no engine can be sure."""
    unsure = 0 < reading.language_confidence < _SURE_OF_LANGUAGE
    return unsure and (text.closely or len(text.body.strip()) >= _SHORTEST)


def doubts_mood(reading: Reading, text: Text) -> bool:
    """Whether the mood is worth a paid look; confidence 0 means that there was nothing to judge, stars leave nothing to doubt."""
    unsure = (
        reading.sentiment in {Sentiment.UNSURE, Sentiment.MIXED}
        or reading.sentiment_confidence < _SURE_OF_MOOD
    )
    return text.stars is None and reading.sentiment_confidence > 0 and (unsure or text.closely)


def reading_cost(text: str) -> int:
    """What Comprehend takes for one question about one text."""
    return price("comprehend").of(len(text))


def translating_cost(text: str) -> int:
    """What Translate takes for one text."""
    return price("translate").of(len(text))
