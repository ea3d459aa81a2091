"""watch_metrics: alerts and the front page's figures are brought up to date."""

from datetime import datetime
from pathlib import Path

from aftersales.metrics.evaluate import Evaluator
from aftersales.records.workspace import Member, Role, Settings
from aftersales.wiring.reports import WatchApp
from functions.watch_metrics.handler import handler
from tests.cases.in_memory import InMemoryWorkspaceStore
from tests.desk.in_memory import InMemoryOverviewStore
from tests.functions.events import event
from tests.metrics.history import SETTINGS
from tests.outreach.in_memory import InMemoryOutbox
from tests.reports.in_memory import InMemoryReportStore
from tests.reports.sample import NOW, evaluator
from tests.reports.test_watching import Letters


def test_a_workspace_is_watched(tmp_path: Path) -> None:
    """Confirmed alerts are kept and mailed, the overview is computed; a second firing doubles nothing."""
    quarter = evaluator(tmp_path)
    workspaces, alerts, outbox = InMemoryWorkspaceStore(), InMemoryReportStore(), InMemoryOutbox()
    workspaces.save_settings(SETTINGS.having(product_team=("product@aurora.example",)))
    workspaces.save_member(
        Member(workspace="demo", email="product@aurora.example", name="Pia", role=Role.ANALYST)
    )
    overviews = InMemoryOverviewStore()

    def figures_of(settings: Settings, now: datetime) -> Evaluator:
        return type(quarter)(lake=quarter.lake, settings=settings, as_of=NOW, draw=quarter.draw)

    app = WatchApp(
        workspaces=workspaces,
        figures_of=figures_of,
        alerts=alerts,
        overviews=overviews,
        outbox=outbox,
        letters=Letters(),
    )
    first = handler(event("watch_metrics", "schedule"), None, app)
    assert first["demo"]["confirmed"] == first["demo"]["letters"] == len(outbox) > 2
    assert overviews.load("demo") is not None
    again = handler(event("watch_metrics", "one_workspace"), None, app)
    assert again["demo"] == {"confirmed": 0, "watching": 0, "closed": 0, "letters": 0}
