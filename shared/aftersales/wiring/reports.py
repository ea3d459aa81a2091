"""What send_reports and watch_metrics work with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from typing import Any

from aftersales.aws.overviews import DynamoOverviewStore
from aftersales.cases.stores import WorkspaceStore
from aftersales.desk.figures import OverviewStore, refresh_overview
from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.figure import Filters
from aftersales.metrics.period import last_whole, named
from aftersales.records.report import ReportKind, Subscription
from aftersales.records.workspace import Settings
from aftersales.reports.making import Made, Press, make, send
from aftersales.reports.sending import Sent, order_of, send_due
from aftersales.reports.shape import Order
from aftersales.reports.stores import AlertStore
from aftersales.reports.subscriptions import SubscriptionStore, grain, standing
from aftersales.reports.watching import AlertLetters, Watched, watch_workspace
from aftersales.wiring import figures, stores
from aftersales.wiring.environment import setting
from aftersales.wiring.press import press

FiguresOf = Callable[[Settings, datetime], Evaluator]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsApp:
    """Collaborators of send_reports."""

    workspaces: WorkspaceStore
    subscriptions: SubscriptionStore
    figures_of: FiguresOf
    press: Callable[[datetime], Press]

    def send_due(self, workspace: str, now: datetime) -> Sent:
        """Send what the workspace's subscriptions call for at this moment."""
        settings = self.workspaces.settings(workspace)
        figures = cache(partial(self.figures_of, settings, now))
        standing = self._standing(settings)
        return send_due(figures, settings, standing, now=now, press=self.press(now))

    def send_now(self, workspace: str, now: datetime, order: Order, period: str | None) -> Made:
        """Make a report of this moment, and send it to those who have subscribed to its kind."""
        settings, press = self.workspaces.settings(workspace), self.press(now)
        kind = grain(order.kind)
        wanted = named(period, settings.zone) if period else last_whole(kind, now, settings.zone)
        occasion = now.isoformat(timespec="seconds")
        made = make(
            partial(self.figures_of, settings, now), workspace, order, wanted, occasion=occasion, press=press
        )
        for subscription in self._standing(settings):
            if subscription.stopped_at is None and order_of(subscription) == order:
                send(made, subscription, now, press)
        return made

    def _standing(self, settings: Settings) -> list[Subscription]:
        members = self.workspaces.members(settings.workspace)
        return standing(settings, members, self.subscriptions.subscriptions(settings.workspace))


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchApp:
    """Collaborators of watch_metrics."""

    workspaces: WorkspaceStore
    figures_of: FiguresOf
    alerts: AlertStore
    overviews: OverviewStore
    outbox: Any
    letters: AlertLetters

    def watch(self, workspace: str, now: datetime) -> Watched:
        """Bring one workspace's alerts and the front page's figures up to date."""
        settings = self.workspaces.settings(workspace)
        evaluator = self.figures_of(settings, now)
        refresh_overview(lambda *_: evaluator, self.overviews, settings, now)
        return watch_workspace(
            evaluator,
            alerts=self.alerts,
            outbox=self.outbox,
            letters=self.letters,
            members=self.workspaces.members(workspace),
        )


def wanted(event: Mapping[str, Any]) -> Order:
    """Read which report an invocation names: by default the weekly one of everything."""
    filters = Filters(**event.get("filters", {}))
    kind = ReportKind(event.get("report", ReportKind.WEEKLY))
    return Order(kind=kind, subject=event.get("subject", ""), filters=filters)


def told(made: Made) -> dict[str, Any]:
    """Say what was made."""
    report = made.report
    return {
        "workspace": report.workspace,
        "kind": report.kind,
        "period": report.period,
        "report": report.id,
        "link": made.link,
    }


@cache
def reports_app() -> ReportsApp:
    """Connect what send_reports needs."""
    return ReportsApp(
        workspaces=stores.workspaces(),
        subscriptions=stores.subscriptions(),
        figures_of=figures.built_figures_of,
        press=press,
    )


@cache
def watch_app() -> WatchApp:
    """Connect what watch_metrics needs."""
    from aftersales.mail.writer import MailAlertWriter

    return WatchApp(
        workspaces=stores.workspaces(),
        figures_of=figures.built_figures_of,
        alerts=stores.reports(),
        overviews=DynamoOverviewStore(stores.table()),
        outbox=stores.outbox(),
        letters=MailAlertWriter(setting("BASE_URL").rstrip("/")),
    )
