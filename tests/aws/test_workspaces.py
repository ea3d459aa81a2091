"""DynamoWorkspaceStore keeps the contract."""

from collections.abc import Iterator

import pytest

from aftersales.aws.workspaces import DynamoWorkspaceStore
from tests.aws.table import moto_table
from tests.cases.store_contract import WorkspaceStoreContract


class TestDynamoWorkspaceStore(WorkspaceStoreContract):
    @pytest.fixture
    def store(self) -> Iterator[DynamoWorkspaceStore]:
        with moto_table() as table:
            yield DynamoWorkspaceStore(table)
