"""DynamoErasureStore keeps the contract; what was learned is forgotten in the table."""

from collections.abc import Iterator, Mapping

import pytest

from aftersales.aws.answers import DynamoAnswerCache
from aftersales.aws.dossiers import DynamoDossierStore
from aftersales.aws.erasures import DynamoErasureStore
from aftersales.aws.glossary import DynamoGlossary
from aftersales.aws.keys import mark_key
from aftersales.aws.memories import TableMemories
from aftersales.aws.phrases import DynamoPhraseMemory
from aftersales.aws.table import Item, Table
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
    """Remembers which items were asked for one by one."""

    def __init__(self, inner: Table) -> None:
        self.__dict__.update(inner.__dict__)
        self.got: list[Mapping[str, str]] = []

    def get(self, key: Mapping[str, str], *, consistent: bool = True) -> Item | None:
        self.got.append(key)
        return super().get(key, consistent=consistent)


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
    answers.put_many("w", {"mood en mine": "{}", "language mine": "{}", "language theirs": "{}"})
    for about in ("message:shop/mine", "message:shop/theirs"):
        glossary.learn(
            LabelledText(
                workspace="w", id=about, about=about, text="x", cause=Cause.QUALITY, member="k", at=at(1)
            )
        )
    assert memories.forget_phrases("w", ["en", "de"], ["en", "de"], ["mine"]) == 1
    assert memories.forget_answers("w", ["mine"]) == 2
    assert memories.forget_examples("w", frozenset({"message:shop/mine"})) == 1
    assert phrases.get_many("w", "en", "de", ["mine", "theirs"]) == {"theirs": "b"}
    assert answers.get_many("w", ["language mine", "language theirs"]) == {"language theirs": "{}"}
    assert [one.about for one in glossary.examples("w")] == ["message:shop/theirs"]
