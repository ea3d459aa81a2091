"""The phrase lexicons: one file per language, read when a text of that language is first met."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from aftersales.language.folding import Folded
from aftersales.language.phrases import Hit, Phrases, compile_phrase

LANGUAGES = frozenset({"en", "de", "fr", "es", "it", "nl", "pt", "ja", "zh"})
UNSPACED = frozenset({"ja", "zh"})
_CLAUSE_END = re.compile(r"[,;:.!?。、\n]")
_WORDS_BEFORE = 3
_SIGNS_BEFORE = 5
_FAR = 60
_REACH_AFTER = 8


class Lexicon:
    """The phrases of one language: what causes, signals and moods sound like, and what turns them into their opposite."""

    def __init__(self, language: str) -> None:
        """Load and compile the file of `language`."""
        content = tomllib.loads(
            files("aftersales.language").joinpath("lexicon", f"{language}.toml").read_text("utf-8")
        )
        words, spaced = content.get("words", {}), language not in UNSPACED
        self.language = language
        self._spaced = spaced
        self._not = [compile_phrase(phrase, words, spaced=spaced) for phrase in content["not"]]
        denying = f"(?:{'|'.join(word.pattern for word in self._not)})"
        self._causes = Phrases(content["causes"], words, spaced=spaced, denying=denying)
        self._signals = Phrases(content["signals"], words, spaced=spaced, denying=denying)
        self._marks = Phrases({"": content["marks"]}, words, spaced=spaced, denying=denying)
        self._too = [compile_phrase(phrase, words, spaced=spaced) for phrase in content.get("too", [])]
        self._moods = Phrases(content["moods"], words, spaced=spaced, denying=denying)
        self._not_after = [
            compile_phrase(phrase, words, spaced=spaced) for phrase in content.get("not_after", [])
        ]
        self._pause = [compile_phrase(phrase, words, spaced=spaced) for phrase in content["pause"]]

    def causes(self, text: Folded) -> Iterator[Hit]:
        """Yield what speaks for a cause and is not denied."""
        return self._stated(self._causes, text)

    def sizes_of_marks(self, text: Folded) -> list[Hit]:
        """Return where the size of a dent, a stain or another mark is told, in one clause; what is "too small" is the goods."""
        found = self._marks.find(text)
        return [
            hit
            for hit in found
            if not _CLAUSE_END.search(text.text, hit.start, hit.end)
            and not self._is_too(text.text[max(0, hit.start - _FAR) : hit.start])
        ]

    def _is_too(self, before: str) -> bool:
        return any(word.fullmatch(last) for last in before.split()[-1:] for word in self._too)

    def signals(self, text: Folded) -> Iterator[Hit]:
        """Yield what speaks for a signal and is not denied."""
        return self._stated(self._signals, text)

    def moods(self, text: Folded) -> Iterator[tuple[Hit, bool]]:
        """Yield what sounds positive or negative, and whether it is denied."""
        return ((hit, self._is_denied(hit, text.text)) for hit in self._moods.find(text))

    def _stated(self, phrases: Phrases, text: Folded) -> Iterator[Hit]:
        return (hit for hit in phrases.find(text) if not self._is_denied(hit, text.text))

    def _is_denied(self, hit: Hit, text: str) -> bool:
        """Whether the same clause says 'not' shortly before the hit (in Japanese also: shortly after it)."""
        before = _CLAUSE_END.split(text[max(0, hit.start - _FAR) : hit.start])[-1]
        for pause in self._pause:
            before = pause.split(before)[-1]
        before = " ".join(before.split()[-_WORDS_BEFORE:]) if self._spaced else before[-_SIGNS_BEFORE:]
        if any(word.search(before) for word in self._not):
            return True
        after = _CLAUSE_END.split(text[hit.end : hit.end + _REACH_AFTER])[0]
        return any(word.match(after) for word in self._not_after)


@cache
def lexicon(language: str) -> Lexicon:
    """Return the lexicon of one of LANGUAGES."""
    return Lexicon(language)
