"""Sessions in the one table, which forgets them some time after they expire."""

from aftersales.accounts.sessions import Session
from aftersales.aws.keys import session_key
from aftersales.aws.table import Table


class DynamoSessionStore:
    """Plays `SessionStore`: one item per session, found by the hash of its id."""

    def __init__(self, table: Table) -> None:
        """Work on `table`."""
        self._table = table

    def save(self, session: Session) -> None:
        """Put the session; the table's TTL removes it when it has expired."""
        forget = int(session.expires_at.timestamp())
        body = session.model_dump_json()
        self._table.put({**session_key(session.hash), "kind": "session", "body": body, "expires_at": forget})

    def find(self, hashed: str) -> Session | None:
        """Read one session."""
        item = self._table.get(session_key(hashed))
        return Session.model_validate_json(item["body"]["S"]) if item else None

    def delete(self, hashed: str) -> None:
        """Delete one session."""
        self._table.delete(session_key(hashed))
