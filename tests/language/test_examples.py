"""What people label changes how the next similar text is read."""

import pytest

from aftersales.language.examples import corrected
from aftersales.language.port import Reading, Text
from aftersales.records.cause import Cause
from aftersales.records.taxonomy import OwnCause
from aftersales.records.understanding import CauseLabel, Sentiment
from tests.cases.building import at
from tests.language.glossary_contract import example

READ = Reading(
    language="en",
    language_confidence=0.9,
    sentiment=Sentiment.NEGATIVE,
    sentiment_confidence=0.8,
    causes=(CauseLabel(cause=Cause.QUALITY_MATERIAL, confidence=0.6, start=0, end=7),),
)
SEAM = OwnCause(
    cause=Cause("quality.own_seam"), zh="开线", en="Open seam", keywords=("Naht offen", "开线"), since=at(0)
)


@pytest.mark.parametrize(
    "text",
    [
        "Covered with little balls after a single wash!",
        "it is covered in LITTLE BALLS after one wash.",
    ],
)
def test_a_similar_text_gets_the_persons_label(text: str) -> None:
    """The label that a person gave leads; what the engine read follows."""
    causes = corrected(READ, Text(text), [example(1)]).causes
    assert [label.cause for label in causes] == [Cause.QUALITY_PILLING, Cause.QUALITY_MATERIAL]
    assert 0.5 <= causes[0].confidence <= 0.95


@pytest.mark.parametrize("text", ["Where is my parcel? It should have come on Monday.", "", "ok"])
def test_an_unlike_text_is_read_as_before(text: str) -> None:
    """An example teaches about its like and nothing else."""
    assert corrected(READ, Text(text), [example(1)]) == READ


def test_a_keyword_of_an_own_leaf_is_evidence_with_its_place() -> None:
    """A seller's keyword names the seller's leaf in any language, whatever accents and case."""
    causes = corrected(READ, Text("Schon wieder: NAHT OFFEN am Ärmel"), [], [SEAM]).causes
    assert (causes[0].cause, causes[0].start, causes[0].end) == (SEAM.cause, 14, 24)


def test_a_retired_leaf_teaches_what_it_became() -> None:
    """Keywords of a retired leaf are silent; texts labelled with it count as what it became."""
    gone = SEAM.having(retired_at=at(5), becomes=Cause.QUALITY_BROKE_EARLY)
    told = example(1, cause=SEAM.cause, text="The seam at the sleeve is open")
    causes = corrected(READ, Text("Seam at the sleeve is open, Naht offen"), [told], [gone]).causes
    assert causes[0].cause == Cause.QUALITY_BROKE_EARLY


def test_an_example_confirms_what_the_engine_saw_and_keeps_its_evidence() -> None:
    """Where engine and person agree, the place in the text stays marked."""
    told = example(1, cause=Cause.QUALITY_MATERIAL)
    causes = corrected(READ, Text("Covered in little balls after one wash"), [told]).causes
    assert [(label.cause, label.start, label.end) for label in causes] == [(Cause.QUALITY_MATERIAL, 0, 7)]


@pytest.mark.parametrize(
    ("articles", "is_narrowed"),
    [(("JKT-01",), True), (("LMP-01", "JKT-02"), True), (("LMP-01",), False), ((), False)],
)
def test_a_leaf_for_some_articles_is_silent_about_others(
    articles: tuple[str, ...], *, is_narrowed: bool
) -> None:
    """Neither its keyword nor a text that a person gave it speaks of goods that begin otherwise, or that nobody knows."""
    narrow = SEAM.having(skus=("JKT-",))
    text = Text("Naht offen am Ärmel", articles=articles)
    told = example(1, cause=SEAM.cause, text="Naht offen am Ärmel")
    for taught in (corrected(READ, text, [], [narrow]), corrected(READ, text, [told], [narrow])):
        assert (taught.causes[0].cause == SEAM.cause) is is_narrowed
