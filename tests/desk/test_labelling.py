"""Doubtful texts come to people; a label overrides, teaches, and can be taken back."""

from collections.abc import Sequence

import pytest

from aftersales.desk.inbox import Filters, count_open, list_cases
from aftersales.desk.reply_steps import Step
from aftersales.desk.reviewing import MOST_PAGES, look
from aftersales.intake.understand import TextMessage, Understander
from aftersales.records.case import Case, CaseState
from aftersales.records.cause import Cause
from aftersales.records.errors import RejectedError
from aftersales.records.reply import ReplyState
from aftersales.records.understanding import CauseLabel, Understanding
from tests.cases import building as make
from tests.cases.building import SETTINGS, at
from tests.cases.in_memory import InMemoryDossierStore
from tests.desk.language import HOME, Desk
from tests.language.in_memory import InMemoryReader, InMemoryTranslator

PILLS = "After one wash it is covered in little balls"


def _desk(*, confidence: float = 0.4, count: int = 1) -> Desk:
    """Customers who wrote something that the engine is not sure about."""
    desk = Desk()
    desk.tell(make.message(2, "agent"))
    for number in range(count):
        asked = make.message(
            10 + number, key=f"p{number}", thread=f"p{number}", order_number=None, text=f"{PILLS} ({number})"
        )
        label = CauseLabel(cause=Cause.QUALITY_MATERIAL, confidence=confidence)
        desk.tell(asked, make.reading(asked, causes=(label,), language="en"))
    return desk


def _first(desk: Desk, passed_over: int = 0) -> tuple[str, str] | None:
    found = look(desk.store, SETTINGS, passed_over=passed_over).doubt
    return (found.case.home, found.turn.entity) if found else None


def test_what_is_doubtful_comes_up_and_what_is_sure_does_not() -> None:
    """Below the threshold, or without any cause, a person is asked; platform codes and people's labels are no doubt."""
    desk = _desk()
    assert _first(desk) == ("thread:shop/p0", "message:shop/p0")
    assert _first(desk, 1) == (HOME, "message:shop/q1@buyer.example")
    assert _first(desk, 2) is None
    assert look(desk.store, SETTINGS).count == 2
    assert look(_desk(confidence=0.6).store, SETTINGS).count == 1


def test_the_workspace_says_how_sure_is_sure_enough() -> None:
    """Its own threshold counts, and a text in which nothing is wrong for sure is no riddle."""
    careful = SETTINGS.having(review_below=0.7)
    assert look(_desk(confidence=0.6).store, careful).count == 2
    desk = _desk(count=0)
    praise = make.message(
        12, key="praise", thread="praise", order_number=None, text="Great jacket, thank you!"
    )
    desk.tell(praise, make.reading(praise, language="en", causes_confidence=0.93))
    assert look(desk.store, careful).count == 1


class OneAtATime(InMemoryDossierStore):
    """A store with so many cases that a page holds but a sliver of them."""

    def cases(
        self, workspace: str, state: CaseState, *, limit: int, after: str | None = None
    ) -> tuple[Sequence[Case], str | None]:
        return super().cases(workspace, state, limit=1, after=after)


def test_the_queue_reaches_every_case_stretch_by_stretch() -> None:
    """However many pages there are, each doubtful text comes up once, also in what was resolved long ago."""
    desk, store = _desk(count=2 * MOST_PAGES + 3), OneAtATime()
    vars(store).update(vars(desk.store))
    found, since = list[str](), ""
    for _ in range(10):
        stretch = look(store, SETTINGS, since=since)
        for skipped in range(stretch.count):
            doubt = look(store, SETTINGS, passed_over=skipped, since=since).doubt
            found += [doubt.case.home] if doubt else []
        since = stretch.further
        if not since:
            break
    assert not since
    assert sorted(found) == sorted({*found})
    assert len(found) == 2 * MOST_PAGES + 4
    assert look(store, SETTINGS, since="nonsense~").count == look(store, SETTINGS).count


def test_a_text_that_nobody_has_read_yet_is_not_doubtful_yet() -> None:
    """The engine goes first."""
    desk = Desk()
    desk.tell(make.message(5, key="new", thread="new", order_number=None))
    assert _first(desk, 1) is None


