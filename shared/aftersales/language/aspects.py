"""The sides of a thing that a text speaks about, each with the mood of its clause and the words that name it."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from aftersales.language.folding import Folded, fold
from aftersales.language.lexicons import LANGUAGES, lexicon
from aftersales.language.phrases import STRONG
from aftersales.records.understanding import AspectLabel, Sentiment

_JOINED = frozenset({"zh", "ja", "ko", "th"})
_CLAUSE_END = re.compile(
    r"[.;!?。！？；\n]|,(?!\d)|、|\b(?:but|aber|pero|mais|ma|maar|mas)\b|但是?|不过|けど|のに"
)
OTHER = "other"
_OWN = 0.8
_BORROWED = 0.5
_MOST = 8


def aspects(body: str, language: str | None, mood: Sentiment = Sentiment.UNSURE) -> tuple[AspectLabel, ...]:
    """Return each aspect once, where it is first named. A clause without a mood of its own borrows that of the text."""
    if language is None or language not in _words():
        return ()
    text = fold(body)
    found: dict[str, AspectLabel] = {}
    for start, end in _clauses(text.text):
        for name, pattern in _words()[language].items():
            hit = pattern.search(text.text, start, end)
            if hit and name not in found:
                felt, sure = _mood(text, start, end, language, mood)
                first, last = text.span(hit.start(), hit.end())
                found[name] = AspectLabel(aspect=name, sentiment=felt, confidence=sure, start=first, end=last)
    return tuple(sorted(found.values(), key=lambda label: label.start))[:_MOST]


def name_aspect(words: str, language: str) -> str:
    """Return which aspect words name, or `other`."""
    folded = fold(words).text
    found = (name for name, pattern in _words().get(language, {}).items() if pattern.search(folded))
    return next(found, OTHER)


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for cut in _CLAUSE_END.finditer(text):
        yield start, cut.start()
        start = cut.end()
    yield start, len(text)


def _mood(text: Folded, start: int, end: int, language: str, mood: Sentiment) -> tuple[Sentiment, float]:
    if language not in LANGUAGES:
        return mood, _BORROWED
    words = lexicon(language)
    clause = Folded(text.text[start:end], text.origin[start:end])
    balance = 0
    for hit, denied in words.moods(clause):
        balance += 1 if (hit.label == "positive") != denied else -1
    if any(hit.weight >= STRONG for hit in words.causes(clause)):
        balance -= 1
    if balance:
        return (Sentiment.POSITIVE if balance > 0 else Sentiment.NEGATIVE), _OWN
    return mood, _BORROWED


@cache
def _words() -> dict[str, dict[str, re.Pattern[str]]]:
    text = files("aftersales.language").joinpath("words", "aspects.toml").read_text("utf-8")
    by_language: dict[str, dict[str, re.Pattern[str]]] = {}
    for name, languages in tomllib.loads(text).items():
        for language, words in languages.items():
            by_language.setdefault(language, {})[name] = _pattern(words, joined=language in _JOINED)
    return by_language


def _pattern(words: str, *, joined: bool) -> re.Pattern[str]:
    folded = [fold(word).text for word in words.split("|")]
    if joined:
        return re.compile("|".join(re.escape(word) for word in folded))
    choices = [
        word.replace(" ", r"\s+") if "[" in word else re.escape(word).replace(r"\*", r"\w*")
        for word in folded
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(choices)})(?!\w)")
