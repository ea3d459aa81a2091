"""A person's label changes how the next text of the same matter is read."""

from datetime import UTC, datetime

from aftersales.engines.embedded import EmbeddedReader
from aftersales.engines.learned import alike_in_meaning, learn
from aftersales.language.port import Text
from aftersales.records.cause import Cause
from aftersales.records.labelled import LabelledText
from aftersales.records.taxonomy import OwnCause


def _labelled(text: str, cause: str) -> LabelledText:
    at = datetime(2026, 11, 1, tzinfo=UTC)
    return LabelledText(
        workspace="w",
        id="1",
        about="message:s/1",
        text=text,
        cause=Cause(cause),
        member="m@example.com",
        at=at,
    )


TAUGHT = _labelled("The lid of the thermos leaks tea into my bag", "quality.own_leaking_lid")


def test_a_correction_changes_the_next_similar_text_in_another_language_too() -> None:
    """What was said of an English text holds for its German and Spanish twins."""
    reader = learn([TAUGHT], EmbeddedReader())
    twins = [
        Text("Tea leaks out of the thermos lid into my bag"),
        Text("Aus dem Deckel der Thermoskanne läuft Tee in meine Tasche"),
        Text("La tapa del termo gotea té dentro de mi bolso"),
    ]
    assert [reading.causes[0].cause.value for reading in reader.read(twins)] == [
        "quality.own_leaking_lid"
    ] * 3


def test_a_correction_leaves_other_texts_alone() -> None:
    """A text about something else is read as before."""
    other = Text("Wo ist mein Paket? Es sollte schon am Montag da sein.")
    assert learn([TAUGHT], EmbeddedReader()).read([other]) == EmbeddedReader().read([other])


def test_what_was_taught_is_no_new_engine() -> None:
    """Name and version stay: texts that were read need not be read anew."""
    reader = learn([TAUGHT], EmbeddedReader())
    assert (reader.name, reader.version) == (EmbeddedReader.name, EmbeddedReader.version)


def test_a_sellers_own_cause_is_heard_by_its_example_sentences() -> None:
    """In any language that the encoder knows."""
    own = OwnCause(
        cause=Cause("quality.own_leaking_lid"),
        zh="杯盖漏水",
        en="Leaking lid",
        examples=(TAUGHT.text,),
        since=TAUGHT.at,
    )
    (reading,) = learn([], EmbeddedReader(), [own]).read(
        [Text("Il coperchio del thermos perde tè nella borsa")]
    )
    assert reading.causes[0].cause.value == "quality.own_leaking_lid"


def test_a_text_in_an_unknown_language_is_compared_by_letters() -> None:
    """The encoder does not know Finnish: only nearly equal texts are alike."""
    same, other = alike_in_meaning(
        "Kansi vuotaa teetä laukkuuni", ["Kansi vuotaa teetä laukkuun", "Missä pakettini on?"]
    )
    assert same > 0.5 > other
