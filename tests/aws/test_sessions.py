"""DynamoSessionStore keeps the contract, and lets the table forget."""

from collections.abc import Iterator

import pytest

from aftersales.aws.sessions import DynamoSessionStore
from tests.accounts.session_contract import SESSION, SessionStoreContract
from tests.aws.table import moto_table


class TestDynamoSessionStore(SessionStoreContract):
    @pytest.fixture
    def store(self) -> Iterator[DynamoSessionStore]:
        """An empty table."""
        with moto_table() as table:
            yield DynamoSessionStore(table)


def test_the_table_forgets_a_session_after_it_expired() -> None:
    """The item carries its end as Unix seconds, under the attribute that the table's TTL watches."""
    with moto_table() as table:
        DynamoSessionStore(table).save(SESSION)
        item = table.get({"PK": "SESSION#h", "SK": "SESSION"})
        assert item is not None
        assert item["expires_at"] == {"N": str(int(SESSION.expires_at.timestamp()))}
