"""The fakes keep the contracts."""

import pytest

from tests.reports.in_memory import InMemoryReportStore, InMemorySubscriptionStore
from tests.reports.store_contract import ReportStoreContract
from tests.reports.subscription_contract import SubscriptionStoreContract


class TestInMemoryReportStore(ReportStoreContract):
    @pytest.fixture
    def store(self) -> InMemoryReportStore:
        return InMemoryReportStore()


class TestInMemorySubscriptionStore(SubscriptionStoreContract):
    @pytest.fixture
    def store(self) -> InMemorySubscriptionStore:
        return InMemorySubscriptionStore()
