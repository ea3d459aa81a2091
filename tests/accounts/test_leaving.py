"""Leaving: out at once, off every list, and never the last who could let others in."""

import pytest

from aftersales.accounts.leaving import leave
from aftersales.accounts.sessions import open_session
from aftersales.accounts.signing_in import Door, member_of
from aftersales.records.alert_rule import AlertRule
from aftersales.records.errors import RejectedError
from aftersales.records.workspace import Member, Role, Settings
from tests.accounts.in_memory import InMemoryIdentityProvider, InMemorySessionStore
from tests.cases.building import at
from tests.cases.in_memory import InMemoryWorkspaceStore

MO = Member(workspace="w", email="mo@example.com", name="Mo", role=Role.ADMIN)
ANN = Member(workspace="w", email="ann@example.com", name="Ann", role=Role.AGENT)
RULE = AlertRule(
    id="own_1", metric="first_response", threshold=1, owner=ANN.email, told=(ANN.email, MO.email)
)


@pytest.fixture
def workspaces() -> InMemoryWorkspaceStore:
    """An administrator, and an agent who is named wherever one can be."""
    made = InMemoryWorkspaceStore()
    made.save_settings(
        Settings(
            workspace="w",
            name="W",
            product_team=("Ann@example.com", MO.email),
            report_readers=(ANN.email, "boss@else.example"),
            alert_rules=(RULE,),
        )
    )
    for member in (MO, ANN):
        made.save_member(member)
    return made


def test_who_leaves_is_out_and_off_every_list(workspaces: InMemoryWorkspaceStore) -> None:
    """The session opens nothing any more; readers, rules and owners forget the address; the change says who did it."""
    door = Door(identities=InMemoryIdentityProvider(), sessions=InMemorySessionStore(), workspaces=workspaces)
    open_session(door.sessions, session_id="s", email=ANN.email, workspace="w", now=at(0))
    assert member_of(door, "s", at(1)) == ANN
    assert leave(workspaces, MO, " Ann@Example.com", at(1)) == ANN
    assert member_of(door, "s", at(1)) is None
    settings = workspaces.settings("w")
    assert (settings.product_team, settings.report_readers) == ((MO.email,), ("boss@else.example",))
    assert settings.alert_rules == (RULE.having(owner=None, told=(MO.email,)),)
    assert [one.member for one in workspaces.setting_changes("w")] == [MO.email]


@pytest.mark.parametrize(
    ("email", "reason"), [("nobody@example.com", "unknown_member"), (MO.email, "last_admin")]
)
def test_a_stranger_and_the_last_administrator_cannot_leave(
    workspaces: InMemoryWorkspaceStore, email: str, reason: str
) -> None:
    """With a second administrator the first may go."""
    with pytest.raises(RejectedError, match=f"^{reason}$"):
        leave(workspaces, MO, email, at(1))
    workspaces.save_member(ANN.having(role=Role.ADMIN))
    if reason == "last_admin":
        leave(workspaces, MO, email, at(1))
        assert workspaces.member(MO.email) is None


def test_members_of_other_workspaces_are_strangers(workspaces: InMemoryWorkspaceStore) -> None:
    """I10: an administrator removes people of the own workspace only."""
    with pytest.raises(RejectedError, match=r"^unknown_member$"):
        leave(workspaces, MO.having(workspace="other"), ANN.email, at(1))
    assert workspaces.member(ANN.email) == ANN
