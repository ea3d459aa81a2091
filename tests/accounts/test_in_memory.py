"""The fake keeps the contract."""

import pytest

from tests.accounts.in_memory import InMemorySessionStore
from tests.accounts.session_contract import SessionStoreContract


class TestInMemorySessionStore(SessionStoreContract):
    @pytest.fixture
    def store(self) -> InMemorySessionStore:
        """An empty store."""
        return InMemorySessionStore()
