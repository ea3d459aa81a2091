"""Sending: checked again at the last moment, sent once, told in the order's timeline."""

from collections.abc import Callable, Sequence

import pytest

from aftersales.cases.dossier import Dossier
from aftersales.outreach.send import send_dispatch
from aftersales.records.action import Verb
from aftersales.records.dispatch import Dispatch, DispatchState
from aftersales.records.errors import UnavailableError
from aftersales.records.fact import Fact
from aftersales.records.record import Instant
from aftersales.records.workspace import Settings
from tests.cases.building import STORE, action, at, fact, message, order
from tests.cases.in_memory import InMemoryDossierStore
from tests.outreach.in_memory import InMemoryOutbox, RecordingSender
from tests.outreach.outbox_contract import dispatch

HOME = f"order:{STORE}/900"
SETTINGS = Settings(workspace="w", name="W")
BUYER = {"key": "mail-1", "email": "ann@example.com", "consent": "given"}


def invitation() -> Dispatch:
    """An invitation that may leave."""
    return dispatch(
        id=f"invitation/{HOME}",
        kind="invitation",
        to=("ann@example.com",),
        letter="invitation",
        data={"review_address": "https://shop.example/review"},
        store=STORE,
        home=HOME,
    )


def _nothing() -> None:
    """What usually happens meanwhile."""


class Store(InMemoryDossierStore):
    """An order with a conversation; what happens `meanwhile` happens just after a dossier was read; it may be away for writes."""

    def __init__(self) -> None:
        super().__init__()
        self.is_away = False
        self.meanwhile: Callable[[], None] = _nothing
        super().add([fact(one) for one in (order(customer=BUYER), message(5))], SETTINGS)

    def dossier(self, workspace: str, home: str, settings: Settings) -> Dossier:
        found = super().dossier(workspace, home, settings)
        happens, self.meanwhile = self.meanwhile, _nothing
        happens()
        return found

    def add(self, facts: Sequence[Fact], settings: Settings) -> set[str]:
        if self.is_away:
            raise UnavailableError("table")
        return super().add(facts, settings)

    def resolve(self) -> None:
        """Close the case."""
        self.add([fact(action(10, "resolved"))], SETTINGS)

    def told(self) -> list[Verb]:
        """What the timeline says of invitations."""
        acts = super().dossier("w", HOME, SETTINGS).actions
        return [act.verb for act in acts if act.verb in {Verb.INVITED, Verb.NOT_SENT}]


def send(store: Store, outbox: InMemoryOutbox, sender: RecordingSender, now: Instant) -> str:
    """Send the invitation if it may leave."""
    return send_dispatch(
        "w",
        invitation().id,
        now=now,
        outbox=outbox,
        store=store,
        settings_of=lambda _: SETTINGS,
        members_of=lambda _: (),
        senders={"mail": sender},
    )


def test_a_slow_look_cannot_wake_what_was_sent_meanwhile() -> None:
    """Of two workers with one message, the one that still saw an open case must not put a sent invitation back to waiting."""
    store, outbox, sender = Store(), InMemoryOutbox(), RecordingSender()
    outbox.put(invitation())

    def other() -> None:
        store.resolve()
        assert send(store, outbox, sender, at(11)) == "another_sender_has_it"

    store.meanwhile = other
    assert send(store, outbox, sender, at(11)) == "postponed"
    assert sender.sent == []
    assert send(store, outbox, sender, at(36)) == "sent"
    kept = outbox.get("w", invitation().id)
    assert kept is not None
    assert kept.state is DispatchState.SENT
    assert send(store, outbox, sender, at(90)) == "done_before"
    assert len(sender.sent) == 1


def test_a_timeline_that_could_not_be_written_is_written_when_the_message_returns() -> None:
    """The mail has left and the table is away: the next try sends nothing, but tells the order's timeline, once."""
    store, outbox, sender = Store(), InMemoryOutbox(), RecordingSender()
    store.resolve()
    outbox.put(invitation())
    store.is_away = True
    with pytest.raises(UnavailableError):
        send(store, outbox, sender, at(11))
    assert store.told() == []
    store.is_away = False
    for hour in (12, 13):
        assert send(store, outbox, sender, at(hour)) == "done_before"
    assert (len(sender.sent), store.told()) == (1, [Verb.INVITED])
