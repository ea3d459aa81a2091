"""Acts of members: facts that change a case once."""

import pytest

from aftersales.desk.acting import Act, act
from aftersales.records.action import Discard, Verb
from aftersales.records.case import Case, CaseState
from aftersales.records.cause import Cause
from aftersales.records.errors import RejectedError
from aftersales.records.workspace import Member, Role
from tests.cases import building as make
from tests.cases.building import SETTINGS, at
from tests.cases.in_memory import InMemoryDossierStore, InMemoryWorkspaceStore

LEE = Member(workspace="w", email="lee@example.com", name="Lee", role=Role.AGENT)
HOME = f"number:{make.STORE}/1001"


@pytest.fixture
def workspaces() -> InMemoryWorkspaceStore:
    """A workspace with one member."""
    workspaces = InMemoryWorkspaceStore()
    workspaces.save_settings(SETTINGS)
    workspaces.save_member(LEE)
    return workspaces


@pytest.fixture
def store() -> InMemoryDossierStore:
    """A customer who wrote once."""
    store = InMemoryDossierStore()
    store.add([make.fact(make.message(1))], SETTINGS)
    return store


def _do(
    store: InMemoryDossierStore, workspaces: InMemoryWorkspaceStore, hours: float, what: Act, number: int = 1
) -> Case:
    return act(store, workspaces, LEE, (HOME, number), what, now=at(hours))


def test_each_verb_changes_the_case(store: InMemoryDossierStore, workspaces: InMemoryWorkspaceStore) -> None:
    """Assigning, relabelling, answering, resolving and reopening show in the case that comes back."""
    assert _do(store, workspaces, 2, Act(key="1", verb=Verb.ASSIGNED, owner=LEE.email)).owner == LEE.email
    relabelled = _do(store, workspaces, 3, Act(key="2", verb=Verb.RELABELLED, cause=Cause.SIZE_TOO_SMALL))
    assert (relabelled.cause, relabelled.cause_source) == (Cause.SIZE_TOO_SMALL, "person")
    answered = _do(store, workspaces, 4, Act(key="3", verb=Verb.ANSWERED))
    assert (answered.state, answered.first_answer_at) == (CaseState.ANSWERED, at(4))
    assert _do(store, workspaces, 5, Act(key="4", verb=Verb.RESOLVED)).state is CaseState.RESOLVED
    assert _do(store, workspaces, 6, Act(key="5", verb=Verb.REOPENED)).state is CaseState.WAITING


def test_a_form_sent_twice_acts_once(store: InMemoryDossierStore, workspaces: InMemoryWorkspaceStore) -> None:
    """The second click of the same form, even later, adds no fact."""
    note = Act(key="form-1", verb=Verb.NOTED, note="Called back.")
    _do(store, workspaces, 2, note)
    before = len(store)
    _do(store, workspaces, 3, note)
    assert len(store) == before


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        (Act(key="1", verb=Verb.NOTED, note="  "), "note_missing"),
        (Act(key="1", verb=Verb.NOTED, note="x" * 4001), "note_too_long"),
        (Act(key="1", verb=Verb.RELABELLED), "cause_missing"),
        (Act(key="1", verb=Verb.ASSIGNED, owner="nobody@example.com"), "unknown_member"),
        (Act(key="1", verb=Verb.DISCARDED), "discard_missing"),
    ],
)
def test_a_form_that_says_too_little_changes_nothing(
    store: InMemoryDossierStore, workspaces: InMemoryWorkspaceStore, what: Act, reason: str
) -> None:
    """What is missing is named, and no fact is stored."""
    before = len(store)
    with pytest.raises(RejectedError, match=reason):
        _do(store, workspaces, 2, what)
    assert len(store) == before


def test_spam_leaves_the_inbox_and_can_be_brought_back(
    store: InMemoryDossierStore, workspaces: InMemoryWorkspaceStore
) -> None:
    """A discarded case is nobody's turn and has no deadline; restored, it waits since it was asked."""
    gone = _do(store, workspaces, 2, Act(key="1", verb=Verb.DISCARDED, discard=Discard.SPAM))
    assert (gone.state, gone.discard, gone.due_at) == (CaseState.RESOLVED, Discard.SPAM, None)
    back = _do(store, workspaces, 3, Act(key="2", verb=Verb.RESTORED))
    assert (back.state, back.discard) == (CaseState.WAITING, None)
    assert back.due_at is not None


def test_what_needs_no_answer_waits_no_longer(
    store: InMemoryDossierStore, workspaces: InMemoryWorkspaceStore
) -> None:
    """Waived is not answered: the customer's turn, and nothing was replied."""
    waived = _do(store, workspaces, 2, Act(key="1", verb=Verb.WAIVED))
    assert (waived.state, waived.replies) == (CaseState.ANSWERED, ())


def test_an_unknown_case_is_refused(store: InMemoryDossierStore, workspaces: InMemoryWorkspaceStore) -> None:
    """A number that the dossier does not have, or another workspace's case, is no case."""
    with pytest.raises(RejectedError, match="unknown_case"):
        _do(store, workspaces, 2, Act(key="1", verb=Verb.RESOLVED), number=7)
    stranger = LEE.having(workspace="other")
    with pytest.raises(RejectedError, match="unknown_case"):
        act(store, workspaces, stranger, (HOME, 1), Act(key="1", verb=Verb.RESOLVED), now=at(2))


def test_a_past_case_is_left_alone(store: InMemoryDossierStore, workspaces: InMemoryWorkspaceStore) -> None:
    """Once the customer has come back with a new case, acts belong to that one."""
    _do(store, workspaces, 2, Act(key="1", verb=Verb.RESOLVED))
    store.add([make.fact(make.message(2 + 24 * 30))], SETTINGS)
    with pytest.raises(RejectedError, match="case_is_past"):
        _do(store, workspaces, 800, Act(key="2", verb=Verb.REOPENED))
    assert _do(store, workspaces, 800, Act(key="3", verb=Verb.RESOLVED), number=2).number == 2
