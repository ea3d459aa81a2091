"""What the engine is compared with in the same run: VADER for English, snownlp for Chinese, and the commoner class."""

from collections import Counter
from collections.abc import Callable, Sequence

from infra.training.measures import balanced

_MIDDLE = 0.5
Poles = Sequence[tuple[str, str]]
"""Texts with what is true of them, positive or negative."""


def rivals(language: str, poles: Poles) -> dict[str, str]:
    """Return the balanced accuracy of each rival that knows the language."""
    judges = {"en": ("VADER", _vader), "zh": ("snownlp", _snownlp)}
    found = {"commoner class": balanced([(truth, _commonest(poles)) for _, truth in poles])}
    if language in judges:
        name, make = judges[language]
        judge = make()
        found[name] = balanced([(truth, judge(text)) for text, truth in poles])
    return found


def _commonest(poles: Poles) -> str:
    return Counter(truth for _, truth in poles).most_common(1)[0][0]


def _vader() -> Callable[[str], str]:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    analyser = SentimentIntensityAnalyzer()
    return lambda text: "positive" if analyser.polarity_scores(text)["compound"] > 0 else "negative"


def _snownlp() -> Callable[[str], str]:
    from snownlp import SnowNLP

    return lambda text: "positive" if SnowNLP(text).sentiments > _MIDDLE else "negative"
