"""Reports, links, alerts, files and subscriptions in memory; the contracts beside this file prove them equal to the adapters."""

from collections.abc import Sequence
from urllib.parse import urlencode

from aftersales.records.alert import Alert
from aftersales.records.report import ReportLink, ReportMade, Subscription


class InMemoryReportStore:
    """Plays `ReportStore`, `LinkStore` and `AlertStore`."""

    def __init__(self) -> None:
        self._reports: dict[tuple[str, str], ReportMade] = {}
        self._links: dict[tuple[str, str], ReportLink] = {}
        self._alerts: dict[tuple[str, str], Alert] = {}

    def save_report(self, report: ReportMade) -> bool:
        key = (report.workspace, report.id)
        return self._reports.setdefault(key, report) is report

    def report(self, workspace: str, report: str) -> ReportMade | None:
        return self._reports.get((workspace, report))

    def reports(self, workspace: str, limit: int = 100) -> Sequence[ReportMade]:
        mine = [report for (owner, _), report in self._reports.items() if owner == workspace]
        newest = sorted(mine, key=lambda report: report.id, reverse=True)[:limit]
        return sorted(newest, key=lambda report: report.created_at, reverse=True)

    def save_link(self, link: ReportLink) -> None:
        self._links[link.workspace, link.id] = link

    def link(self, workspace: str, link: str) -> ReportLink | None:
        return self._links.get((workspace, link))

    def links_of(self, workspace: str, report: str) -> list[ReportLink]:
        mine = [
            link for (owner, _), link in self._links.items() if (owner, link.report) == (workspace, report)
        ]
        return sorted(mine, key=lambda link: (link.created_at, link.id), reverse=True)

    def links_of_all(self, workspace: str) -> dict[str, list[ReportLink]]:
        reports = {link.report for (owner, _), link in self._links.items() if owner == workspace}
        return {report: self.links_of(workspace, report) for report in reports}

    def save_alert(self, alert: Alert) -> bool:
        known = self._alerts.get((alert.workspace, alert.id))
        if (known.revision if known else 0) != alert.revision:
            return False
        self._alerts[alert.workspace, alert.id] = alert.having(revision=alert.revision + 1)
        return True

    def alert(self, workspace: str, alert: str) -> Alert | None:
        return self._alerts.get((workspace, alert))

    def alerts(self, workspace: str, limit: int = 200) -> Sequence[Alert]:
        mine = [alert for (owner, _), alert in self._alerts.items() if owner == workspace]
        return sorted(mine, key=lambda alert: (alert.opened_at, alert.id), reverse=True)[:limit]


class InMemoryReportFiles:
    """Plays `ReportFiles`."""

    def __init__(self) -> None:
        self.bodies: dict[str, bytes] = {}
        self.types: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self.bodies)

    def __contains__(self, key: str) -> bool:
        return key in self.bodies

    def put(self, key: str, body: bytes, content_type: str) -> None:
        self.bodies[key] = body
        self.types[key] = content_type

    def presigned(self, key: str, *, seconds: int, name: str, content_type: str) -> str:
        return f"memory:{key}?{urlencode({'seconds': seconds, 'name': name, 'type': content_type})}"


class InMemorySubscriptionStore:
    """Plays `SubscriptionStore`."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], Subscription] = {}

    def subscriptions(self, workspace: str) -> Sequence[Subscription]:
        return [one for (owner, _), one in sorted(self._kept.items()) if owner == workspace]

    def subscription(self, workspace: str, subscription: str) -> Subscription | None:
        return self._kept.get((workspace, subscription))

    def save_subscription(self, subscription: Subscription) -> None:
        self._kept[subscription.workspace, subscription.id] = subscription
