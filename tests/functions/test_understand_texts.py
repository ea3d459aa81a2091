"""understand_texts reads what the queue names and hands back what it could not read."""

import json
from pathlib import Path

from aftersales.engines.embedded import EmbeddedReader
from aftersales.engines.memory import MemoryTranslator
from aftersales.wiring.texts import Understander
from functions.understand_texts.handler import handler
from tests.cases.building import SETTINGS, at, fact, message, order
from tests.cases.in_memory import InMemoryDossierStore
from tests.language.in_memory import InMemoryPhraseMemory, InMemoryReader, InMemoryTranslator

EVENT = Path(__file__).parents[2] / "events" / "functions" / "understand_texts" / "two_texts.json"


def test_the_sample_event_is_read() -> None:
    """Texts that are no longer there are done with, not failed."""
    understander = Understander(
        reader=InMemoryReader(),
        translator=InMemoryTranslator(),
        store=InMemoryDossierStore(),
        settings_of=lambda _: SETTINGS,
        clock=lambda: at(1),
    )
    assert handler(json.loads(EVENT.read_text(encoding="utf-8")), None, understander) == {
        "batchItemFailures": []
    }


def test_a_german_complaint_reaches_its_case_by_the_engine_that_ships() -> None:
    """From queue message to case: language, cause and urgency, with the words that say so."""
    store = InMemoryDossierStore()
    text = "Hallo, die Lampe kam zerbrochen an. Ich brauche bis Samstag dringend Ersatz!"
    words = fact(message(1, text=text, subject=""))
    store.add([fact(order()), words], SETTINGS)
    understander = Understander(
        reader=EmbeddedReader(),
        translator=MemoryTranslator(InMemoryPhraseMemory()),
        store=store,
        settings_of=lambda _: SETTINGS,
        clock=lambda: at(2),
    )
    body = json.dumps({"workspace": "w", "home": words.home, "fact": words.id})
    assert handler({"Records": [{"messageId": "1", "body": body}]}, None, understander) == {
        "batchItemFailures": []
    }
    (case,) = store.all_cases("w")
    assert (case.language, case.cause, case.urgency) == ("de", "damaged_in_transit", "high")
    (reading,) = store.dossier("w", words.home, SETTINGS).understandings
    label = reading.causes[0]
    assert text[label.start : label.end] == "Lampe kam zerbrochen"
