"""The engine that needs no service: language by py3langid, causes and signals by lexicon, mood by a small model and by stars."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from aftersales.engines.identify import identify, language_of
from aftersales.engines.mood import CLASSES, features, model
from aftersales.language.lexical import Lexical, read_phrases
from aftersales.language.port import Reading, Text
from aftersales.language.signals import urgency_of
from aftersales.records.understanding import Sentiment

_LIKELY = 0.1
_SURE = 0.5
_BAD_STARS = 3
_BY_STARS = {1: 0.98, 2: 0.95, 3: 0.7, 4: 0.9, 5: 0.98}
_LONGEST = 10_000
# The model learned from reviews and tweets; messages to a shop are mostly problems and plain requests, for which the lexicon
# speaks: factors on the model's chances (negative, neutral, positive), set by hand.
_EVEN = np.array([1.0, 1.0, 1.0])
_PROBLEM = np.array([4.0, 1.0, 0.25])
_REQUEST = np.array([0.5, 6.0, 0.5])
_MOST = 0.97


class EmbeddedReader:
    """Plays `Reader`. Equal texts read equally for as long as `version` stays."""

    name = "embedded"
    version = "2026.1"

    def read(self, texts: Sequence[Text]) -> Sequence[Reading]:
        """Read texts one by one; nothing can be away."""
        return [read_one(text) for text in texts]


def read_one(text: Text) -> Reading:
    """Read one text."""
    whole = f"{text.heading}\n{text.body}"[:_LONGEST]
    # A heading is often the shop's own words, so the body decides where there is one.
    ranked = identify(text.body[:_LONGEST]) or identify(text.heading)
    language, confidence = language_of(ranked)
    return complete(text, whole, language, confidence, ranked)


def complete(
    text: Text, whole: str, language: str | None, confidence: float, ranked: Sequence[tuple[str, float]]
) -> Reading:
    """Read causes, signals and mood in a text whose language, or likely languages, are known."""
    lexical = read_phrases(text, [code for code, likely in ranked if likely >= _LIKELY])
    sentiment, mood_confidence = _mood(text, whole, lexical, has_words=bool(ranked))
    primary = lexical.causes[0].cause if lexical.causes else None
    return Reading(
        language=language,
        language_confidence=confidence,
        sentiment=sentiment,
        sentiment_confidence=mood_confidence,
        causes=lexical.causes,
        urgency=urgency_of(lexical.signals, primary, calm=sentiment is not Sentiment.NEGATIVE),
        signals=lexical.signals,
    )


def _mood(text: Text, whole: str, lexical: Lexical, *, has_words: bool) -> tuple[Sentiment, float]:
    """Stars decide where they are given: that is what 'negative' means in every figure."""
    if text.stars in _BY_STARS:
        bad = text.stars <= _BAD_STARS
        return (Sentiment.NEGATIVE if bad else Sentiment.POSITIVE), _BY_STARS[text.stars]
    if not has_words:
        return Sentiment.UNSURE, 0.0
    chances = model().probabilities(features(whole, lexical)) * _bent(lexical)
    best = int(chances.argmax())
    confidence = round(min(_MOST, float(chances[best] / chances.sum())), 3)
    if confidence >= _SURE:
        return Sentiment(CLASSES[best]), confidence
    two_sided = lexical.positive > 0 and (lexical.negative > 0 or lexical.has_problem)
    return (Sentiment.MIXED if two_sided else Sentiment.UNSURE), confidence


def _bent(lexical: Lexical) -> npt.NDArray[np.float64]:
    if lexical.has_problem and not lexical.positive:
        return _PROBLEM
    return _REQUEST if lexical.is_plain_request else _EVEN
