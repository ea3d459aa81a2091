"""The little language that the lexicons are written in, and what it compiles to.

Spaced scripts, token by token over folded text: `a|b*` is a word or a stem, `a_b` words that stand together, `{name}` the words of
that name, `?a` may be missing, `~` is up to three words that deny nothing. Unspaced scripts (Chinese, Japanese) are regular
expressions in which `…` is up to eight characters of the same sentence that deny nothing. A phrase that begins with `% ` is weak
evidence.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from aftersales.language.folding import Folded, fold

STRONG = 0.86
WEAK = 0.45

_BETWEEN = r"[^\w.!?;\n]{1,4}"
NOTHING = "(?!)"
"""The expression that matches nothing."""

_NAMED = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found: its label, how much it weighs (0–1), where in the folded text."""

    label: str
    weight: float
    start: int
    end: int


def compile_phrase(
    phrase: str, words: Mapping[str, str], *, spaced: bool, denying: str = NOTHING
) -> re.Pattern[str]:
    """Compile one phrase; `denying` is the expression of words that deny.

    KeyError for an unknown name, re.error for a malformed expression.
    """
    any_words = rf"(?:(?!{denying})\w+{_BETWEEN}){{0,3}}?"
    any_signs = rf"(?:(?!{denying})[^。!?\n]){{0,8}}?"
    named = _NAMED.sub(lambda found: words[found[1]] if spaced else f"(?:{words[found[1]]})", phrase)
    if not spaced:
        return re.compile(any_signs.join(fold(part).text for part in named.split("…")))
    pattern = ""
    tokens = fold(named).text.split()
    while tokens[-1] == "~" or tokens[-1].startswith("?"):
        tokens.pop()  # what may be missing at the end says nothing
    for item in tokens:
        if item == "~":
            pattern += any_words
        elif item.startswith("?"):
            pattern += f"(?:{_word(item[1:])}{_BETWEEN})?"
        else:
            pattern += _word(item) + _BETWEEN
    return re.compile(rf"(?<!\w){pattern.removesuffix(_BETWEEN)}(?!\w)")


def _word(item: str) -> str:
    choices = [
        re.escape(choice).replace(r"\*", r"\w*").replace("'", "'?").replace("_", _BETWEEN)
        for choice in item.split("|")
    ]
    return choices[0] if len(choices) == 1 else f"(?:{'|'.join(choices)})"


class Phrases:
    """Labelled phrases of one language, compiled once."""

    def __init__(
        self,
        phrases: Mapping[str, Iterable[str]],
        words: Mapping[str, str],
        *,
        spaced: bool,
        denying: str = NOTHING,
    ) -> None:
        """Compile every phrase under its label."""
        self._phrases = [
            (
                label,
                WEAK if phrase.startswith("% ") else STRONG,
                compile_phrase(phrase.removeprefix("% "), words, spaced=spaced, denying=denying),
            )
            for label, several in phrases.items()
            for phrase in several
        ]

    def find(self, text: Folded) -> Iterator[Hit]:
        """Yield every occurrence of every phrase."""
        for label, weight, pattern in self._phrases:
            for found in pattern.finditer(text.text):
                if found.end() > found.start():
                    yield Hit(label, weight, found.start(), found.end())
