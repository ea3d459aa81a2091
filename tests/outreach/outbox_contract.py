"""What every Outbox must do."""

from datetime import timedelta
from typing import Any

import pytest

from aftersales.outreach.outbox import Outbox
from aftersales.records.dispatch import Dispatch, DispatchState
from tests.cases.building import at


def dispatch(**changes: Any) -> Dispatch:
    """A mail that may leave at once."""
    values: dict[str, Any] = {
        "workspace": "w",
        "id": "alert/1",
        "kind": "alert",
        "channel": "mail",
        "to": ("team@example.com",),
        "letter": "alert",
        "language": "en",
        "created_at": at(0),
    }
    return Dispatch.model_validate(values | changes)


class OutboxContract:
    @pytest.fixture
    def outbox(self) -> Outbox:
        raise TypeError("each test class brings the outbox it proves")

    def test_an_id_is_kept_once(self, outbox: Outbox) -> None:
        """I6: the same dedupe key a second time does nothing."""
        assert outbox.put(dispatch())
        assert not outbox.put(dispatch(letter="other"))
        kept = outbox.get("w", "alert/1")
        assert kept is not None
        assert kept.letter == "alert"
        assert outbox.get("other", "alert/1") is None

    def test_only_one_sender_holds_a_dispatch_until_its_lease_ends(self, outbox: Outbox) -> None:
        """A lease protects from two senders at once; after a crash it runs out."""
        outbox.put(dispatch())
        assert outbox.claim(dispatch(), at(1), 120)
        assert not outbox.claim(dispatch(), at(1) + timedelta(seconds=60), 120)
        assert outbox.claim(dispatch(), at(1) + timedelta(seconds=180), 120)

    def test_what_is_finished_cannot_be_claimed_again(self, outbox: Outbox) -> None:
        """Sent is sent."""
        outbox.put(dispatch())
        outbox.finish(dispatch(), DispatchState.SENT, "", at(2))
        assert not outbox.claim(dispatch(), at(3), 120)
        assert [(one.state, one.finished_at) for one in outbox.recent("w", 5)] == [
            (DispatchState.SENT, at(2))
        ]

    def test_what_waits_becomes_due(self, outbox: Outbox) -> None:
        """A dispatch is due once its time has come, and not before."""
        outbox.put(dispatch(not_before=at(10)))
        assert list(outbox.due("w", at(9))) == []
        assert [one.id for one in outbox.due("w", at(11))] == ["alert/1"]
        outbox.postpone(dispatch(not_before=at(10)), at(20), "case_open")
        assert list(outbox.due("w", at(11))) == []
        assert [one.reason for one in outbox.due("w", at(21))] == ["case_open"]
        assert list(outbox.due("other", at(21))) == []
