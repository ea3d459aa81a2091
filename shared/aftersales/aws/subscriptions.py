"""Subscriptions to reports in the one table."""

from collections.abc import Sequence

from aftersales.aws.keys import subscription_key
from aftersales.aws.table import Table
from aftersales.records.report import Subscription


class DynamoSubscriptionStore:
    """Plays `SubscriptionStore`: one item each, one query for all of a workspace."""

    def __init__(self, table: Table) -> None:
        """Work on `table`."""
        self._table = table

    def subscriptions(self, workspace: str) -> Sequence[Subscription]:
        """Query them, also those that were stopped."""
        items = self._table.under(subscription_key(workspace, ""))
        return [Subscription.model_validate_json(item["body"]["S"]) for item in items]

    def subscription(self, workspace: str, subscription: str) -> Subscription | None:
        """Read one item."""
        item = self._table.get(subscription_key(workspace, subscription))
        return Subscription.model_validate_json(item["body"]["S"]) if item else None

    def save_subscription(self, subscription: Subscription) -> None:
        """Put it, over what was there."""
        key = subscription_key(subscription.workspace, subscription.id)
        self._table.put({**key, "kind": "subscription", "body": subscription.model_dump_json()})
