"""Tokens open what they were made for, until they are taken back."""

from datetime import timedelta

import pytest

from aftersales.accounts.api_tokens import check, issue, revoke
from aftersales.records.api_token import ApiToken, Scope
from aftersales.records.errors import RejectedError
from tests.accounts.in_memory import InMemoryTokenStore
from tests.accounts.token_contract import NOW, TokenStoreContract


class TestInMemoryTokenStore(TokenStoreContract):
    @pytest.fixture
    def store(self) -> InMemoryTokenStore:
        return InMemoryTokenStore()


def issued(store: InMemoryTokenStore, workspace: str = "demo", name: str = "Excel") -> tuple[ApiToken, str]:
    """A new token that reads figures."""
    return issue(
        store, workspace=workspace, name=name, scopes=[Scope.FIGURES], by="lin@example.com",
        ids=("a.id", f"secret-of-{workspace}"), now=NOW,
    )  # fmt: skip


def test_a_token_opens_and_its_text_is_not_kept() -> None:
    """What is stored is a hash; the text names workspace and record."""
    store = InMemoryTokenStore()
    token, text = issued(store)
    assert text == "hwas.demo.a-id.secret-of-demo"
    assert check(store, text, NOW).id == token.id
    assert "secret" not in token.model_dump_json()


@pytest.mark.parametrize(
    "text",
    ["", "hwas.demo.a-id.wrong", "hwas.other.a-id.secret-of-demo", "xxxx.demo.a-id.secret-of-demo", "hwas.demo.a-id", "." * 3, "hwas.demo.a-id.secret-of-demo.x", "x" * 5000],
)  # fmt: skip
def test_everything_else_is_refused_alike(text: str) -> None:
    """Wrong secret, wrong workspace, wrong shape: one reason, so that nobody learns which."""
    store = InMemoryTokenStore()
    issued(store)
    with pytest.raises(RejectedError, match="token_refused"):
        check(store, text, NOW)


def test_two_workspaces_may_have_the_same_id() -> None:
    """Each text opens its own."""
    store = InMemoryTokenStore()
    _, here = issued(store)
    _, there = issued(store, "other")
    assert (check(store, here, NOW).workspace, check(store, there, NOW).workspace) == ("demo", "other")


def test_a_revoked_token_opens_nothing_at_once() -> None:
    """And cannot be revoked into another time; an unknown one says so."""
    store = InMemoryTokenStore()
    token, text = issued(store)
    revoke(store, "demo", token.id, NOW)
    revoke(store, "demo", token.id, NOW + timedelta(days=1))
    kept = store.token("demo", token.id)
    assert kept is not None
    assert kept.revoked_at == NOW
    with pytest.raises(RejectedError, match="token_refused"):
        check(store, text, NOW)
    with pytest.raises(RejectedError, match="unknown_token"):
        revoke(store, "other", token.id, NOW)


def test_use_is_noted_once_an_hour() -> None:
    """A dashboard that reads every second writes no more than that."""
    store = InMemoryTokenStore()
    token, text = issued(store)
    for minutes in (0, 30, 59, 61):
        check(store, text, NOW + timedelta(minutes=minutes))
    kept = store.token("demo", token.id)
    assert kept is not None
    assert kept.last_used_at == NOW + timedelta(minutes=61)


def test_a_token_needs_a_name_and_something_to_read() -> None:
    """Nobody can tell nameless ones apart when one has to go; and there are not more than fifty."""
    store = InMemoryTokenStore()
    with pytest.raises(RejectedError, match="token_needs_name"):
        issued(store, name="  ")
    with pytest.raises(RejectedError, match="token_needs_scope"):
        issue(store, workspace="demo", name="x", scopes=[], by="b", ids=("a", "b"), now=NOW)
    for number in range(50):
        issue(store, workspace="demo", name="x", scopes=[Scope.ROWS], by="b", ids=(f"{number}", "b"), now=NOW)
    with pytest.raises(RejectedError, match="too_many_tokens"):
        issued(store)
