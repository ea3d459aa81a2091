"""What serve_console works with. Pages load with the first request, the lake with the first figure."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

from aftersales.records.workspace import Settings

if TYPE_CHECKING:
    from aftersales.desk.figures import Figures
    from aftersales.reports.sheets import Sheet


class Pages(Protocol):
    """Answers the gateway's events with pages (`aftersales.web.console.Console`)."""

    def answer(self, event: Mapping[str, Any], now: datetime) -> dict[str, Any]:
        """Answer a payload 2.0 event."""


def figures(settings: Settings, now: datetime) -> "Figures":
    """Open a workspace's figures as of a moment."""
    from aftersales.wiring.figures import figures_of

    return figures_of(settings, now)


def workbook(sheets: "Sequence[Sheet]") -> bytes:
    """Write sheets as an XLSX file."""
    from aftersales.mail.workbook import workbook as write

    return write(sheets)


@cache
def app() -> Pages:
    """Connect the real collaborators."""
    from secrets import token_urlsafe

    from aftersales.aws.cognito import CognitoIdentityProvider
    from aftersales.aws.erasures import DynamoErasureStore
    from aftersales.aws.overviews import DynamoOverviewStore
    from aftersales.aws.parameters import SsmSecret
    from aftersales.aws.reports import DynamoReportStore
    from aftersales.aws.sessions import DynamoSessionStore
    from aftersales.web.console import Console
    from aftersales.web.visit import Rooms
    from aftersales.wiring import clients, stores
    from aftersales.wiring.environment import setting
    from aftersales.wiring.language_desk import language_desk
    from aftersales.wiring.report_desk import report_desk

    table, prefix = stores.table(), setting("PARAMETER_PREFIX")
    shelf = DynamoReportStore(table)
    return Console(
        Rooms(
            dossiers=stores.dossiers(),
            workspaces=stores.workspaces(),
            sessions=DynamoSessionStore(table),
            identities=CognitoIdentityProvider(clients.cognito(), setting("USER_POOL_CLIENT_ID")),
            deliveries=stores.delivery_log(),
            figures_of=figures,
            overviews=DynamoOverviewStore(table),
            erasures=DynamoErasureStore(table),
            reports=shelf,
            links=shelf,
            alerts=shelf,
            link_secret=SsmSecret(clients.ssm(), f"{prefix}/link-secret"),
            secret=SsmSecret(clients.ssm(), f"{prefix}/session-secret"),
            new_id=token_urlsafe,
            workbook=workbook,
            language_desk=language_desk(),
            report_desk=report_desk(),
            api_tokens=stores.api_tokens(),
            base_url=setting("BASE_URL"),
        )
    )


__all__ = ["Pages", "app", "figures"]
