"""What a translated text teaches the phrase memory: sentence by sentence where they pair off, else the whole text."""

from collections.abc import Mapping

from aftersales.language.hashing import LONGEST_RUN, sentence_hash, spoken


def phrase_pairs(text: str, rendering: str) -> Mapping[str, str]:
    """Return translations by sentence hash. Sentences pair off when both texts have equally many of them.

    A text that does not pair off, and is longer than what the memory looks up in one, teaches nothing.
    """
    left, right = spoken(text), spoken(rendering)
    if not left or not right:
        return {}
    if len(left) == len(right):
        return {sentence_hash(one): other.strip() for one, other in zip(left, right, strict=True)}
    if len(left) <= LONGEST_RUN:
        return {sentence_hash("".join(left)): rendering.strip()}
    return {}
