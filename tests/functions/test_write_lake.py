"""write_lake: facts and cases of a stream batch lie in the lake afterwards."""

from functools import partial

import pytest

from aftersales.lake.stream import append
from aftersales.lake.writer import LakeWriter
from aftersales.records.errors import UnavailableError
from functions.write_lake.handler import handler
from tests.functions.events import event
from tests.lake.in_memory import InMemoryObjects


class AwayObjects(InMemoryObjects):
    def put(self, key: str, body: bytes) -> None:
        raise UnavailableError("lake")


def test_a_batch_is_appended_and_its_torn_record_handed_back() -> None:
    """One object of facts, one of cases; a retry writes the same ones; only the unreadable record is reported."""
    objects = InMemoryObjects()
    for _ in range(2):
        answer = handler(event("write_lake", "fact_case_moved"), None, partial(append, LakeWriter(objects)))
        assert answer == {"batchItemFailures": [{"itemIdentifier": "400000000000000000004"}]}
        assert len(objects) == 2


def test_a_batch_comes_again_when_the_bucket_is_away() -> None:
    """The error leaves the function, so that the stream brings the whole batch again."""
    with pytest.raises(UnavailableError):
        handler(event("write_lake", "fact_case_moved"), None, partial(append, LakeWriter(AwayObjects())))
