"""Texts and sentences are cut and named reproducibly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales.language.alignment import phrase_pairs
from aftersales.language.hashing import (
    answer_name,
    answers_about,
    asked_words,
    run_hashes,
    sentence_hash,
    sentences,
    text_hash,
)
from aftersales.language.port import Text


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


@pytest.mark.parametrize("text", ["é" * 4000, "短" * 4000, "a" * 4999 + "é"])
def test_a_paid_engine_is_asked_about_5000_bytes(text: str) -> None:
    """The service's limit, and no character in two; the heading is asked about where there is no body."""
    words = asked_words(Text(text, "Heading"))
    assert len(words.encode()) in {4998, 4999, 5000}
    assert text.startswith(words)
    assert asked_words(Text(" ", text)) == words


def test_all_answers_about_a_text_are_found_by_the_text() -> None:
    """Whatever was asked; and no answer about another text."""
    for question in ("language", "mood zh-TW"):
        name = answer_name(question, "It broke.")
        assert name.startswith(answers_about(text_hash("It broke.")))
        assert not name.startswith(answers_about(text_hash("It bent.")))


@given(
    st.lists(st.sampled_from(["It broke. ", "坏了。", "… ", "3.5 cm\n", "👍 ", "Help! "]), max_size=7),
    st.data(),
)
def test_whatever_a_text_taught_is_found_by_the_text(pieces: list[str], data: st.DataObject) -> None:
    """The phrase memory learns of a text only names that its runs have: nothing is left that erasing would not find."""
    rendering = "".join(data.draw(st.lists(st.sampled_from(["Ja. ", "Nein! ", "?? "]), max_size=7)))
    text = "".join(pieces)
    assert phrase_pairs(text, rendering).keys() <= set(run_hashes(text).values())
