"""The fakes keep their contracts."""

import pytest

from tests.accounts.identity_contract import EMAIL, FIRST, Directory, IdentityContract
from tests.accounts.in_memory import InMemoryIdentityProvider, InMemorySessionStore, totp
from tests.accounts.session_contract import SessionStoreContract


class TestInMemorySessionStore(SessionStoreContract):
    @pytest.fixture
    def store(self) -> InMemorySessionStore:
        """An empty store."""
        return InMemorySessionStore()


class TestInMemoryIdentityProvider(IdentityContract):
    @pytest.fixture
    def directory(self) -> Directory:
        """One person with a first password."""
        return Directory(InMemoryIdentityProvider({EMAIL: FIRST}, first={EMAIL}), totp)
