"""What every store of subscriptions keeps, whatever it is made of."""

from datetime import UTC, datetime
from typing import Any

from aftersales.records.report import ReportKind, Subscription

WISH = Subscription(
    workspace="demo",
    id="s1",
    email="ann@x.example",
    kind=ReportKind.SUPPLIER,
    subject="Ningbo Textile",
    filters={"market": "DE"},
    since=datetime(2026, 11, 1, tzinfo=UTC),
)


class SubscriptionStoreContract:
    """Subclasses give a fixture `store`."""

    def test_a_subscription_is_kept_and_replaced(self, store: Any) -> None:
        """What was saved last stands."""
        store.save_subscription(WISH)
        store.save_subscription(WISH.having(hour=7))
        assert store.subscription("demo", "s1") == WISH.having(hour=7)
        assert list(store.subscriptions("demo")) == [WISH.having(hour=7)]
        assert store.subscription("demo", "other") is None

    def test_workspaces_never_meet(self, store: Any) -> None:
        """I10: nothing of one workspace is found under another's name."""
        store.save_subscription(WISH)
        assert list(store.subscriptions("other")) == []
        assert store.subscription("other", "s1") is None
