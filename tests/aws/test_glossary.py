"""DynamoGlossary keeps the contract."""

from collections.abc import Iterator

import pytest

from aftersales.aws.glossary import DynamoGlossary
from tests.aws.table import moto_table
from tests.language.glossary_contract import GlossaryContract


class TestDynamoGlossary(GlossaryContract):
    @pytest.fixture
    def words(self) -> Iterator[DynamoGlossary]:
        with moto_table() as table:
            yield DynamoGlossary(table)
