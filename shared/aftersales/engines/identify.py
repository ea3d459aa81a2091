"""Which language a text is in: by its script where that decides, else by py3langid among the languages of commerce."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

LANGUAGES = (
    "ar", "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "he", "hi", "hr", "hu", "id", "it", "ja", "ko", "lt", "lv",
    "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sv", "th", "tr", "uk", "vi", "zh",
)  # fmt: skip
"""What the engine can name; anything else it is to call unknown, which needs doubt rather than a list."""

Ranked = Sequence[tuple[str, float]]
"""Likely languages with probabilities, best first; empty for a text without words."""

_SHORT = 20
_UNKNOWN = 0.4
# Addresses are of ASCII signs: in a text without spaces anything wider would take the sentence around them, too.
_NOISE = re.compile(r"https?://[!-~]+|[A-Za-z0-9._%+-]*@[A-Za-z0-9._-]+|<[^<>]{1,500}>|[\d\W_]+", re.UNICODE)
_SCRIPTS = (
    ("HIRAGANA", "ja"),
    ("KATAKANA", "ja"),
    ("HANGUL", "ko"),
    ("THAI", "th"),
    ("HEBREW", "he"),
    ("GREEK", "el"),
    ("DEVANAGARI", "hi"),
    ("CJK", "zh"),
)
_SHARE = {"ja": 0.1}
_USUAL_SHARE = 0.4


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    known = set(identifier.labels)
    identifier.set_languages([language for language in LANGUAGES if language in known])
    return identifier


def identify(text: str) -> list[tuple[str, float]]:
    """Return the likeliest languages with probabilities, best first; empty for a text without words."""
    # Latin letters as wide as Chinese signs are Latin letters, narrow kana are kana.
    letters = _quiet(_NOISE.sub(" ", unicodedata.normalize("NFKC", text)).strip())
    if not letters:
        return []
    by_script = _by_script(letters)
    if by_script:
        return [by_script]
    ranked: list[tuple[str, float]] = _identifier().rank(letters)[:3]
    doubt = min(1.0, (len(letters) + 5) / (_SHORT + 5))
    return [(language, round(probability * doubt, 3)) for language, probability in ranked]


def language_of(ranked: Ranked) -> tuple[str | None, float]:
    """Return the language and its confidence; None when the best guess is no more than a guess."""
    if not ranked:
        return None, 0.0
    language, confidence = ranked[0]
    return (language if confidence >= _UNKNOWN else None), confidence


def _quiet(letters: str) -> str:
    """Write small what is mostly capitals: the identifier has learned from people who do not shout."""
    loud = sum(sign.isupper() for sign in letters)
    return letters.lower() if loud > sum(sign.islower() for sign in letters) else letters


def _by_script(letters: str) -> tuple[str, float] | None:
    signs = [sign for sign in letters[:400] if not sign.isspace()]
    if all(sign < "\u0250" for sign in signs):
        return None
    names = [unicodedata.name(sign, "").split(" ")[0] for sign in signs]
    for script, language in _SCRIPTS:
        share = names.count(script) / len(names)
        # Chinese texts quote an English brand and Japanese ones are half Chinese signs, so the order above matters.
        if share >= _SHARE.get(language, _USUAL_SHARE):
            few = language == "zh" and len(signs) < 3  # noqa: PLR2004 two signs could be Japanese too
            return language, 0.7 if few else 0.98
    return None
