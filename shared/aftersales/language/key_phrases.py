"""What a text talks about: phrases of content words, and terms for counting. Every language gets something."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import pairwise

from aftersales.language.folding import LONGEST_READ, bare

_MOST = 8
_LONGEST_RUN = 3
_SHORTEST = 3
_LONGEST_SIGNS = 6
_CLAUSE = re.compile(r"[.,;:!?()\[\]\"“”„«»。，、！？；：（）「」\n…|/]+|\s[-–—]\s")
_WORD = re.compile(r"[^\W_][\w'’-]*")
_ADDRESS = re.compile(r"https?://\S+|\S+@\S+")
_HAN = re.compile(r"[\u3400-\u9fff]+")
# In Japanese, content is written in Chinese signs and katakana; hiragana joins it.
_CONTENT_JA = re.compile(r"[\u3400-\u9fff々]+|[\u30a1-\u30ffー]{2,}|[A-Za-z0-9]{2,}")


def key_phrases(text: str, language: str | None) -> tuple[str, ...]:
    """Return up to eight phrases of the text as they stand in it, the longest and earliest first; repeated ones once."""
    found = dict.fromkeys(run for runs in _runs(text, language) for run in _cut(runs, language))
    ranked = sorted(found, key=lambda phrase: -len(_parts(phrase, language)))
    return tuple(ranked[:_MOST])


def terms(text: str, language: str | None) -> tuple[str, ...]:
    """Return what may be counted over many texts: content words and pairs of them; in Chinese and Japanese runs of 2–4 signs."""
    found: dict[str, None] = {}
    for run in _runs(text, language):
        parts = [part.casefold() for part in run]
        if language in {"zh", "ja"}:
            pieces = [sign for part in parts for sign in _pieces(part)]
        else:
            pieces = [*parts, *(f"{one} {other}" for one, other in pairwise(parts))]
        found.update(dict.fromkeys(pieces))
    return tuple(found)


def _pieces(part: str) -> list[str]:
    if not _HAN.fullmatch(part):
        return [part]
    return [part[at : at + size] for size in (2, 3, 4) for at in range(len(part) - size + 1)]


def _runs(text: str, language: str | None) -> Iterator[list[str]]:
    """Yield runs of content words that stand together in one clause."""
    for clause in _CLAUSE.split(_ADDRESS.sub(" ", bare(text[:LONGEST_READ]))):
        if language == "zh":
            yield from ([piece] for piece in _signs(clause))
        elif language == "ja":
            yield from ([piece] for piece in _CONTENT_JA.findall(clause) if len(piece) > 1)
        else:
            yield from _words(clause, _function(language))


def _words(clause: str, function: frozenset[str]) -> Iterator[list[str]]:
    run: list[str] = []
    for word in (*_WORD.findall(clause), ""):
        folded = word.casefold().replace("’", "'")
        if (
            word
            and folded not in function
            and (len(word) >= _SHORTEST or not function)
            and not word.isdigit()
        ):
            run.append(word)
        elif run:
            yield run
            run = []


def _signs(clause: str) -> Iterator[str]:
    joining = _function("zh")
    for run in _HAN.findall(clause):
        piece = ""
        for sign in (*run, ""):
            if sign and sign not in joining:
                piece += sign
                continue
            if len(piece) > 1:
                yield piece[:_LONGEST_SIGNS]
            piece = ""


def _cut(run: list[str], language: str | None) -> Iterator[str]:
    joint = "" if language in {"zh", "ja"} else " "
    for start in range(0, len(run), _LONGEST_RUN):
        yield joint.join(run[start : start + _LONGEST_RUN])


def _parts(phrase: str, language: str | None) -> str | list[str]:
    return phrase if language in {"zh", "ja"} else phrase.split()


@cache
def _function(language: str | None) -> frozenset[str]:
    text = files("aftersales.language").joinpath("words", "function.toml").read_text("utf-8")
    words: str = tomllib.loads(text).get(language or "", "")
    return frozenset(words if language == "zh" else words.split())
