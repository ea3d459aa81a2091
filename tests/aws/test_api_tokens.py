"""DynamoTokenStore keeps the contract."""

from collections.abc import Iterator

import pytest

from aftersales.aws.api_tokens import DynamoTokenStore
from tests.accounts.token_contract import TokenStoreContract
from tests.aws.table import moto_table


class TestDynamoTokenStore(TokenStoreContract):
    @pytest.fixture
    def store(self) -> Iterator[DynamoTokenStore]:
        """An empty table."""
        with moto_table() as table:
            yield DynamoTokenStore(table)
