"""The lexicons load, name only causes and signals that exist, and understand ordinary sentences."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from aftersales.language.lexical import read_phrases
from aftersales.language.lexicons import LANGUAGES, lexicon
from aftersales.language.phrases import Phrases
from aftersales.language.port import Text
from aftersales.language.signals import OF_CAUSES, Signal
from aftersales.records.cause import Cause

SENTENCES = Path(__file__).with_name("sentences.tsv")


def _rows() -> Iterator[list[str]]:
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        yield from csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_lexicon_knows_every_branch(language: str) -> None:
    """Each language has phrases for each branch of the tree and each signal that words give, and for nothing else."""
    content = lexicon(language)
    causes, signals = _labels(content._causes), _labels(content._signals)
    assert {Cause(label).branch for label in causes} == {cause.branch for cause in Cause}
    assert signals == set(Signal) - set(OF_CAUSES.values())
    assert _labels(content._moods) == {"positive", "negative"}


def _labels(phrases: Phrases) -> set[str]:
    return {label for label, _, _ in phrases._phrases}


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_ordinary_sentences_are_understood(language: str) -> None:
    """At least nineteen of twenty sentences of our own get their cause: a floor against accidents, not a figure to quote."""
    rows = [row for row in _rows() if row[0] == language]
    right = [_primary(text, language) == cause for _, cause, _, text in rows]
    assert len(rows) >= 19
    assert sum(right) / len(right) >= 0.95


def _primary(text: str, language: str) -> str:
    causes = read_phrases(Text(text), [language]).causes
    return causes[0].cause.value if causes else "-"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The box was not damaged and nothing is missing."),
        ("de", "Das Paket war nicht beschädigt."),
        ("zh", "没有破损，也没有色差。"),
        ("ja", "箱は破損していませんでした。"),
        ("fr", "Le colis est arrivé sans aucun dommage."),
    ],
)
def test_what_is_denied_is_not_named(language: str, text: str) -> None:
    """'Not damaged' is no damage."""
    assert Cause.DAMAGED_IN_TRANSIT not in {
        label.cause for label in read_phrases(Text(text), [language]).causes
    }


def test_evidence_is_the_customers_own_words() -> None:
    """Offsets point into the text as written, markup and accents included."""
    text = "<p>Hallo,</p><p>die Größe fällt leider zu KLEIN aus.</p>"
    (label,) = read_phrases(Text(text), ["de"]).causes
    assert label.cause is Cause.SIZE_TOO_SMALL
    assert label.start is not None
    assert "KLEIN" in text[label.start : label.end]


def test_a_heading_counts_without_a_place() -> None:
    """A cause that only the heading names has no offsets in the body."""
    (label,) = read_phrases(Text("Please see the photos.", "Arrived broken"), ["en"]).causes
    assert (label.cause, label.start) == (Cause.DAMAGED_IN_TRANSIT, None)


def test_several_causes_are_all_named_and_trusted_less() -> None:
    """A text may name two problems: both are labels, neither as sure as it would be alone."""
    both = read_phrases(Text("The mug arrived broken and one cable is missing."), ["en"]).causes
    alone = read_phrases(Text("The mug arrived broken."), ["en"]).causes
    assert {label.cause for label in both} == {Cause.DAMAGED_IN_TRANSIT, Cause.MISSING_PARTS}
    assert both[0].confidence < alone[0].confidence


def test_a_doubtful_word_alone_names_nothing() -> None:
    """Below the threshold the answer is 'a person shall look'."""
    assert read_phrases(Text("About the size."), ["en"]).causes == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "It came with a big stain on it."),
        ("en", "There is a small dent in it."),
        ("en", "It has a large bump"),
        ("de", "Da ist eine große Delle drin, und ein kleiner Kratzer."),
        ("fr", "Il y a une petite tache dessus."),
        ("it", "C'è un buco enorme."),
        ("pt", "Tem um risco enorme."),
        ("zh", "冰箱门上有个大坑"),
        ("ja", "大きく破れていました"),
        ("ja", "大きなへこみがあります"),
    ],
)
def test_the_size_of_a_mark_is_not_that_of_the_goods(language: str, text: str) -> None:
    """Words of size speak for a cause where the goods are their subject, not a dent, a stain or a hole."""
    assert all(
        label.cause.branch is not Cause.SIZE_FIT for label in read_phrases(Text(text), [language]).causes
    )


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Way too small, and there is a stain on it."),
        ("en", "The mattress is way too small bumps everywhere"),
        ("en", "The socks are too small holes in them"),
        ("de", "Die Hose ist viel zu groß, ein Kratzer ist auch am Knopf."),
        ("de", "Die Socken sind zu klein Löcher drin"),
        ("fr", "Trop petit, taché aussi."),
        ("zh", "衣服太小坑人"),
        ("zh", "裤子太大洞也多"),
        ("ja", "思ったより小さく汚れがありました"),
        ("ja", "袖が長く傷もありました"),
    ],
)
def test_goods_with_a_mark_have_a_size_too(language: str, text: str) -> None:
    """Two problems of one thing are two causes."""
    assert any(label.cause.branch is Cause.SIZE_FIT for label in read_phrases(Text(text), [language]).causes)


def test_a_wish_alone_is_a_cause() -> None:
    """Whoever only asks for an exchange is not unclassified; beside a problem the problem comes first."""
    (label,) = read_phrases(Text("Please send me a replacement."), ["en"]).causes
    assert label.cause is Cause.REFUND_OR_RETURN_WISH
    first, second = read_phrases(Text("It is too small, please send me a replacement."), ["en"]).causes
    assert (first.cause, second.cause) == (Cause.SIZE_TOO_SMALL, Cause.REFUND_OR_RETURN_WISH)
