"""DynamoPhraseMemory keeps the contract."""

from collections.abc import Iterator

import pytest

from aftersales.aws.phrases import DynamoPhraseMemory
from tests.aws.table import moto_table
from tests.language.phrase_memory_contract import PhraseMemoryContract


class TestDynamoPhraseMemory(PhraseMemoryContract):
    @pytest.fixture
    def memory(self) -> Iterator[DynamoPhraseMemory]:
        with moto_table() as table:
            yield DynamoPhraseMemory(table)
