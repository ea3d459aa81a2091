"""DynamoReportStore keeps the contract."""

from collections.abc import Iterator

import pytest

from aftersales.aws.reports import DynamoReportStore
from tests.aws.table import moto_table
from tests.reports.store_contract import ReportStoreContract


class TestDynamoReportStore(ReportStoreContract):
    @pytest.fixture
    def store(self) -> Iterator[DynamoReportStore]:
        with moto_table() as table:
            yield DynamoReportStore(table)
