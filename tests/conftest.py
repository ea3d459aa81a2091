"""What holds for every test: no customer's words in a log, and the same small examples on every machine."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.architecture.canaries import LogWatch

# Derandomised, so that a red run is red again; the long suites of `make trial` draw their own.
settings.register_profile(
    "suite", max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("suite")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests on the local cloud share one start, so one worker runs them all; they talk to loopback."""
    for item in items:
        if item.get_closest_marker("cloud"):
            item.add_marker(pytest.mark.xdist_group("cloud"))
            item.add_marker("enable_socket")


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
