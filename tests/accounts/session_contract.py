"""What every session store does; the fake and the adapter run the same tests."""

from datetime import timedelta

from aftersales.accounts.sessions import Session, SessionStore
from tests.cases.building import START

SESSION = Session(hash="h", email="ann@example.com", workspace="w", expires_at=START + timedelta(hours=12))


class SessionStoreContract:
    def test_what_is_saved_is_found(self, store: SessionStore) -> None:
        """A session comes back as it was saved, under its hash alone."""
        store.save(SESSION)
        assert store.find("h") == SESSION
        assert store.find("other") is None

    def test_what_is_deleted_is_gone(self, store: SessionStore) -> None:
        """Deleting forgets; deleting again is no error."""
        store.save(SESSION)
        store.delete("h")
        store.delete("h")
        assert store.find("h") is None
