"""Reports made, their links, and alerts, in the one table."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from aftersales.aws.keys import LAST, alert_key, report_key, report_link_key
from aftersales.aws.table import Table
from aftersales.records.alert import Alert
from aftersales.records.report import ReportLink, ReportMade

_KEPT_AFTER = timedelta(days=30)
"""An expired link is remembered so long, for the list of links; then the table forgets it by itself."""
_ALERT_KEPT_AFTER = timedelta(days=400)
"""A closed alert is remembered so long: a season later one may look up what was done about it."""


class DynamoReportStore:
    """Plays `ReportStore`, `LinkStore` and `AlertStore`: one item each, one query per list."""

    def __init__(self, table: Table) -> None:
        """Work on `table`."""
        self._table = table

    def save_report(self, report: ReportMade) -> bool:
        """Put it unless it is there."""
        values = {
            **report_key(report.workspace, report.id),
            "kind": "report",
            "body": report.model_dump_json(),
        }
        return self._table.put(values, unless="attribute_not_exists(PK)")

    def report(self, workspace: str, report: str) -> ReportMade | None:
        """Read one item."""
        item = self._table.get(report_key(workspace, report))
        return ReportMade.model_validate_json(item["body"]["S"]) if item else None

    def everything(self, workspace: str, after: str) -> Iterator[ReportMade]:
        """Query all reports by id, from behind `after`."""
        key = report_key(workspace, "")
        bound = {"workspace": workspace, "after": key["SK"] + after, "end": key["SK"] + LAST}
        for item in self._table.query("PK = :workspace AND SK BETWEEN :after AND :end", bound):
            if item["SK"]["S"] > bound["after"]:
                yield ReportMade.model_validate_json(item["body"]["S"])

    def reports(self, workspace: str, limit: int = 100) -> Sequence[ReportMade]:
        """Query the newest."""
        bodies = self._bodies(report_key(workspace, ""), limit)
        made = [ReportMade.model_validate_json(body) for body in bodies]
        return sorted(made, key=lambda report: report.created_at, reverse=True)

    def save_link(self, link: ReportLink) -> None:
        """Put it, over what was there."""
        values: dict[str, str | int] = {
            **report_link_key(link.workspace, link.id),
            "kind": "report_link",
            "body": link.model_dump_json(),
            "expires_at": int((link.expires_at + _KEPT_AFTER).timestamp()),
        }
        self._table.put(values)

    def link(self, workspace: str, link: str) -> ReportLink | None:
        """Read one item."""
        item = self._table.get(report_link_key(workspace, link))
        return ReportLink.model_validate_json(item["body"]["S"]) if item else None

    def links_of(self, workspace: str, report: str) -> list[ReportLink]:
        """Query the workspace's links (they are few: the table forgets old ones)."""
        return self.links_of_all(workspace).get(report, [])

    def links_of_all(self, workspace: str) -> dict[str, list[ReportLink]]:
        """Query the workspace's links."""
        bodies = self._bodies(report_link_key(workspace, ""), None)
        links = [ReportLink.model_validate_json(body) for body in bodies]
        found: dict[str, list[ReportLink]] = {}
        for link in sorted(links, key=lambda link: (link.created_at, link.id), reverse=True):
            found.setdefault(link.report, []).append(link)
        return found

    def save_alert(self, alert: Alert) -> bool:
        """Put it over the revision that was read: a look at the figures and a person's click must not undo each other."""
        values: dict[str, str | int] = {
            **alert_key(alert.workspace, alert.id),
            "kind": "alert",
            "revision": alert.revision + 1,
            "body": alert.having(revision=alert.revision + 1).model_dump_json(),
        }
        if alert.closed_at is not None:
            values["expires_at"] = int((alert.closed_at + _ALERT_KEPT_AFTER).timestamp())
        if alert.revision:
            return self._table.put(values, unless="revision = :revision", revision=alert.revision)
        return self._table.put(values, unless="attribute_not_exists(PK)")

    def alert(self, workspace: str, alert: str) -> Alert | None:
        """Read one item."""
        item = self._table.get(alert_key(workspace, alert))
        return Alert.model_validate_json(item["body"]["S"]) if item else None

    def alerts(self, workspace: str, limit: int = 200) -> Sequence[Alert]:
        """Query all of them: one product has at most one open alert."""
        alerts = [Alert.model_validate_json(body) for body in self._bodies(alert_key(workspace, ""), None)]
        return sorted(alerts, key=lambda alert: (alert.opened_at, alert.id), reverse=True)[:limit]

    def _bodies(self, key: dict[str, str], limit: int | None) -> Iterator[str]:
        items = self._table.under(key, ScanIndexForward=False, **({"Limit": limit} if limit else {}))
        for place, item in enumerate(items):
            if limit is not None and place >= limit:
                return
            yield item["body"]["S"]
