"""DynamoOutbox keeps the contract and hands to its queue what may leave at once."""

from collections.abc import Iterator
from json import loads
from typing import Any

import pytest

from aftersales.aws.outbox import DynamoOutbox
from aftersales.records.dispatch import DispatchState
from tests.aws.table import moto_table
from tests.cases.building import at
from tests.outreach.outbox_contract import OutboxContract, dispatch


class _Queue:
    def __init__(self) -> None:
        self.sent: list[Any] = []

    def send(self, message: str) -> None:
        self.sent.append(loads(message))


class TestDynamoOutbox(OutboxContract):
    @pytest.fixture
    def outbox(self) -> Iterator[DynamoOutbox]:
        with moto_table() as table:
            yield DynamoOutbox(table, _Queue())


def test_only_what_may_leave_at_once_is_queued() -> None:
    """A dispatch for later waits in the table, and a refused one is never queued."""
    with moto_table() as table:
        queue = _Queue()
        outbox = DynamoOutbox(table, queue)
        outbox.put(dispatch(id="now"))
        outbox.put(dispatch(id="later", not_before=at(5)))
        outbox.put(dispatch(id="never", state="refused", reason="no_consent", finished_at=at(0)))
    assert queue.sent == [{"workspace": "w", "dispatch": "now"}]


def test_what_has_left_meanwhile_is_not_said_to_be_refused() -> None:
    """Erasing looks at many before it blanks the first: one that was sent in between stays as it ended, for the second round."""
    with moto_table() as table:
        outbox = DynamoOutbox(table, _Queue())
        outbox.put(dispatch(data={"text": "Dear Ann"}))
        [seen] = outbox.everything("w", "")
        outbox.finish(seen, DispatchState.SENT, "", at(1))
        outbox.replace(seen.having(state=DispatchState.REFUSED, data={}), was=seen.state)
        assert outbox.get("w", "alert/1") == seen.having(state=DispatchState.SENT, finished_at=at(1))
        [seen] = outbox.everything("w", "")
        outbox.replace(seen.having(data={}), was=seen.state)
        assert outbox.get("w", "alert/1") == seen.having(data={})
