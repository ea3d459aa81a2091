"""Fixtures of the figures' tests."""

import pytest

from aftersales.metrics.evaluate import Evaluator
from tests.metrics.asking import ask
from tests.metrics.golden.telling import tell
from tests.reports.sample import evaluator

__all__ = ["ask", "quarter", "tell"]


@pytest.fixture(scope="session")
def quarter(tmp_path_factory: pytest.TempPathFactory) -> Evaluator:
    """The sample's quarter, made once."""
    return evaluator(tmp_path_factory.mktemp("quarter"))
