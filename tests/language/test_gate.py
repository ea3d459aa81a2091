"""A paid engine is asked where it is likelier to be right than the embedded one."""

import pytest

from aftersales.language.gate import doubts_mood
from aftersales.language.port import Reading, Text
from aftersales.records.understanding import Sentiment


@pytest.mark.parametrize(
    ("sure", "sentiment", "stars", "asked"),
    [
        (0.69, Sentiment.NEGATIVE, None, True),
        (0.71, Sentiment.NEGATIVE, None, False),
        (0.4, Sentiment.UNSURE, None, True),
        (0.0, Sentiment.UNSURE, None, False),
        (0.6, Sentiment.POSITIVE, 5, False),
    ],
)
def test_a_mood_is_asked_about_where_the_paid_engine_is_likelier_right(
    *, sure: float, sentiment: Sentiment, stars: int | None, asked: bool
) -> None:
    """Below seven of ten; never where there was nothing to judge, or where stars decide."""
    reading = Reading(language="de", language_confidence=0.99, sentiment=sentiment, sentiment_confidence=sure)
    assert doubts_mood(reading, Text("Na ja, geht so.", stars=stars)) is asked
