"""When a paid engine is asked: only about what the embedded one doubts, and never beyond the workspace's monthly budget."""

from math import ceil
from typing import Protocol

from aftersales.language.port import Reading
from aftersales.records.understanding import Sentiment

_SURE_OF_LANGUAGE = 0.7
_SURE_OF_MOOD = 0.6
_UNIT = 100
_LEAST_UNITS = 3
_PER_UNIT = 100
_PER_CHARACTER = 15


class Purse(Protocol):
    """What a workspace may spend on paid engines in a month; amounts are millionths of a US dollar."""

    def spend(self, workspace: str, amount: int) -> bool:
        """Take the amount, or nothing and return False when the month's budget does not hold it."""


def doubts_language(reading: Reading) -> bool:
    """Whether the language is worth a paid look. A text without letters has none, and no engine will find one."""
    return 0 < reading.language_confidence < _SURE_OF_LANGUAGE


def doubts_mood(reading: Reading) -> bool:
    """Whether the mood is worth a paid look; confidence 0 means that there was nothing to judge."""
    unsure = reading.sentiment in {Sentiment.UNSURE, Sentiment.MIXED}
    return reading.sentiment_confidence > 0 and (unsure or reading.sentiment_confidence < _SURE_OF_MOOD)


def reading_cost(text: str) -> int:
    """What Comprehend takes for one text: $0.0001 per 100 characters, at least 300 of them."""
    return max(_LEAST_UNITS, ceil(len(text) / _UNIT)) * _PER_UNIT


def translating_cost(text: str) -> int:
    """What Translate takes for one text: $15 per million characters."""
    return len(text) * _PER_CHARACTER
