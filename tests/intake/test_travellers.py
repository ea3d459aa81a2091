"""Four customers in four languages: from the queue's message to a case with the right cause, by the engine that ships."""

import pytest

from aftersales.cases.stores import DossierStore
from aftersales.engines.embedded import EmbeddedReader
from aftersales.engines.learned import alike_in_meaning
from aftersales.engines.memory import MemoryTranslator
from aftersales.intake.understand import TextMessage, Understander
from aftersales.language.hashing import sentence_hash
from aftersales.records.cause import Cause
from aftersales.records.fact import Fact
from aftersales.records.labelled import LabelledText
from aftersales.records.understanding import Understanding
from tests.cases.building import SETTINGS, at, fact, message, order
from tests.cases.in_memory import InMemoryDossierStore
from tests.language.in_memory import InMemoryPhraseMemory


def _understander(
    store: DossierStore, memory: InMemoryPhraseMemory | None = None, taught: tuple[LabelledText, ...] = ()
) -> Understander:
    return Understander(
        reader=EmbeddedReader(),
        translator=MemoryTranslator(memory or InMemoryPhraseMemory()),
        store=store,
        settings_of=lambda _: SETTINGS,
        clock=lambda: at(50),
        examples_of=lambda _: taught,
        alike=alike_in_meaning,
    )


def _read(understander: Understander, words: Fact) -> None:
    result = understander.understand([TextMessage("1", "w", words.home, words.id)])
    assert (result.failed, result.errors) == ([], {})


@pytest.mark.parametrize(
    ("language", "text", "cause"),
    [
        ("es", "Llevo dos semanas escribiendo y nadie me contesta. ¡Qué vergüenza de servicio!", "complaint"),
        ("ja", "いつもMサイズですが、小さすぎて着られません。交換をお願いします。", "size_fit.too_small"),
        ("de", "Das Paket kam völlig zerdrückt an, die Schüssel ist zerbrochen.", "damaged_in_transit"),
        ("zh", "洗了一次就起球了，质量太差，失望。", "quality.pilling"),
    ],
)
def test_a_text_becomes_a_case_with_its_cause_and_evidence(language: str, text: str, cause: str) -> None:
    """Language and cause reach the case; the evidence lies in the original, which stays as it was; known sentences are translated."""
    store, memory = InMemoryDossierStore(), InMemoryPhraseMemory()
    if language != SETTINGS.language:
        memory.put("w", language, SETTINGS.language, {sentence_hash(text): "…"})
    words = fact(message(1, text=text, subject=""))
    store.add([fact(order()), words], SETTINGS)
    _read(_understander(store, memory), words)
    (case,) = store.all_cases("w")
    assert (case.language, case.cause) == (language, cause)
    (reading,) = store.dossier("w", words.home, SETTINGS).understandings
    label = reading.causes[0]
    assert label.start is None or text[label.start : label.end]
    assert reading.causes_confidence >= 0.5
    assert (reading.translation is not None) == (language != SETTINGS.language)


def test_a_persons_label_changes_the_next_similar_text() -> None:
    """What was said of a German text is heard in the next one, in English, too; the engine alone reads otherwise."""
    taught = LabelledText(
        workspace="w",
        id="1",
        about="message:s/1",
        text="Der Ring hat nach zwei Tagen meinen Finger grün gefärbt.",
        cause=Cause("quality.own_green_finger"),
        member="m@example.com",
        at=at(1),
    )
    found = []
    for examples in ((), (taught,)):
        store = InMemoryDossierStore()
        words = fact(message(1, text="After two days the ring turned my finger green.", subject=""))
        store.add([fact(order()), words], SETTINGS)
        _read(_understander(store, taught=examples), words)
        (reading,) = _readings(store, words.home)
        found.append(reading.causes[0].cause.value if reading.causes else None)
    assert found[0] != found[1] == "quality.own_green_finger"


def _readings(store: InMemoryDossierStore, home: str) -> list[Understanding]:
    return list(store.dossier("w", home, SETTINGS).understandings)
