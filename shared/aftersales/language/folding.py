"""Texts made comparable: markup and accents gone, letters small, and every character still knows where it came from."""

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

LONGEST_READ = 10_000
"""Characters that are read of one text; what follows adds cost and no meaning."""

_LATIN_END = 0x250
_KANA_MARKS = "\u3099\u309a\uff9e\uff9f"
_MARKUP = re.compile(
    r"<!--.*?-->|<(script|style)\b.*?</\1\s*>|</?[a-z][^<>]{0,500}>|&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]\w{1,30});",
    re.IGNORECASE | re.DOTALL,
)
_BREAKING = re.compile(r"</?(?:br|p|div|li|ul|ol|tr|table|h[1-6])\b", re.IGNORECASE)
_SAME_MARK = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-"}
)


@dataclass(frozen=True)
class Folded:
    """Folded text; `origin[i]` is the index in the original text of the character that gave `text[i]`."""

    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the half-open character range of the original text behind `text[start:end]`."""
        return self.origin[start], self.origin[end - 1] + 1


@lru_cache(maxsize=8192)
def _fold_character(character: str) -> str:
    """Fold one character: compatible form, small, no accent on Latin letters; marks and invisible signs vanish."""
    if character in _KANA_MARKS or unicodedata.category(character) in {"Cf", "Cc"}:
        return " " if character in "\t\r" else character if character == "\n" else ""
    if unicodedata.combining(character):
        return ""
    # The acute accent standing alone has a compatible form that begins with a space: mend it first.
    plain = unicodedata.normalize("NFKC", character.translate(_SAME_MARK)).lower()
    parts = unicodedata.normalize("NFD", plain)
    if parts and ord(parts[0]) < _LATIN_END:
        plain = "".join(part for part in parts if not unicodedata.combining(part))
    return plain.replace("ß", "ss").replace("æ", "ae").replace("œ", "oe").replace("ø", "o").replace("ł", "l")


def fold(text: str) -> Folded:
    """Fold a text of any length and language; at most LONGEST_READ characters of it are read."""
    text = text[:LONGEST_READ]
    pieces: list[str] = []
    origin: list[int] = []
    position = 0
    for markup in (*_MARKUP.finditer(text), None):
        end = markup.start() if markup else len(text)
        for index in range(position, end):
            _add(_fold_character(text[index]), text[index], index, pieces, origin)
        if markup:
            position = markup.end()
            for character in _shown(markup.group()):
                _add(_fold_character(character), character, markup.start(), pieces, origin)
    return Folded("".join(pieces), tuple(origin))


def bare(text: str) -> str:
    """Return what a reader sees of a text: no markup, no invisible signs; case and accents stay."""
    shown = _MARKUP.sub(lambda markup: _shown(markup.group()), text)
    return "".join(
        sign for sign in shown if sign in "\n\t" or unicodedata.category(sign) not in {"Cf", "Cc", "Cs"}
    )


def _add(folded: str, character: str, index: int, pieces: list[str], origin: list[int]) -> None:
    if character in _KANA_MARKS and pieces:
        # A voiced kana typed as two characters; apart they would read as another word.
        pieces[-1] = unicodedata.normalize("NFC", pieces[-1] + unicodedata.normalize("NFKC", character))[:1]
        return
    for part in folded:
        pieces.append(part)
        origin.append(index)


def _shown(markup: str) -> str:
    """Return what a reader sees in place of the markup: the character, a line break or a space."""
    if markup.startswith("&"):
        return html.unescape(markup)
    return "\n" if _BREAKING.match(markup) else " "
