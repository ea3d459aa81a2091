"""The fake keeps the contract."""

import pytest

from tests.reports.in_memory import InMemoryReportStore
from tests.reports.store_contract import ReportStoreContract


class TestInMemoryReportStore(ReportStoreContract):
    @pytest.fixture
    def store(self) -> InMemoryReportStore:
        return InMemoryReportStore()
