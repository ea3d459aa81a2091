"""What serve_api works with. The resolver loads with the first request, the lake with the first figure."""

from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

from aftersales.records.workspace import Settings

if TYPE_CHECKING:
    from aftersales.metrics.movers import Movers
    from aftersales.metrics.period import Period


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
            movers_of=_movers,
            tokens=stores.api_tokens(),
            imports=take_file,
        )
    )


def _movers(settings: Settings, now: datetime, period: "Period", *, metric: str, by: str) -> "Movers":
    from aftersales.metrics.movers import movers
    from aftersales.wiring.figures import figures_of

    return movers(figures_of(settings, now), period, metric=metric, by=by)


__all__ = ["Answers", "app"]
