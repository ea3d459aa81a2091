"""What holds for every test: no customer's words in a log, and the same small examples on every machine."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from aftersales.metrics.evaluate import Evaluator
from aftersales.records.report import ReportKind
from aftersales.reports.editing import edit
from aftersales.reports.shape import Order, Report
from tests.architecture.canaries import LogWatch
from tests.reports.sample import WEEK_46, evaluator

# Derandomised, so that a red run is red again; the long suites of `make trial` draw their own.
settings.register_profile(
    "suite", max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("suite")


SHARED = {"browser": "browser", "infra/local/seller": "seller"}
"""Folders whose tests share something that takes seconds to make, and what their group is called."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long to start is started once: one worker runs all tests that share it. The local cloud is on loopback."""
    for item in items:
        if item.get_closest_marker("cloud"):
            item.add_marker("enable_socket")
        group = "cloud" if item.get_closest_marker("cloud") else SHARED.get(_folder(item))
        if group and not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(group))


def _folder(item: pytest.Item) -> str:
    return item.path.parent.relative_to(Path(__file__).parent).as_posix()


@pytest.fixture(scope="session")
def quarter(tmp_path_factory: pytest.TempPathFactory) -> Evaluator:
    """The sample's quarter, made once."""
    return evaluator(tmp_path_factory.mktemp("quarter"))


@pytest.fixture(scope="session")
def weekly(quarter: Evaluator) -> Report:
    """The report of its last week."""
    return edit(quarter, Order(kind=ReportKind.WEEKLY), WEEK_46)


@pytest.fixture(scope="session")
def log_watch() -> Iterator[LogWatch]:
    """The watch over every log record of the run."""
    watch = LogWatch()
    watch.start()
    yield watch
    watch.stop()


@pytest.fixture(autouse=True)
def no_words_in_the_log(log_watch: LogWatch) -> Iterator[None]:
    """Fail any test in which a customer's name, address or text from a sample reached a log."""
    log_watch.leaks()
    yield
    leaks = log_watch.leaks()
    assert not leaks, f"a customer's words were logged by {leaks}"