def test_a_label_overrides_and_becomes_an_example() -> None:
    """The case follows the person; text, language and label are remembered under the act that gave them."""
    desk = _desk()
    case = desk.labelling().label(("thread:shop/p0", 1), "act-1", Cause.QUALITY_PILLING, at(20))
    assert (case.cause, case.cause_source) == (Cause.QUALITY_PILLING, "person")
    (example,) = desk.glossary.examples("w")
    assert (example.id, example.text, example.language, example.cause) == (
        "act-1",
        f"{PILLS} (0)",
        "en",
        Cause.QUALITY_PILLING,
    )
    (action,) = desk.store.dossier("w", "thread:shop/p0", SETTINGS).actions
    assert action.about == "message:shop/p0"
    assert _first(desk, 1) is None


def test_an_engine_that_was_sure_and_wrong_learns_too() -> None:
    """A cause changed on the case's page teaches the customer's first text, doubtful or not."""
    desk = _desk(confidence=0.95)
    desk.labelling().label(("thread:shop/p0", 1), "act-1", Cause.QUALITY_PILLING, at(20))
    assert [one.about for one in desk.glossary.examples("w")] == ["message:shop/p0"]


def test_a_translator_finds_what_waits_for_approval() -> None:
    """The case carries how far its answer has come, and the inbox counts and narrows by it."""
    desk = Desk()
    desk.write(2)
    desk.take(Step.SUBMIT, 3)
    assert count_open(desk.store, SETTINGS, now=at(4)).in_review == 1
    waiting = Filters(draft=ReplyState.IN_REVIEW)
    assert len(list_cases(desk.store, "w", waiting, now=at(4)).cases) == 1
    desk.take(Step.WITHDRAW, 5)
    assert not list_cases(desk.store, "w", waiting, now=at(6)).cases


def test_a_label_is_taken_back() -> None:
    """Undo restores what was read or what a person had said before, and the engine forgets the example."""
    desk = _desk()
    labelling = desk.labelling()
    labelling.label(("thread:shop/p0", 1), "act-1", Cause.QUALITY_PILLING, at(20))
    labelling.label(("thread:shop/p0", 1), "act-2", Cause.SIZE_FIT, at(21))
    back = labelling.take_back(("thread:shop/p0", 1), "undo-1", "act-2", at(22))
    assert (back.cause, back.cause_source) == (Cause.QUALITY_PILLING, "person")
    assert [one.id for one in desk.glossary.examples("w")] == ["act-1"]
    back = labelling.take_back(("thread:shop/p0", 1), "undo-2", "act-1", at(23))
    assert (back.cause, back.cause_source) == (Cause.QUALITY_MATERIAL, "engine")
    assert not desk.glossary.examples("w")


def test_only_causes_of_the_workspaces_tree_can_be_given() -> None:
    """Somebody else's leaf is no cause here."""
    with pytest.raises(RejectedError, match="cause_missing"):
        _desk().labelling().label(("thread:shop/p0", 1), "act-1", Cause("quality.own_theirs"), at(20))


def test_a_correction_changes_the_next_similar_texts_label() -> None:
    """Labelled once in the console, the next customer who writes alike is read as the person said, end to end."""
    desk = _desk()
    desk.labelling().label(("thread:shop/p0", 1), "act-1", Cause.QUALITY_PILLING, at(20))
    following = make.message(30, key="p9", thread="p9", order_number=None, text=f"{PILLS}, sadly!")
    unlike = make.message(31, key="p8", thread="p8", order_number=None, text="Where is my parcel now?")
    desk.tell(following, unlike)
    Understander(
        reader=InMemoryReader(),
        translator=InMemoryTranslator(),
        store=desk.store,
        settings_of=lambda _: SETTINGS,
        clock=lambda: at(40),
        examples_of=desk.glossary.examples,
    ).understand([TextMessage(one.key, "w", one.home, make.fact(one).id) for one in (following, unlike)])
    read = {
        one.record.about: one.record for one in desk.store.facts("w") if isinstance(one.record, Understanding)
    }
    assert read["message:shop/p9"].causes[0].cause == Cause.QUALITY_PILLING
    assert read["message:shop/p8"].causes[0].cause == Cause.SIZE_TOO_SMALL
    (case,) = desk.store.dossier("w", "thread:shop/p9", SETTINGS).cases
    assert (case.cause, case.cause_source) == (Cause.QUALITY_PILLING, "engine")
