"""What a customer wrote stays as it was written; everything else stands beside it."""

from datetime import timedelta

from aftersales.desk.acting import Act, act
from aftersales.intake.understand import TextMessage, Understander
from aftersales.records.action import Verb
from aftersales.records.cause import Cause
from aftersales.records.workspace import Member, Role
from tests.cases.building import SETTINGS, at, fact, message, order, review
from tests.cases.in_memory import InMemoryDossierStore, InMemoryWorkspaceStore
from tests.language.in_memory import InMemoryReader, InMemoryTranslator

WORDS = [message(1, text="Die Jacke ist zu klein."), review(12, 2, text="Zu klein.")]
LEE = Member(workspace="w", email="lee@example.com", name="Lee", role=Role.AGENT)


def test_readings_labels_and_notes_stand_beside_the_words() -> None:
    """I5: reading, translating and correcting add facts with author, engine and time, and change no byte of the text."""
    told = [fact(order()), *(fact(one) for one in WORDS)]
    store = InMemoryDossierStore()
    store.add(told, SETTINGS)
    before = {one.id: one.model_dump_json() for one in store.facts("w")}
    _read(store)
    _correct(store)
    after = {one.id: one for one in store.facts("w")}
    assert {id_: after[id_].model_dump_json() for id_ in before} == before
    dossier = store.dossier("w", told[0].home, SETTINGS)
    assert (dossier.messages, dossier.reviews) == ((WORDS[0],), (WORDS[1],))
    readings = dossier.understandings
    assert {one.about for one in readings} == {one.entity for one in told[1:]}
    assert all(
        one.engine and one.engine_version and one.translation and one.translation.engine for one in readings
    )
    assert [(one.member, one.at) for one in dossier.actions] == [(LEE.email, at(30) + timedelta(minutes=1))]


def _read(store: InMemoryDossierStore) -> None:
    reader = Understander(
        reader=InMemoryReader(),
        translator=InMemoryTranslator(),
        store=store,
        settings_of=lambda _: SETTINGS,
        clock=lambda: at(30),
    )
    texts = [one for one in store.facts("w") if one.type in {"message", "review"}]
    reader.understand([TextMessage(one.id, "w", one.home, one.id) for one in texts])


def _correct(store: InMemoryDossierStore) -> None:
    workspaces = InMemoryWorkspaceStore()
    workspaces.save_settings(SETTINGS)
    workspaces.save_member(LEE)
    what = Act(key="1", verb=Verb.RELABELLED, note="not the size", cause=Cause.SIZE_TOO_SMALL)
    act(store, workspaces, LEE, ("order:shop/900", 1), what, now=at(30) + timedelta(minutes=1))
