"""Texts and sentences are cut and named reproducibly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales.language.hashing import sentence_hash, sentences, text_hash


@given(st.text(alphabet="aé。.!?\n 。…3字", max_size=60))
def test_sentences_joined_are_the_text(text: str) -> None:
    """Cutting loses no character."""
    assert "".join(sentences(text)) == text


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("It is 3.5 cm. Too small!", 2),
        ("太小了。退货！", 2),
        ("Hello\nworld", 2),
        ("", 0),
        ("see www.a.example please", 1),
    ],
)
def test_stops_end_sentences_and_numbers_do_not(text: str, count: int) -> None:
    """A stop ends a sentence where a space or a Chinese stop says so."""
    assert len(sentences(text)) == count


def test_a_sentence_is_known_whatever_its_spacing_and_case() -> None:
    """Trivial differences do not cost a second translation; another text does."""
    assert sentence_hash(" Where is  my order?") == sentence_hash("where is my order?")
    assert sentence_hash("where is my order?") != sentence_hash("where is your order?")
    assert text_hash("a", "b") != text_hash("b", "a")
