"""Fixtures of the figures' tests."""

import pytest

from aftersales.metrics.evaluate import Evaluator
from tests.metrics.asking import ask
from tests.reports.sample import evaluator

__all__ = ["ask", "quarter"]


@pytest.fixture(scope="session")
def quarter(tmp_path_factory: pytest.TempPathFactory) -> Evaluator:
    """The sample's quarter, made once."""
    return evaluator(tmp_path_factory.mktemp("quarter"))
