"""What every store of tokens keeps, whatever it is made of."""

from datetime import UTC, datetime, timedelta
from typing import Any

from aftersales.records.api_token import ApiToken, Scope

NOW = datetime(2026, 11, 16, tzinfo=UTC)
TOKEN = ApiToken(
    workspace="demo",
    id="t1",
    name="Power BI",
    hash="h",
    scopes=(Scope.FIGURES,),
    created_by="lin@example.com",
    created_at=NOW,
)


class TokenStoreContract:
    """Subclasses give a fixture `store`."""

    def test_a_token_is_kept_and_replaced(self, store: Any) -> None:
        """What was saved last stands."""
        store.save_token(TOKEN)
        store.save_token(TOKEN.having(name="Tableau"))
        assert store.token("demo", "t1") == TOKEN.having(name="Tableau")
        assert list(store.tokens("demo")) == [TOKEN.having(name="Tableau")]

    def test_use_is_noted_but_never_undoes_a_revocation(self, store: Any) -> None:
        """A call that read the token just before it was revoked must not bring it back."""
        store.save_token(TOKEN)
        store.touch_token(TOKEN, NOW + timedelta(hours=1))
        assert store.token("demo", "t1").last_used_at == NOW + timedelta(hours=1)
        revoked = TOKEN.having(revoked_at=NOW + timedelta(hours=2))
        store.save_token(revoked)
        store.touch_token(TOKEN, NOW + timedelta(hours=3))
        assert store.token("demo", "t1") == revoked

    def test_workspaces_never_meet(self, store: Any) -> None:
        """I10: nothing of one workspace is found under another's name; no name is no token."""
        store.save_token(TOKEN)
        assert store.token("other", "t1") is None
        assert store.token("demo", "") is store.token("", "t1") is None
        assert list(store.tokens("other")) == []
