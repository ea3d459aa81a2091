"""The mood of a text: what characters, vectors, phrases and causes say, mixed by trained weights. Stars, where given, decide."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from aftersales.engines import second_encoder
from aftersales.engines.causing import Opinion
from aftersales.engines.heads import Floats, calibration, head
from aftersales.engines.mood import CLASSES, features, model
from aftersales.language.lexical import CALM, Lexical
from aftersales.language.port import Text
from aftersales.records.cause import Cause
from aftersales.records.understanding import Sentiment

_LEAST = 1e-4
_MOST_WORDS = 3
_SURE = 0.5
_CLEAR = 0.85
_BAD_STARS = 3
_BY_STARS = {1: 0.98, 2: 0.95, 3: 0.7, 4: 0.9, 5: 0.98}
_BRANCHES = tuple(cause for cause in Cause if cause is cause.branch)


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that speaks for a mood: the text with its heading, its phrases, vector (None: unknown language) and causes."""

    text: Text
    whole: str
    lexical: Lexical
    vector: Floats | None
    opinion: Opinion


class Mood(NamedTuple):
    """A mood, how sure it is, and `leaning`: the chance of positive less that of negative (−1 to 1)."""

    sentiment: Sentiment
    confidence: float
    leaning: float


def moods(texts: Sequence[Evidence | None]) -> list[Mood]:
    """Return the moods of texts; None has no words. The second encoder looks where the first mixture doubts."""
    found = [Mood(Sentiment.UNSURE, 0.0, 0.0)] * len(texts)
    doubted: list[tuple[int, Evidence, Floats]] = []
    for index, one in enumerate(texts):
        if one is None:
            continue
        by_stars = _by_stars(one)
        if by_stars:
            found[index] = by_stars
            continue
        row = first_row(one)
        found[index] = judge("mixture", row, one)
        if found[index].confidence < _CLEAR and second_encoder.is_here():
            doubted.append((index, one, row))
    closer = second_encoder.encode([one.whole for _, one, _ in doubted]) if doubted else ()
    for (index, one, row), vector in zip(doubted, closer, strict=True):
        found[index] = judge("closer_mixture", second_row(row, vector), one)
    return found


def first_row(one: Evidence) -> Floats:
    """Return what the first mixture reads of a text."""
    letters = model().probabilities(features(one.whole, one.lexical))
    meaning = head("mood").chances(one.vector[None])[0] if one.vector is not None else np.full(3, 1 / 3)
    problem = one.opinion.of([branch for branch in _BRANCHES if branch not in CALM])
    request = one.opinion.of([branch for branch in _BRANCHES if branch in CALM])
    words = [min(_MOST_WORDS, one.lexical.positive), min(_MOST_WORDS, one.lexical.negative)]
    marks = [
        one.opinion.nothing,
        problem,
        request,
        *words,
        one.lexical.has_problem,
        one.lexical.is_plain_request,
    ]
    return np.concatenate(
        [np.log(letters + _LEAST), np.log(meaning + _LEAST), np.array(marks, dtype=np.float64)]
    )


def second_row(row: Floats, vector: Floats) -> Floats:
    """Return what the second mixture reads: the first's row, and what the second encoder's head says."""
    return np.concatenate([row, np.log(head("closer").chances(vector[None])[0] + _LEAST)])


def judge(mixture: str, row: Floats, one: Evidence) -> Mood:
    """Return what a mixture makes of a row: the likeliest class if it is sure enough, else that both sides or neither are there."""
    chances = head(mixture).chances(row[None])[0]
    best = int(chances.argmax())
    sure = round(calibration(mixture)(float(chances[best])), 3)
    leaning = round(float(chances[CLASSES.index("positive")] - chances[CLASSES.index("negative")]), 3)
    if sure >= _SURE:
        return Mood(Sentiment(CLASSES[best]), sure, leaning)
    two_sided = one.lexical.positive > 0 and (one.lexical.negative > 0 or one.lexical.has_problem)
    return Mood(Sentiment.MIXED if two_sided else Sentiment.UNSURE, sure, leaning)


def _by_stars(one: Evidence) -> Mood | None:
    """Stars decide where they are given: that is what 'negative' means in every figure."""
    stars = one.text.stars
    if stars not in _BY_STARS:
        return None
    if stars <= _BAD_STARS:
        return Mood(Sentiment.NEGATIVE, _BY_STARS[stars], -_BY_STARS[stars])
    return Mood(Sentiment.POSITIVE, _BY_STARS[stars], _BY_STARS[stars])
