"""Tokens of the API in the one table."""

from collections.abc import Sequence

from aftersales.aws.keys import api_token_key
from aftersales.aws.table import Table
from aftersales.records.api_token import ApiToken
from aftersales.records.record import Instant


class DynamoTokenStore:
    """Plays `TokenStore`: one item each; `living` tells a condition whether the token still opens anything."""

    def __init__(self, table: Table) -> None:
        """Work on `table`."""
        self._table = table

    def save_token(self, token: ApiToken) -> None:
        """Put it, over what was there."""
        self._table.put(_item(token))

    def token(self, workspace: str, token: str) -> ApiToken | None:
        """Read one item."""
        item = self._table.get(api_token_key(workspace, token)) if workspace and token else None
        return ApiToken.model_validate_json(item["body"]["S"]) if item else None

    def tokens(self, workspace: str) -> Sequence[ApiToken]:
        """Query them."""
        items = self._table.under(api_token_key(workspace, ""))
        return [ApiToken.model_validate_json(item["body"]["S"]) for item in items]

    def touch_token(self, token: ApiToken, now: Instant) -> None:
        """Put it if nobody has revoked it since it was read."""
        self._table.put(_item(token.having(last_used_at=now)), unless="living = :yes", yes=1)


def _item(token: ApiToken) -> dict[str, str | int]:
    return {
        **api_token_key(token.workspace, token.id),
        "kind": "api_token",
        "living": int(token.revoked_at is None),
        "body": token.model_dump_json(),
    }
