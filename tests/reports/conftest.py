"""The sample's report, made once."""

import pytest

from aftersales.metrics.evaluate import Evaluator
from aftersales.reports.weekly import WeeklyReport, weekly_report
from tests.reports.sample import WEEK_46, evaluator


@pytest.fixture(scope="session")
def quarter(tmp_path_factory: pytest.TempPathFactory) -> Evaluator:
    """The sample's quarter."""
    return evaluator(tmp_path_factory.mktemp("quarter"))


@pytest.fixture(scope="session")
def weekly(quarter: Evaluator) -> WeeklyReport:
    """The report of its last week."""
    return weekly_report(quarter, WEEK_46)
