"""The answers of paid engines in the table."""

from datetime import UTC, datetime

from aftersales.aws.answers import DynamoAnswerCache
from aftersales.aws.keys import answer_key
from tests.aws.table import moto_table
from tests.language.answer_cache_contract import answers_are_remembered_by_workspace
from tests.language.in_memory import InMemoryAnswers


def test_the_table_and_the_fake_remember_alike() -> None:
    """One contract for both."""
    answers_are_remembered_by_workspace(InMemoryAnswers())
    with moto_table() as table:
        answers_are_remembered_by_workspace(
            DynamoAnswerCache(table, lambda: datetime(2026, 1, 1, tzinfo=UTC))
        )


def test_answers_are_forgotten_after_a_season() -> None:
    """Each item names the moment from which the table may drop it."""
    with moto_table() as table:
        DynamoAnswerCache(table, lambda: datetime(2026, 1, 1, tzinfo=UTC)).put_many("w", {"q": "{}"})
        item = table.get(answer_key("w", "q"))
    assert item
    assert int(item["expires_at"]["N"]) == int(datetime(2026, 4, 1, tzinfo=UTC).timestamp())
