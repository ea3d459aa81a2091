"""The sample's quarter and its weekly report, made once."""

import pytest

from aftersales.metrics.evaluate import Evaluator
from aftersales.records.report import ReportKind
from aftersales.reports.editing import edit
from aftersales.reports.shape import Order, Report
from tests.reports.sample import WEEK_46, evaluator


@pytest.fixture(scope="session")
def quarter(tmp_path_factory: pytest.TempPathFactory) -> Evaluator:
    """The sample's quarter."""
    return evaluator(tmp_path_factory.mktemp("quarter"))


@pytest.fixture(scope="session")
def weekly(quarter: Evaluator) -> Report:
    """The report of its last week."""
    return edit(quarter, Order(kind=ReportKind.WEEKLY), WEEK_46)
