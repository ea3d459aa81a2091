"""The fakes keep their contracts."""

import pytest

from tests.language.glossary_contract import GlossaryContract
from tests.language.in_memory import InMemoryGlossary, InMemoryPhraseMemory
from tests.language.phrase_memory_contract import PhraseMemoryContract


class TestInMemoryPhraseMemory(PhraseMemoryContract):
    @pytest.fixture
    def memory(self) -> InMemoryPhraseMemory:
        return InMemoryPhraseMemory()


class TestInMemoryGlossary(GlossaryContract):
    @pytest.fixture
    def words(self) -> InMemoryGlossary:
        return InMemoryGlossary()
