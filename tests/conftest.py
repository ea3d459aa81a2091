"""What holds for every test: no customer's words in a log, and the same small examples on every machine."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadScopeScheduling

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


SHARED = {
    "tests/browser/": "browser",
    "tests/infra/local/seller/": "seller",
    "tests/infra/local/history/": "history",
    "tests/infra/local/test_athena.py": "athena",
    "tests/infra/local/test_cloud.py": "cloud",
    "tests/infra/local/test_forgotten.py": "cloud",
    "tests/infra/local/test_killed.py": "cloud",
    "tests/infra/local/test_promises.py": "cloud",
    "tests/infra/local/test_travellers.py": "engines",
    "tests/infra/permissions/": "permissions",
    "tests/infra/test_layers.py": "layers",
    "tests/architecture/test_contracts.py": "contracts",
    "tests/architecture/": "sources",
    "tests/mail/": "reports",
    "tests/metrics/test_rates.py": "scipy",
    "tests/metrics/test_significance.py": "scipy",
    "tests/reports/": "reports",
    "tests/privacy/test_erasing.py": "erasing",
    "tests/engines/": "engines",
    "tests/language/": "engines",
    "tests/infra/training/": "engines",
    "tests/intake/test_outage.py": "engines",
    "tests/intake/test_travellers.py": "engines",
}
"""Where tests share something that takes seconds to make → what their group is called; the first that fits."""


class Together(LoadScopeScheduling):  # type: ignore[misc] # xdist ships no types
    """Sends the tests of a group to one worker, so that what they share is made once, and every other test by itself."""

    def _split_scope(self, nodeid: str) -> str:
        return next((group for start, group in SHARED.items() if nodeid.startswith(start)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together:
    """Group by place: xdist 3.8 loses the groups that are marked, without a word, under pytest 9.2."""
    return Together(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The local cloud is on loopback."""
    for item in items:
        if item.get_closest_marker("cloud"):
            item.add_marker("enable_socket")


@pytest.fixture(scope="session")
def only_here(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], None]:
    """Fails whoever starts something dear that another worker of this run has started, too: SHARED lacks a place."""

    def claim(what: str) -> None:
        if hasattr(request.config, "workerinput"):
            (tmp_path_factory.getbasetemp().parent / f"{what} is started").touch(exist_ok=False)

    return claim


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
