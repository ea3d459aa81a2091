"""One local cloud for the tests that need it."""

from collections.abc import Iterator

import pytest

from infra.local.cloud import LocalCloud


@pytest.fixture(scope="session")
def cloud() -> Iterator[LocalCloud]:
    """The whole system, started once."""
    with LocalCloud(parameters={"SchedulesState": "DISABLED"}) as cloud:
        yield cloud
