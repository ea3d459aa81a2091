"""One local cloud for the tests that need it."""

from collections.abc import Callable, Iterator

import pytest

from infra.local.cloud import LocalCloud


@pytest.fixture(scope="session")
def cloud(only_here: Callable[[str], None]) -> Iterator[LocalCloud]:
    """The whole system, started once."""
    only_here("the cloud")
    with LocalCloud(parameters={"SchedulesState": "DISABLED"}) as cloud:
        yield cloud
