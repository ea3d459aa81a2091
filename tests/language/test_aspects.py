"""Sides of a thing, each with the mood of its clause and its place in the text."""

import pytest

from aftersales.language.aspects import aspects, name_aspect
from aftersales.records.understanding import Sentiment


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        (
            "en",
            "Great sound, but the delivery was terribly late.",
            [("sound", "positive"), ("delivery", "negative")],
        ),
        ("zh", "屏幕很好，物流太慢", [("screen", "positive"), ("delivery", "negative")]),
        (
            "fr",
            "La taille est parfaite mais le tissu est horrible",
            [("size", "positive"), ("material", "negative")],
        ),
    ],
)
def test_each_side_has_the_mood_of_its_clause(language: str, text: str, found: list[tuple[str, str]]) -> None:
    """Praise before 'but' does not excuse what follows."""
    labels = aspects(text, language)
    assert [(label.aspect, label.sentiment.value) for label in labels] == found
    assert all(0 <= label.start < label.end <= len(text) for label in labels)


def test_a_clause_without_a_mood_borrows_that_of_the_text() -> None:
    """And is less sure of it."""
    (label,) = aspects("어제 배송 받았어요", "ko", Sentiment.POSITIVE)
    assert (label.aspect, label.sentiment, label.confidence) == ("delivery", Sentiment.POSITIVE, 0.5)


def test_a_language_without_words_has_no_aspects() -> None:
    """Nothing is guessed."""
    assert aspects("Akku kestää hyvin", "fi") == ()
    assert aspects("battery", None) == ()


def test_words_are_named_alone_too() -> None:
    """What another engine found is filed under our names."""
    assert (name_aspect("the charger", "en"), name_aspect("my aunt", "en")) == ("battery", "other")
