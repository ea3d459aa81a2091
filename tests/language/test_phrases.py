"""The lexicons' little language means what its description says."""

import re

import pytest

from aftersales.language.folding import fold
from aftersales.language.phrases import STRONG, WEAK, Phrases, compile_phrase

WORDS = {"broke": "broke|snapped", "破": "碎|裂"}


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("too|very small", "It is very small", True),
        ("too|very small", "too. Small", False),
        ("batter* dead", "batteries dead", True),
        ("lid {broke}", "the lid snapped", True),
        ("lid ~ {broke}", "the lid of the box broke", True),
        ("lid ~ {broke}", "the lid of the big blue box broke", False),
        ("on ?the arrival", "broken on arrival", True),
        ("on ?the arrival", "broken on the arrival", True),
        ("can't close", "I cant close it", True),
        ("as_soon_as|asap possible", "as soon as possible", True),
        ("small", "smaller", False),
        ("n arrive pas", "je n'arrive pas", True),
    ],
)
def test_spaced_phrases(phrase: str, text: str, *, found: bool) -> None:
    """Words, stems, names, gaps and options match within a sentence and at word borders only."""
    assert bool(compile_phrase(phrase, WORDS, spaced=True).search(fold(text).text)) is found


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [("杯…{破}", "杯子到手碎了", True), ("杯…{破}", "杯子很好。碎花裙", False), ("电池", "電池", False)],
)
def test_unspaced_phrases(phrase: str, text: str, *, found: bool) -> None:
    """An ellipsis spans a few characters of one sentence."""
    assert bool(compile_phrase(phrase, WORDS, spaced=False).search(fold(text).text)) is found


def test_weak_phrases_weigh_less() -> None:
    """A percent sign marks what alone proves nothing."""
    hits = Phrases({"a": ["% size"], "b": ["too small"]}, {}, spaced=True).find(fold("size: too small"))
    assert {hit.label: hit.weight for hit in hits} == {"a": WEAK, "b": STRONG}


def test_a_wrong_phrase_is_refused() -> None:
    """A lexicon with an unknown name or a broken expression does not load."""
    with pytest.raises(KeyError):
        compile_phrase("{nobody}", {}, spaced=True)
    with pytest.raises(re.error):
        compile_phrase("(", {}, spaced=False)
