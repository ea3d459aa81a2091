"""The platforms' own ways to ask for a review."""

from datetime import UTC, datetime

import httpx

from aftersales.cases.stores import WorkspaceStore
from aftersales.intake.synchronise import Credentials
from aftersales.platforms.amazon.client import solicit
from aftersales.platforms.amazon.solicitations import Solicited
from aftersales.records.dispatch import Dispatch
from aftersales.records.errors import RejectedError


class PlatformSender:
    """Plays `Sender` for platforms. Amazon is the one that offers a call for it; it decides itself whether now is allowed."""

    def __init__(self, workspaces: WorkspaceStore, credentials: Credentials) -> None:
        """Find connections and their credentials."""
        self._workspaces = workspaces
        self._credentials = credentials

    def send(self, dispatch: Dispatch) -> None:
        """Solicit once; an action that Amazon does not offer now ends the dispatch with that reason."""
        # The order knows its store; several connections may serve that, and their ids need not be its name.
        connections = self._workspaces.connections(dispatch.workspace)
        connection = next(
            (one for one in connections if (one.platform, one.store) == ("amazon", dispatch.store)), None
        )
        if connection is None:
            raise RejectedError("platform_cannot_ask")
        with httpx.Client(timeout=10) as http:
            answer = solicit(
                dispatch.data["order"],
                dispatch.data["channel"],
                credentials=self._credentials.of(connection.id),
                now=datetime.now(UTC),
                http=http,
            )
        if answer is not Solicited.SENT:
            raise RejectedError("action_not_offered")
