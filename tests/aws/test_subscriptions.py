"""DynamoSubscriptionStore keeps the contract."""

from collections.abc import Iterator

import pytest

from aftersales.aws.subscriptions import DynamoSubscriptionStore
from tests.aws.table import moto_table
from tests.reports.subscription_contract import SubscriptionStoreContract


class TestDynamoSubscriptionStore(SubscriptionStoreContract):
    @pytest.fixture
    def store(self) -> Iterator[DynamoSubscriptionStore]:
        """An empty table."""
        with moto_table() as table:
            yield DynamoSubscriptionStore(table)
