"""What serve_api works with. The resolver loads with the first request, the lake with the first figure."""

from datetime import datetime
from functools import cache
from typing import Any, Protocol


class Answers(Protocol):
    """Answers the gateway's events with JSON (`aftersales.web.api.Api`)."""

    def answer(self, event: dict[str, Any], now: datetime) -> dict[str, Any]:
        """Answer a payload 2.0 event."""


@cache
def app() -> Answers:
    """Connect the real collaborators."""
    from aftersales.web.api import Api
    from aftersales.web.api_operations import ApiRooms
    from aftersales.wiring import stores
    from aftersales.wiring.console import figures
    from aftersales.wiring.imports import take_file

    return Api(
        ApiRooms(
            dossiers=stores.dossiers(),
            workspaces=stores.workspaces(),
            deliveries=stores.delivery_log(),
            figures_of=figures,
            imports=take_file,
        )
    )


__all__ = ["Answers", "app"]
