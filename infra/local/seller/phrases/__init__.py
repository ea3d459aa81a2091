"""Sentences of customers and agents in eight languages; each thought exists in all of them, so each is its own translation."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from infra.local.seller.chance import Dice

LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "ja", "zh")


@dataclass(frozen=True, slots=True)
class Remembered:
    """A sentence as somebody wrote it, with its translations by language (zh and en)."""

    language: str
    text: str
    translations: Mapping[str, str]


@cache
def thoughts(key: str) -> tuple[Mapping[str, str], ...]:
    """Return the thoughts filed under a key such as `problem/quality.pilling` or `greeting`; each maps language to sentence."""
    return _all()[key]


@cache
def _all() -> Mapping[str, tuple[Mapping[str, str], ...]]:
    found: dict[str, tuple[Mapping[str, str], ...]] = {}
    for file in sorted(files(__package__).iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            found.update(_flat(tomllib.loads(file.read_text(encoding="utf-8")), ""))
    return found


def _flat(table: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, tuple[Mapping[str, str], ...]]]:
    for key, value in table.items():
        if isinstance(value, list):
            yield prefix + key, tuple(value)
        else:
            yield from _flat(value, f"{prefix}{key}/")


def say(dice: Dice, key: str, language: str, **slots: str) -> str:
    """Return one of the sentences under a key, its slots filled."""
    return dice.one(thoughts(key))[language].format(**slots)


def several(dice: Dice, key: str, language: str, count: int) -> list[str]:
    """Return up to `count` different sentences under a key."""
    return [thought[language] for thought in dice.shuffled(thoughts(key))[:count]]


@cache
def _index() -> Mapping[tuple[str, str], Mapping[str, str]]:
    return {
        (language, thought[language]): thought
        for found in _all().values()
        for thought in found
        for language in LANGUAGES
    }


@cache
def _with_slot() -> tuple[tuple[str, re.Pattern[str], Mapping[str, str]], ...]:
    return tuple(
        (language, re.compile(re.escape(sentence).replace(r"\{order\}", "(?P<order>.+?)")), thought)
        for (language, sentence), thought in _index().items()
        if "{order}" in sentence
    )


def remember(language: str, sentence: str) -> Remembered:
    """Return the sentence with its translations; what is no phrase (a name, a number) stays as it is in every language."""
    thought = _index().get((language, sentence))
    if thought:
        return Remembered(language, sentence, {"zh": thought["zh"], "en": thought["en"]})
    for spoken, pattern, candidate in _with_slot():
        match = pattern.fullmatch(sentence) if spoken == language else None
        if match:
            filled = {target: candidate[target].format(order=match["order"]) for target in ("zh", "en")}
            return Remembered(language, sentence, filled)
    return Remembered(language, sentence, {"zh": sentence, "en": sentence})


@cache
def problems() -> Mapping[str, str]:
    """Return the cause that each sentence of a problem tells of, in all languages."""
    return {
        sentence: key.removeprefix("problem/")
        for key, found in _all().items()
        if key.startswith("problem/")
        for thought in found
        for sentence in thought.values()
    }


def said_cause(*sentences: str) -> str | None:
    """Return the cause of the first sentence that tells of a problem."""
    return next((problems()[sentence] for sentence in sentences if sentence in problems()), None)
