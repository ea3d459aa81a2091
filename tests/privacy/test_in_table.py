"""What people and machines learned from a person's texts goes with the texts."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from aftersales.aws.memories import TableMemories
from aftersales.privacy.finding import find
from aftersales.privacy.in_table import erase_in_table
from aftersales.records.cause import Cause
from aftersales.records.erasure import Erasure
from aftersales.records.fact import Fact
from aftersales.records.labelled import LabelledText
from tests.cases.building import at, fact, message, order
from tests.privacy.erasure_contract import errand, request
from tests.privacy.house import SETTINGS, WORKSPACE, House, house

ORDER: Erasure = errand(workspace=WORKSPACE, erased_at=at(40), salt="s")


class Memories(TableMemories):
    """Counts how often all labels are read."""

    reads = 0

    def labelled(self, workspace: str) -> Sequence[LabelledText]:
        self.reads += 1
        return super().labelled(workspace)


def _bought(home: House, orders: int, elsewhere: int = 0) -> list[Fact]:
    """Orders with a message each; the request names also such as were never heard of."""
    keys = [str(900 + number) for number in range(orders)]
    sold = [fact(order(key=key, number=f"n{key}"), workspace=WORKSPACE) for key in keys]
    said = [
        fact(message(5, key=key, thread=key, order_number=f"n{key}"), workspace=WORKSPACE) for key in keys
    ]
    named = (*keys, *(f"x{number}" for number in range(elsewhere)))
    home.dossiers.add([*sold, *said, fact(request(orders=named), workspace=WORKSPACE)], SETTINGS)
    return said


def _label(home: House, about: str) -> None:
    home.glossary.learn(
        LabelledText(
            workspace=WORKSPACE, id=about, about=about, text="x", cause=Cause.QUALITY, member="k", at=at(6)
        )
    )


def _walk(home: House, memories: Memories) -> None:
    places = replace(home.app.places, memories=memories)
    [asked] = home.erasures.requests(WORKSPACE)
    list(erase_in_table(places, ORDER, find(places, asked, SETTINGS), SETTINGS))


def test_labels_are_read_once_a_walk(tmp_path: Path) -> None:
    """However many homes it comes through; those of the person's texts are gone, others stay."""
    with house(tmp_path) as home:
        for one in _bought(home, orders=2, elsewhere=28):
            _label(home, one.entity)
        _label(home, "message:shop/theirs")
        memories = Memories(home.phrases, home.answers, home.glossary)
        _walk(home, memories)
        assert memories.reads == 1
        assert [one.about for one in home.glossary.examples(WORKSPACE)] == ["message:shop/theirs"]


def test_a_label_given_while_its_text_was_erased_goes_in_the_second_round(tmp_path: Path) -> None:
    """Somebody had the words on the screen: what was learned of them after the first walk has no text any more, and goes."""
    with house(tmp_path) as home:
        [said] = _bought(home, orders=1)
        memories = Memories(home.phrases, home.answers, home.glossary)
        _walk(home, memories)
        _label(home, said.entity)
        later = fact(message(60, key="later", thread="900", order_number="n900"), workspace=WORKSPACE)
        home.dossiers.add([later], SETTINGS)
        _label(home, later.entity)
        _walk(home, memories)
        assert [one.about for one in home.glossary.examples(WORKSPACE)] == [later.entity]
