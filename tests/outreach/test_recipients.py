"""A letter reads its recipients when it leaves, not when it was written."""

from collections.abc import Sequence

import pytest

from aftersales.outreach.send import send_dispatch
from aftersales.records.dispatch import DispatchState
from aftersales.records.workspace import Member, Role, Settings
from tests.cases.building import at
from tests.cases.in_memory import InMemoryDossierStore
from tests.outreach.in_memory import InMemoryOutbox, RecordingSender
from tests.outreach.outbox_contract import dispatch

SETTINGS = Settings(workspace="w", name="W", report_readers=("boss@else.example",))
ANN = Member(workspace="w", email="Ann@example.com", name="Ann", role=Role.AGENT)
LEE = Member(workspace="w", email="lee@example.com", name="Lee", role=Role.MANAGER)


def sent_to(members: Sequence[Member], **letter: object) -> list[tuple[str, ...]]:
    """Who got a letter with these members at the moment of sending; an empty list if it did not leave."""
    outbox, sender = InMemoryOutbox(), RecordingSender()
    outbox.put(dispatch(**letter))
    outcome = send_dispatch(
        "w",
        "alert/1",
        now=at(1),
        outbox=outbox,
        store=InMemoryDossierStore(),
        settings_of=lambda _: SETTINGS,
        members_of=lambda _: members,
        senders={"mail": sender},
    )
    kept = outbox.get("w", "alert/1")
    assert kept is not None
    expected = ("sent", "") if sender.sent else ("refused", "no_reader_left")
    assert (outcome, kept.reason, kept.state is DispatchState.SENT) == (*expected, bool(sender.sent))
    return [one.to for one in sender.sent]


def test_who_has_left_meanwhile_gets_nothing() -> None:
    """A letter to two goes to the one who is still there; to nobody it does not leave, and the log says why."""
    both = ("ann@example.com", "lee@example.com")
    assert sent_to([ANN, LEE], to=both) == [both]
    assert sent_to([LEE], to=both) == [("lee@example.com",)]
    assert sent_to([], to=both) == []
    assert sent_to([ANN.having(email="other@example.com")], to=("ann@example.com",)) == []


@pytest.mark.parametrize(("role", "reads"), [(Role.MANAGER, True), (Role.ANALYST, True), (Role.AGENT, False)])
def test_an_alert_about_a_colleague_is_for_who_sees_people(role: Role, *, reads: bool) -> None:
    """Whoever has lost that role since the letter was written does not get it."""
    letter = {"to": ("lee@example.com",), "about": ("ann@example.com",)}
    assert bool(sent_to([LEE.having(role=role)], **letter)) is reads


def test_a_report_goes_to_members_and_to_its_named_readers() -> None:
    """An address outside reads reports as long as the workspace names it; alerts are for members alone."""
    assert sent_to([], kind="report", to=("Boss@else.example",)) == [("Boss@else.example",)]
    assert sent_to([LEE], kind="report", to=("lee@example.com",)) == [("lee@example.com",)]
    assert sent_to([LEE], kind="report", to=("ann@example.com",)) == []
    assert sent_to([LEE], to=("boss@else.example",)) == []
