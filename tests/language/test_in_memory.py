"""The fake phrase memory keeps the contract."""

import pytest

from tests.language.in_memory import InMemoryPhraseMemory
from tests.language.phrase_memory_contract import PhraseMemoryContract


class TestInMemoryPhraseMemory(PhraseMemoryContract):
    @pytest.fixture
    def memory(self) -> InMemoryPhraseMemory:
        return InMemoryPhraseMemory()
