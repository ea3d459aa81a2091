"""The mood of a text: what characters, vectors, phrases and causes say, mixed by trained weights. Stars, where given, decide."""

from typing import NamedTuple

import numpy as np

from aftersales.engines.causing import confidence, score
from aftersales.engines.evidence import Evidence
from aftersales.engines.heads import Floats, calibration, head
from aftersales.engines.mood import CLASSES
from aftersales.language.lexical import CALM
from aftersales.records.cause import Cause
from aftersales.records.understanding import Sentiment

LEAST = 1e-4
"""Added to chances before their logarithm is taken."""

_MOST_WORDS = 3
_ROW = 13
"""So many numbers the first mixture reads: the voices of characters and of the first encoder, and seven marks."""
_NO_CAUSE = 0.05
_SURE = 0.5
_CLEAR = 0.95
_CLEAR_CAUSE = 0.75
_BAD_STARS = 3
_BY_STARS = {1: 0.98, 2: 0.95, 3: 0.7, 4: 0.9, 5: 0.98}
_BRANCHES = tuple(cause for cause in Cause if cause is cause.branch)


class Mood(NamedTuple):
    """A mood, how sure it is, `leaning`: the chance of positive less that of negative (−1 to 1), and the mixture's own `chance`.

    The chance says which texts are hard, as a mixture sees it; how often it is right with such a one the confidence says.
    """

    sentiment: Sentiment
    confidence: float
    leaning: float
    chance: float


NO_MOOD = Mood(Sentiment.UNSURE, 0.0, 0.0, 0.0)
"""That of a text without words."""


def glance(one: Evidence) -> Mood:
    """Return the mood that stars decide, else what the first mixture makes of all that speaks but for the second encoder."""
    return _by_stars(one) or judge("mixture", first_row(one), one)


def doubted(one: Evidence, seen: Mood) -> bool:
    """Whether the second encoder shall look: cause or mood, as `seen`, is unsure, or the first encoder cannot read the language."""
    if one.opinion.chances is None or confidence(one.opinion) < _CLEAR_CAUSE:
        return True
    return seen.chance < _CLEAR


def look(one: Evidence, vector: Floats) -> Mood:
    """Return the mood of a text at which the second encoder looked: its `vector`."""
    return _by_stars(one) or judge("closer_mixture", second_row(first_row(one), vector), one)


def first_row(one: Evidence) -> Floats:
    """Return what the first mixture reads of a text."""
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
        [np.log(one.letters + LEAST), np.log(meaning + LEAST), np.array(marks, dtype=np.float64)]
    )


def second_row(row: Floats, vector: Floats) -> Floats:
    """Return what the second mixture reads: the first's row, and what the second encoder's head says."""
    return np.concatenate([row, np.log(head("closer").chances(vector[None])[0] + LEAST)])


def judge(mixture: str, row: Floats, one: Evidence) -> Mood:
    """Return what a mixture makes of a row: the likeliest class if it is sure enough, else that both sides or neither are there."""
    chances = head(mixture).chances(row[None])[0]
    best = int(chances.argmax())
    known = calibration("mood_of_review" if one.text.is_review else "mood")
    sure = round(known(*signs(chances, row, one)), 3)
    leaning = round(float(chances[CLASSES.index("positive")] - chances[CLASSES.index("negative")]), 3)
    chance = float(chances[best])
    if sure >= _SURE:
        return Mood(Sentiment(CLASSES[best]), sure, leaning, chance)
    two_sided = one.lexical.positive > 0 and (one.lexical.negative > 0 or one.lexical.has_problem)
    return Mood(Sentiment.MIXED if two_sided else Sentiment.UNSURE, sure, leaning, chance)


def signs(chances: Floats, row: Floats, one: Evidence) -> tuple[float, float, float]:
    """Return what tells how sure a mixture may be: its own chance, the least that any voice in its row gives, the cause's score.

    Who tells plainly what is wrong is rarely misheard; and where characters and encoders disagree, one of them errs.
    """
    best = int(chances.argmax())
    voices = [row[best], row[len(CLASSES) + best]]
    if len(row) > _ROW:
        voices.append(row[_ROW + best])
    return float(chances[best]), float(np.exp(min(voices))), max(_NO_CAUSE, score(one.opinion)[1])


def _by_stars(one: Evidence) -> Mood | None:
    """Stars decide where they are given: that is what 'negative' means in every figure."""
    stars = one.text.stars
    if stars not in _BY_STARS:
        return None
    if stars <= _BAD_STARS:
        return Mood(Sentiment.NEGATIVE, _BY_STARS[stars], -_BY_STARS[stars], 1.0)
    return Mood(Sentiment.POSITIVE, _BY_STARS[stars], _BY_STARS[stars], 1.0)
