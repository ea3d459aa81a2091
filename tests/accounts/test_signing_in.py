"""Sign-in: the directory proves the person, the workspace decides whether they come in."""

import pytest

from aftersales.accounts.identity import NewPasswordNeeded
from aftersales.accounts.signing_in import Door, choose_password, member_of, sign_in
from aftersales.records.errors import RejectedError
from aftersales.records.workspace import Member, Role
from tests.accounts.in_memory import InMemoryIdentityProvider, InMemorySessionStore
from tests.cases.building import START
from tests.cases.in_memory import InMemoryWorkspaceStore

ANN = Member(workspace="w", email="ann@example.com", name="Ann", role=Role.AGENT)


@pytest.fixture
def identities() -> InMemoryIdentityProvider:
    """Two people whom the directory knows."""
    return InMemoryIdentityProvider({"ann@example.com": "right", "eve@example.com": "right"})


@pytest.fixture
def door(identities: InMemoryIdentityProvider) -> Door:
    """A door of a workspace that only one of them belongs to."""
    workspaces = InMemoryWorkspaceStore()
    workspaces.save_member(ANN)
    return Door(identities=identities, sessions=InMemorySessionStore(), workspaces=workspaces)


def test_a_member_with_the_right_password_gets_a_session(door: Door) -> None:
    """The e-mail is taken as people type it: with blanks and capitals."""
    answer = sign_in(door, email=" Ann@Example.com ", password="right", session_id="id", now=START)
    assert answer == ANN
    assert member_of(door, "id", START) == ANN


@pytest.mark.parametrize(("email", "password"), [("ann@example.com", "wrong"), ("eve@example.com", "right")])
def test_a_wrong_password_and_a_stranger_look_the_same(door: Door, email: str, password: str) -> None:
    """Whoever belongs to no workspace learns no more than whoever mistypes the password."""
    with pytest.raises(RejectedError, match="wrong_credentials"):
        sign_in(door, email=email, password=password, session_id="id", now=START)
    assert member_of(door, "id", START) is None


def test_a_first_password_must_be_replaced(door: Door, identities: InMemoryIdentityProvider) -> None:
    """The first password opens no session; the one chosen does."""
    identities.first.add("ann@example.com")
    needed = sign_in(door, email="ann@example.com", password="right", session_id="id", now=START)
    assert isinstance(needed, NewPasswordNeeded)
    assert member_of(door, "id", START) is None
    choose_password(
        door,
        email=needed.email,
        password="long enough indeed",
        challenge=needed.challenge,
        session_id="id",
        now=START,
    )
    assert member_of(door, "id", START) == ANN


def test_a_member_who_moves_to_another_workspace_is_out(door: Door) -> None:
    """A session belongs to the workspace in which it was opened."""
    sign_in(door, email="ann@example.com", password="right", session_id="id", now=START)
    door.workspaces.save_member(ANN.having(workspace="other"))
    assert member_of(door, "id", START) is None
