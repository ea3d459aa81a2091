"""DynamoErasureStore keeps the contract; what was learned is forgotten in the table."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from aftersales.aws.answers import DynamoAnswerCache
from aftersales.aws.dossiers import DynamoDossierStore
from aftersales.aws.erasures import DynamoErasureStore
from aftersales.aws.glossary import DynamoGlossary
from aftersales.aws.keys import mark_key
from aftersales.aws.memories import TableMemories
from aftersales.aws.phrases import DynamoPhraseMemory
from aftersales.aws.table import Item, Plain, Table
from aftersales.language.examples import MOST
from aftersales.language.hashing import answer_name, text_hash
from aftersales.records.cause import Cause
from aftersales.records.labelled import LabelledText
from tests.aws.table import moto_table
from tests.cases.building import SETTINGS, at, fact, order
from tests.privacy.erasure_contract import ErasureStoreContract


@pytest.fixture
def table() -> Iterator[Table]:
    """A fresh table in moto."""
    with moto_table() as made:
        yield made


class TestDynamoErasureStore(ErasureStoreContract):
    @pytest.fixture
    def dossiers(self, table: Table) -> DynamoDossierStore:
        return DynamoDossierStore(table)

    @pytest.fixture
    def erasures(self, table: Table) -> DynamoErasureStore:
        return DynamoErasureStore(table)


class _NotingTable(Table):
    """Remembers which items were asked for one by one, and what queries found."""

    def __init__(self, inner: Table) -> None:
        self.__dict__.update(inner.__dict__)
        self.got: list[Mapping[str, str]] = []
        self.found: list[str] = []

    def get(self, key: Mapping[str, str], *, consistent: bool = True) -> Item | None:
        self.got.append(key)
        return super().get(key, consistent=consistent)

    def query(self, expression: str, bound: Plain, **options: Any) -> Iterator[Item]:
        for item in super().query(expression, bound, **options):
            self.found.append(item["SK"]["S"])
            yield item


def test_who_never_erased_anybody_pays_one_small_read(table: Table) -> None:
    """The mark that says that there are any is looked for once per batch of facts."""
    noting = _NotingTable(table)
    sold = [fact(order(number, key=str(number))) for number in range(30)]
    assert len(DynamoDossierStore(noting).take_in(sold, SETTINGS).new) == 30
    assert noting.got == [mark_key("w", "")]


def test_what_was_learned_is_forgotten(table: Table) -> None:
    """Sentences in any pair of languages, every answer about a text, every label of an entity; and nothing else."""
    phrases, answers, glossary = (
        DynamoPhraseMemory(table),
        DynamoAnswerCache(table, lambda: at(0)),
        DynamoGlossary(table),
    )
    memories = TableMemories(phrases, answers, glossary)
    phrases.put("w", "en", "de", {"mine": "a", "theirs": "b"})
    mine = [answer_name(question, "mine") for question in ("mood en", "language")]
    theirs = answer_name("language", "theirs")
    answers.put_many("w", dict.fromkeys([*mine, theirs], "{}"))
    for about in ("message:shop/mine", "message:shop/theirs"):
        glossary.learn(
            LabelledText(
                workspace="w", id=about, about=about, text="x", cause=Cause.QUALITY, member="k", at=at(1)
            )
        )
    assert memories.forget_phrases("w", ["en", "de"], ["en", "de"], ["mine"]) == 1
    assert memories.forget_answers("w", [text_hash("mine")]) == 2
    memories.forget_labelled([one for one in memories.labelled("w") if one.about == "message:shop/mine"])
    assert phrases.get_many("w", "en", "de", ["mine", "theirs"]) == {"theirs": "b"}
    assert answers.get_many("w", [*mine, theirs]) == {theirs: "{}"}
    assert [one.about for one in glossary.examples("w")] == ["message:shop/theirs"]


def test_answers_about_other_texts_are_not_read(table: Table) -> None:
    """An errand asks text by text for what it is to forget, however many answers a season has brought."""
    noting = _NotingTable(table)
    answers = DynamoAnswerCache(noting, lambda: at(0))
    names = [answer_name("language", f"text {number}") for number in range(60)]
    answers.put_many("w", dict.fromkeys(names, "{}"))
    assert answers.forget("w", [text_hash("text 7"), text_hash("unknown")]) == 1
    assert noting.found == [names[7]]


def test_every_label_is_known_to_who_erases(table: Table) -> None:
    """Also those that are too old to teach anything."""
    glossary = DynamoGlossary(table)
    for number in range(MOST + 3):
        glossary.learn(
            LabelledText(
                workspace="w",
                id=f"l{number}",
                about="message:shop/a",
                text="x",
                cause=Cause.QUALITY,
                member="k",
                at=at(number),
            )
        )
    assert len(glossary.labelled("w")) == MOST + 3
