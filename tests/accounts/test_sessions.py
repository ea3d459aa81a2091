"""Sessions: only a hash is kept, and twelve hours are twelve hours."""

from datetime import timedelta

from aftersales.accounts.sessions import LIFETIME, close_session, hash_of, live_session, open_session
from tests.accounts.in_memory import InMemorySessionStore
from tests.cases.building import START


def test_only_the_hash_of_the_id_is_kept() -> None:
    """A read of the store does not give an id that opens a session."""
    store = InMemorySessionStore()
    session = open_session(store, session_id="secret-id", email="a@example.com", workspace="w", now=START)
    assert "secret-id" not in session.model_dump_json()
    assert hash_of("secret-id") in store


def test_a_session_ends_on_time_even_if_the_store_still_has_it() -> None:
    """The expiry is checked at each use; the table forgets items only some time later."""
    store = InMemorySessionStore()
    open_session(store, session_id="id", email="a@example.com", workspace="w", now=START)
    assert live_session(store, "id", START + LIFETIME - timedelta(seconds=1))
    assert live_session(store, "id", START + LIFETIME) is None


def test_no_cookie_no_session() -> None:
    """An empty or unknown id is nobody's session."""
    store = InMemorySessionStore()
    assert live_session(store, "", START) is None
    assert live_session(store, "guess", START) is None


def test_sign_out_forgets_the_session() -> None:
    """After sign-out the old cookie opens nothing."""
    store = InMemorySessionStore()
    open_session(store, session_id="id", email="a@example.com", workspace="w", now=START)
    close_session(store, "id")
    assert len(store) == 0
