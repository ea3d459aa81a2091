"""The in-memory stores keep the contract that the adapters keep."""

import pytest

from tests.cases.in_memory import InMemoryDossierStore, InMemoryWorkspaceStore
from tests.cases.store_contract import DossierStoreContract, WorkspaceStoreContract


class TestInMemoryDossierStore(DossierStoreContract):
    @pytest.fixture
    def store(self) -> InMemoryDossierStore:
        return InMemoryDossierStore()


class TestInMemoryWorkspaceStore(WorkspaceStoreContract):
    @pytest.fixture
    def store(self) -> InMemoryWorkspaceStore:
        return InMemoryWorkspaceStore()
