"""Texts are read once, partly failing batches lose nothing, and readings reach their cases."""

from dataclasses import replace

from aftersales.intake.understand import TextMessage, TextOutcome, Understander
from aftersales.records.cause import Cause
from aftersales.records.fact import Fact
from aftersales.records.labelled import LabelledText
from aftersales.records.message import Message
from aftersales.records.taxonomy import OwnCause
from aftersales.records.understanding import Understanding
from aftersales.records.workspace import Settings
from tests.cases.building import SETTINGS, at, back, fact, message, order, review
from tests.cases.in_memory import InMemoryDossierStore
from tests.language.in_memory import InMemoryReader, InMemoryTranslator


def _settings(_workspace: str) -> Settings:
    return SETTINGS


def _house(store: InMemoryDossierStore, reader: InMemoryReader) -> Understander:
    return Understander(
        reader=reader,
        translator=InMemoryTranslator(),
        store=store,
        settings_of=_settings,
        clock=lambda: at(30),
    )


def _stored(*facts: Fact) -> InMemoryDossierStore:
    store = InMemoryDossierStore()
    store.add(list(facts), SETTINGS)
    return store


def _queued(*facts: Fact) -> list[TextMessage]:
    return [TextMessage(f"m{index}", one.workspace, one.home, one.id) for index, one in enumerate(facts)]


def _readings(store: InMemoryDossierStore) -> list[Understanding]:
    return [one.record for one in store.facts("w") if isinstance(one.record, Understanding)]


def test_a_message_is_read_and_its_case_gets_the_cause() -> None:
    """The reading lies beside the message, dated by it, and the case's cause comes from it."""
    words = fact(message(1))
    store, reader = _stored(fact(order()), words), InMemoryReader()
    result = _house(store, reader).understand(_queued(words))
    assert (result.failed, result.outcomes) == ([], {TextOutcome.READ: 1})
    (reading,) = _readings(store)
    assert (reading.about, reading.home) == (words.entity, words.home)
    assert reading.translation is not None
    assert reading.translation.language == "zh"
    (case,) = store.all_cases("w")
    assert (case.cause, case.cause_source) == ("size_fit.too_small", "engine")


def test_a_text_is_read_once_per_engine_version() -> None:
    """A repeated queue message costs nothing; a new version of the engine reads again and its reading wins."""
    words = fact(message(1))
    store, reader = _stored(words), InMemoryReader()
    house = _house(store, reader)
    house.understand(_queued(words, words))
    assert house.understand(_queued(words)).outcomes == {TextOutcome.KNOWN: 1}
    assert len(reader.read_texts) == 1
    _house(store, InMemoryReader("2")).understand(_queued(words))
    (newest,) = store.dossier("w", words.home, SETTINGS).understandings
    assert newest.engine_version == "2"


def test_an_edited_review_is_read_anew_and_a_late_reading_of_the_old_text_does_not_win() -> None:
    """The reading of the newest text counts, whichever was read last."""
    old, new = fact(review(1, 2, text="Too small.")), fact(review(2, 2, text="Still too small."))
    store, reader = _stored(old, new), InMemoryReader()
    _house(store, reader).understand(_queued(new))
    _house(store, InMemoryReader("2")).understand(_queued(old))
    (newest,) = store.dossier("w", new.home, SETTINGS).understandings
    assert newest.engine_version == "1"


def test_an_outage_hands_back_only_what_needs_the_engine() -> None:
    """An engine that is away holds up its texts, and the rest of the batch is stored."""
    fine, away = fact(message(1)), fact(message(2, text="away"))
    store = _stored(fine, away)
    result = _house(store, InMemoryReader()).understand(_queued(fine, away))
    assert result.failed == ["m1"]
    assert result.errors == {"comprehend": 1}
    assert [reading.about for reading in _readings(store)] == [fine.entity]


def test_what_holds_no_customers_words_is_not_read() -> None:
    """Agents' answers, empty reviews and returns without a comment are silent; an erased fact is gone."""
    silent = [fact(message(1, "agent")), fact(review(2, 1, text=" ")), fact(back(3))]
    reader = InMemoryReader()
    house = _house(_stored(*silent), reader)
    assert house.understand(_queued(*silent)).outcomes == {TextOutcome.SILENT: 3}
    assert house.understand(_queued(fact(message(9)))).outcomes == {TextOutcome.GONE: 1}
    assert not reader.read_texts


def test_what_one_workspace_taught_is_not_heard_in_another() -> None:
    """The same words in one batch: only the workspace whose people labelled them reads them its own way."""
    mine = fact(message(1))
    theirs = mine.having(workspace="other")
    store = _stored(mine)
    store.add([theirs], SETTINGS.having(workspace="other"))
    taught = LabelledText(
        workspace="w",
        id="act",
        about="e",
        text=mine.record.text if isinstance(mine.record, Message) else "",
        cause=Cause.QUALITY_PILLING,
        member="ann@example.com",
        at=at(1),
    )
    understander = replace(
        _house(store, InMemoryReader()),
        settings_of=lambda name: SETTINGS.having(workspace=name),
        examples_of=lambda name: [taught] if name == "w" else [],
    )
    assert understander.understand(_queued(mine, theirs)).failed == []
    heard = [store.all_cases(name)[0].cause for name in ("w", "other")]
    assert heard == [Cause.QUALITY_PILLING, Cause.SIZE_TOO_SMALL]


def test_a_leaf_for_some_goods_is_told_by_the_goods_of_the_order() -> None:
    """The seller's own cause for jackets names a text about an order of one, and no text about anything else."""
    words = fact(message(1))
    assert isinstance(words.record, Message)
    leaf = OwnCause(
        cause=Cause("quality.own_seam"),
        zh="开线",
        en="Open seam",
        keywords=(words.record.text[:12],),
        since=at(0),
    )

    def read_with(*skus: str) -> Cause | None:
        settings = SETTINGS.having(own_causes=(leaf.having(skus=skus),))
        store = _stored(fact(order()), words)
        replace(_house(store, InMemoryReader()), settings_of=lambda _: settings).understand(_queued(words))
        return store.all_cases("w")[0].cause

    assert (read_with("SKU-"), read_with("LMP-")) == (leaf.cause, Cause.SIZE_TOO_SMALL)
