"""What a text talks about, without a model and in every language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales.language.key_phrases import key_phrases, terms


@pytest.mark.parametrize(
    ("language", "text", "phrases"),
    [
        ("en", "The left strap broke after a week.", ("left strap broke", "week")),
        ("de", "Der linke Riemen ist gerissen", ("linke Riemen", "gerissen")),
        ("zh", "拉链坏了，客服也不回复", ("拉链坏", "客服", "回复")),
        ("ja", "ファスナーが壊れました", ("ファスナー",)),
        ("ko", "지퍼가 고장났어요", ("지퍼가 고장났어요",)),
        (None, "zzz qqq", ("zzz qqq",)),
    ],
)
def test_phrases_are_runs_of_content_words(language: str | None, text: str, phrases: tuple[str, ...]) -> None:
    """Function words cut a text, in Chinese single signs do; in Japanese hiragana joins and names nothing."""
    assert key_phrases(text, language) == phrases


def test_terms_are_words_and_pairs() -> None:
    """In Chinese, which joins words, runs of two to four signs."""
    assert terms("The left strap broke", "en") == ("left", "strap", "broke", "left strap", "strap broke")
    assert terms("拉链坏了", "zh") == ("拉链", "链坏", "拉链坏")


def test_addresses_and_markup_are_no_phrases() -> None:
    """A link, a mail address and a tag say nothing about the goods."""
    assert key_phrases("<b>strap</b> https://shop.example/x?y mail@example.com", "en") == ("strap",)


@given(st.text(max_size=200), st.sampled_from(["en", "zh", "ja", "th", None]))
def test_phrases_stand_in_any_text(text: str, language: str | None) -> None:
    """At most eight, none empty."""
    found = key_phrases(text, language)
    assert len(found) <= 8
    assert all(phrase.strip() for phrase in found)
