"""The errands in memory keep the contract."""

import pytest

from tests.cases.in_memory import InMemoryDossierStore
from tests.privacy.erasure_contract import ErasureStoreContract
from tests.privacy.in_memory import InMemoryErasureStore


class TestInMemoryErasureStore(ErasureStoreContract):
    @pytest.fixture
    def dossiers(self) -> InMemoryDossierStore:
        return InMemoryDossierStore()

    @pytest.fixture
    def erasures(self, dossiers: InMemoryDossierStore) -> InMemoryErasureStore:
        return InMemoryErasureStore(dossiers)
