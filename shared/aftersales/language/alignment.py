"""What a translated text teaches the phrase memory: sentence by sentence where they pair off, else the whole text."""

from collections.abc import Mapping

from aftersales.language.hashing import sentence_hash, sentences

MOST_IN_ONE = 4
"""The memory looks up runs of so many sentences; a longer text that does not pair off teaches nothing."""


def phrase_pairs(text: str, rendering: str) -> Mapping[str, str]:
    """Return translations by sentence hash. Sentences pair off when both texts have equally many of them."""
    left, right = _spoken(text), _spoken(rendering)
    if not left or not right:
        return {}
    if len(left) == len(right):
        return {sentence_hash(one): other.strip() for one, other in zip(left, right, strict=True)}
    if len(left) <= MOST_IN_ONE:
        return {sentence_hash("".join(left)): rendering.strip()}
    return {}


def _spoken(text: str) -> list[str]:
    return [piece for piece in sentences(text) if any(sign.isalnum() for sign in piece)]
