"""DynamoOverviewStore keeps the contract."""

from collections.abc import Iterator

import pytest

from aftersales.aws.overviews import DynamoOverviewStore
from tests.aws.table import moto_table
from tests.desk.overview_contract import OverviewStoreContract


class TestDynamoOverviewStore(OverviewStoreContract):
    @pytest.fixture
    def store(self) -> Iterator[DynamoOverviewStore]:
        """An empty table."""
        with moto_table() as table:
            yield DynamoOverviewStore(table)
