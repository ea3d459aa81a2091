"""The fake keeps the contract."""

import pytest

from tests.desk.in_memory import InMemoryOverviewStore
from tests.desk.overview_contract import OverviewStoreContract


class TestInMemoryOverviewStore(OverviewStoreContract):
    @pytest.fixture
    def store(self) -> InMemoryOverviewStore:
        """An empty store."""
        return InMemoryOverviewStore()
