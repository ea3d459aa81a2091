"""Translations stand beside the text: made once, corrected by people, and the original never changes (I5)."""

from datetime import datetime

import pytest

from aftersales.desk.renderings import Interpreting, Shown
from aftersales.records.errors import RejectedError
from aftersales.records.message import Message
from tests.cases import building as make
from tests.cases.building import SETTINGS, at
from tests.desk.language import ASKED, HOME, KIM, Desk, Parrot

ENTITY = "message:shop/q1@buyer.example"


def _interpreting(desk: Desk) -> Interpreting:
    return desk.desk.interpreting(desk.store, SETTINGS, KIM)


def _translate(desk: Desk, hours: float, entity: str = ENTITY) -> Shown | None:
    return _interpreting(desk).translate(HOME, entity, "zh", at(hours))


def test_a_text_is_translated_once() -> None:
    """The first reader pays; the next one, later, sees the same translation with its engine and time."""
    parrot = Parrot("缝线开了。")
    desk = Desk(translator=parrot)
    first, second = _translate(desk, 2), _translate(desk, 9)
    assert first is not None
    assert second is not None
    assert first.translation == second.translation
    assert (second.translation.engine, second.at, second.member) == ("parrot", at(2), KIM.email)
    assert parrot.asked == [("Die Naht ist offen.", "de", "zh")]


def test_no_engine_is_no_translation() -> None:
    """Locally nobody invents one; a text whose language is unknown is not sent to any engine."""
    assert _translate(Desk(), 2) is None
    desk = Desk(translator=Parrot("x"))
    desk.tell(make.message(5, key="odd", text="…?!", order_number="1001"))
    with pytest.raises(RejectedError, match="language_unknown"):
        _translate(desk, 6, "message:shop/odd")


def test_a_persons_correction_goes_first_and_the_original_stays() -> None:
    """The newest correction is shown with its author and time; neither text nor engine's translation is lost."""
    desk = Desk(translator=Parrot("缝纫是公开的。"))
    _translate(desk, 2)
    for hours, words in ((3, "缝线裂开。"), (4, "缝线裂开了。")):
        _interpreting(desk).correct(HOME, ENTITY, "zh", words, at(hours))
    shown = _translate(desk, 5)
    assert shown is not None
    assert (shown.translation.text, shown.is_by_a_person, shown.at) == ("缝线裂开了。", True, at(4))
    kept = desk.store.dossier("w", HOME, SETTINGS)
    assert kept.messages == (ASKED,)
    assert {one.translation.text for one in kept.renderings} == {"缝纫是公开的。", "缝线裂开了。"}


def test_a_correction_helps_the_next_customer_who_says_the_same() -> None:
    """Sentence by sentence it goes into the phrase memory."""
    desk = Desk()
    _interpreting(desk).correct(HOME, ENTITY, "zh", "缝线裂开了。", at(2))
    again = make.message(5, key="m9", text="Die Naht ist offen.", order_number="1001")
    desk.tell(again, make.reading(again, language="de"))
    shown = _translate(desk, 6, "message:shop/m9")
    assert shown is not None
    assert (shown.translation.text, shown.translation.engine) == ("缝线裂开了。", "memory")


def test_an_edited_text_needs_a_translation_of_its_own() -> None:
    """A translation belongs to the very words it was made of."""
    desk = Desk(translator=Parrot("缝线开了。"))
    _translate(desk, 2)
    edited: Message = ASKED.having(text="Der Reißverschluss klemmt.")
    desk.store.add([make.fact(edited, version="9", when=at(3))], SETTINGS)
    desk.translator = Parrot("拉链卡住了。")
    shown = _translate(desk, 4)
    assert shown is not None
    assert shown.translation.text == "拉链卡住了。"


@pytest.mark.parametrize(
    ("entity", "words", "reason"),
    [
        (ENTITY, "  ", "translation_missing"),
        (ENTITY, "x" * 20_001, "translation_too_long"),
        ("message:shop/none", "x", "unknown_text"),
        ("order:shop/900", "x", "unknown_text"),
    ],
)
def test_what_cannot_be_kept_is_refused(entity: str, words: str, reason: str) -> None:
    """An empty or endless translation, or one of no text, leaves nothing behind."""
    desk = Desk()
    before = len(desk.store)
    moment: datetime = at(2)
    with pytest.raises(RejectedError, match=reason):
        _interpreting(desk).correct(HOME, entity, "zh", words, moment)
    assert len(desk.store) == before
