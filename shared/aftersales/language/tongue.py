"""Which language a text is surely written in, told by its signs and its small words alone; a short one mostly not at all."""

import tomllib
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

_SCRIPTS = (("HIRAGANA", "ja"), ("KATAKANA", "ja"), ("HANGUL", "ko"), ("THAI", "th"), ("CJK", "zh"))
_OF_SIGNS, _FEW_KANA = 0.4, 0.1
_HITS, _OF_WORDS, _AHEAD = 4, 0.25, 1.5
_LOOKED_AT = 2000
_NEIGHBOURS = {"ru": frozenset("іїєґўјљњћђџѓќъ")}
"""Signs by which languages are told that share small words with a listed one: Ukrainian, Serbian, Bulgarian (most of its ъ)."""


def surely_in(text: str) -> str | None:
    """Return the language (BCP 47); None for a text that is short, mixed, or of a language whose small words nobody has listed.

    A script must make up 40 % of the letters (kana 10 %: the rest of Japanese is Chinese signs); else at least four small words, a
    quarter of all, must be of one language, half as many again as of any other.
    """
    looked_at = text[:_LOOKED_AT]
    letters = [sign for sign in looked_at if sign.isalpha()]
    # Russian and Arabic have small words, too; other languages share their signs.
    return (None if _is_latin(letters) else _by_script(letters)) or _by_words(looked_at)


def _is_latin(letters: Sequence[str]) -> bool:
    return sum(sign < "\u0250" for sign in letters) >= len(letters) * (1 - _FEW_KANA)


def _by_script(letters: Sequence[str]) -> str | None:
    names = Counter(unicodedata.name(sign, "").split(" ")[0].split("-")[0] for sign in letters)
    for script, language in _SCRIPTS:
        if names[script] >= len(letters) * (_FEW_KANA if language == "ja" else _OF_SIGNS):
            return language
    return None


def _by_words(text: str) -> str | None:
    words = "".join(sign if sign.isalpha() or sign == "'" else " " for sign in text.lower()).split()
    hits = Counter(
        {language: sum(word in small for word in words) for language, small in _small_words().items()}
    )
    (best, most), (_, second) = hits.most_common(2)
    if _NEIGHBOURS.get(best, frozenset()) & set("".join(words)):
        return None
    return best if most >= max(_HITS, len(words) * _OF_WORDS) and most >= second * _AHEAD else None


@cache
def _small_words() -> dict[str, frozenset[str]]:
    listed = tomllib.loads(files("aftersales.language").joinpath("words", "function.toml").read_text("utf-8"))
    return {language: frozenset(words.split()) for language, words in listed.items() if language != "zh"}
