"""The fake keeps the contract."""

import pytest

from tests.lake.in_memory import InMemoryObjects
from tests.lake.objects_contract import ObjectsContract


class TestInMemoryObjects(ObjectsContract):
    @pytest.fixture
    def objects(self) -> InMemoryObjects:
        return InMemoryObjects()
