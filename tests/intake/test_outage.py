"""A paid text engine that is away for an hour holds up nothing but itself."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

from aftersales.engines.closer import CloserReader
from aftersales.engines.embedded import EmbeddedReader
from aftersales.engines.memory import MemoryTranslator
from aftersales.intake.understand import TextMessage, Understander
from aftersales.records.understanding import Understanding
from tests.cases.building import SETTINGS, at, fact, message, order
from tests.cases.in_memory import InMemoryDossierStore
from tests.engines.in_memory import InMemoryComprehend
from tests.language.in_memory import InMemoryAnswers, InMemoryPhraseMemory, InMemoryPurse

VISIBILITY = timedelta(seconds=361)
OUTAGE = timedelta(hours=1)
MOST_RECEIVES = 20
WORDS = (
    "Die Jacke ist viel zu klein, ich bin sehr enttäuscht.",
    "Ok hmm, Artikel xyz bzw taglia",
    "The parcel arrived crushed and the glass is broken.",
)


def test_an_hour_without_the_paid_engine_changes_no_case_and_drains_afterwards() -> None:
    """R9: each text is read by the embedded engine at once; what waits for the paid one is read within a quarter of an hour after."""
    service, store, purse = InMemoryComprehend(), InMemoryDossierStore(), InMemoryPurse()
    reader, embedded = CloserReader(service, purse, InMemoryAnswers()), EmbeddedReader()
    facts = [
        fact(message(index, text=f"{words} {index}", subject="")) for index, words in enumerate(WORDS * 3, 1)
    ]
    store.add([fact(order()), *facts], SETTINGS)
    now = at(100)
    understander = Understander(
        reader=reader,
        meanwhile=embedded,
        translator=MemoryTranslator(InMemoryPhraseMemory()),
        store=store,
        settings_of=lambda _: SETTINGS,
        clock=lambda: now,
    )
    waiting = [TextMessage(str(index), "w", one.home, one.id) for index, one in enumerate(facts)]
    receives: Counter[str] = Counter()
    budget, end = purse.left, now + OUTAGE
    service.away = True
    while waiting:
        receives.update(one.id for one in waiting)
        failed = set(understander.understand(waiting).failed)
        readings = _engines(store, facts[0].home)
        assert readings.keys() == {one.entity for one in facts}
        if service.away:
            assert purse.left == budget
            during = [(case.number, case.cause, case.urgency) for case in store.all_cases("w")]
        waiting = [one for one in waiting if one.id in failed]
        now += VISIBILITY
        service.away = now < end
    assert now - end <= timedelta(minutes=15)
    assert max(receives.values()) <= MOST_RECEIVES
    assert [(case.number, case.cause, case.urgency) for case in store.all_cases("w")] == during
    assert all("aws" in engines for engines in _engines(store, facts[0].home).values())
    calm = InMemoryDossierStore()
    calm.add([fact(order()), *facts], SETTINGS)
    undisturbed = replace(
        understander, reader=CloserReader(service, InMemoryPurse(), InMemoryAnswers()), store=calm
    )
    assert (
        undisturbed.understand(
            [TextMessage(str(at), "w", one.home, one.id) for at, one in enumerate(facts)]
        ).failed
        == []
    )
    assert _told(store) == _told(calm)


def _told(store: InMemoryDossierStore) -> list[object]:
    """What cases and counts rest on: each case as the inbox has it, and the labels of every text."""
    cases = [
        (case.number, case.state, case.cause, case.language, case.sentiment, case.queue, case.priority)
        for case in store.all_cases("w")
    ]
    home = store.all_cases("w")[0].home
    dossier = store.dossier("w", home, SETTINGS)
    readings = [dossier.understanding_of(f"message:{one.store}/{one.key}") for one in dossier.messages]
    return [*cases, *((one.engine, one.causes, one.sentiment) for one in readings if one)]


def _engines(store: InMemoryDossierStore, home: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one in store.dossier("w", home, SETTINGS).facts:
        if isinstance(one.record, Understanding):
            found.setdefault(one.record.about, set()).add(one.record.engine)
    return found
