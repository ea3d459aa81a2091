"""What send_reports and watch_metrics work with."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from secrets import token_urlsafe
from typing import Any

from aftersales.accounts.report_links import new_link
from aftersales.aws.overviews import DynamoOverviewStore
from aftersales.aws.parameters import SsmSecret
from aftersales.cases.stores import WorkspaceStore
from aftersales.desk.figures import OverviewStore, refresh_overview
from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.period import last_whole_week, week
from aftersales.records.errors import code_of
from aftersales.records.workspace import Settings
from aftersales.reports.making import Made, Press, make_weekly
from aftersales.reports.stores import AlertStore
from aftersales.reports.watching import AlertLetter, Watched, watch_workspace
from aftersales.wiring import clients, figures, stores
from aftersales.wiring.environment import setting

FiguresOf = Callable[[Settings, datetime], Evaluator]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsApp:
    """Collaborators of send_reports."""

    workspaces: WorkspaceStore
    figures_of: FiguresOf
    press: Callable[[datetime], Press]

    def send(self, workspace: str, now: datetime, wanted: str | None, occasion: str) -> Made:
        """Make and send the report of one workspace for one week (by default the last whole one)."""
        settings = self.workspaces.settings(workspace)
        period = week(wanted, settings.zone) if wanted else last_whole_week(now, settings.zone)
        return make_weekly(
            self.figures_of(settings, now),
            period,
            occasion=occasion,
            members=self.workspaces.members(workspace),
            press=self.press(now),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchApp:
    """Collaborators of watch_metrics."""

    workspaces: WorkspaceStore
    figures_of: FiguresOf
    alerts: AlertStore
    overviews: OverviewStore
    outbox: Any
    letter: AlertLetter

    def watch(self, workspace: str, now: datetime) -> Watched:
        """Bring one workspace's alerts and the front page's figures up to date."""
        settings = self.workspaces.settings(workspace)
        evaluator = self.figures_of(settings, now)
        refresh_overview(lambda *_: evaluator, self.overviews, settings, now)
        return watch_workspace(evaluator, alerts=self.alerts, outbox=self.outbox, letter=self.letter)


def wanted_workspaces(event: Mapping[str, Any], workspaces: WorkspaceStore) -> Sequence[str]:
    """Return the workspace that an invocation names, else all: a schedule names none."""
    return [event["workspace"]] if "workspace" in event else workspaces.workspaces()


def each(names: Sequence[str], work: Callable[[str], object]) -> list[str]:
    """Do work for each workspace, the rest also when one fails; return the reasons of those that failed."""
    failed = []
    for name in names:
        try:
            work(name)
        except Exception as error:  # noqa: BLE001 a bug that one seller's data meets must not cost the others their report
            failed.append(code_of(error))
    return failed


@cache
def reports_app() -> ReportsApp:
    """Connect what send_reports needs."""
    from aftersales.mail.writer import MailReportWriter

    base, store = setting("BASE_URL").rstrip("/"), stores.reports()
    secret = SsmSecret(clients.ssm(), f"{setting('PARAMETER_PREFIX')}/link-secret")

    def address(workspace: str, report: str, now: datetime) -> str:
        token = new_link(
            store, secret(), workspace=workspace, report=report, link_id=token_urlsafe(12), now=now
        )
        return f"{base}/r/{token}"

    def press(now: datetime) -> Press:
        return Press(
            writer=MailReportWriter(base),
            files=stores.report_files(),
            store=store,
            outbox=stores.outbox(),
            new_link=partial(address, now=now),
        )

    return ReportsApp(workspaces=stores.workspaces(), figures_of=figures.figures_of, press=press)


@cache
def watch_app() -> WatchApp:
    """Connect what watch_metrics needs."""
    from aftersales.mail.writer import MailReportWriter

    return WatchApp(
        workspaces=stores.workspaces(),
        figures_of=figures.figures_of,
        alerts=stores.reports(),
        overviews=DynamoOverviewStore(stores.table()),
        outbox=stores.outbox(),
        letter=MailReportWriter(setting("BASE_URL").rstrip("/")).alert,
    )
