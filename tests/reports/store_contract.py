"""What every store of reports, links and alerts keeps, whatever it is made of."""

from datetime import timedelta
from typing import Any

from aftersales.records.alert import Alert, Severity
from aftersales.records.report import ReportLink, ReportMade
from tests.metrics.history import at

NOW = at("2026-11-16")


def report(name: str = "2026-W46-a", workspace: str = "demo", **changes: object) -> ReportMade:
    """A report of week 46."""
    made = ReportMade(
        workspace=workspace,
        id=name,
        kind="weekly",
        period="2026-W46",
        created_at=NOW,
        files={"zh.html": f"reports/{workspace}/{name}/zh.html"},
        provisional=True,
        headline={"return_rate.units.by_order": 0.07, "csat.share": None},
    )
    return made.having(**changes)


def link(name: str = "l1", of: str = "2026-W46-a", **changes: object) -> ReportLink:
    """A link for seven days."""
    made = ReportLink(
        workspace="demo", id=name, report=of, created_at=NOW, expires_at=NOW + timedelta(days=7)
    )
    return made.having(**changes)


def alert(name: str = "return_rate:LAMP:2026-11-16", **changes: object) -> Alert:
    """A confirmed alert."""
    made = Alert(
        workspace="demo",
        id=name,
        metric="return_rate.units.by_order",
        sku="LAMP",
        severity=Severity.CONFIRMED,
        value=0.2,
        low=0.1,
        high=0.3,
        numerator=20,
        denominator=100,
        threshold=0.05,
        first_day="2026-08-18",
        last_day="2026-11-16",
        opened_at=NOW,
        updated_at=NOW,
    )
    return made.having(**changes)


class ReportStoreContract:
    """Subclasses give a fixture `store`."""

    def test_a_report_is_kept_once_and_never_changes(self, store: Any) -> None:
        """The second report under an id is refused; the first stands."""
        assert store.save_report(report())
        assert not store.save_report(report(provisional=False))
        assert store.report("demo", "2026-W46-a") == report()
        assert store.report("demo", "unknown") is None

    def test_reports_come_newest_first(self, store: Any) -> None:
        """A list is cut at its limit."""
        for week in (44, 46, 45):
            store.save_report(report(f"2026-W{week}-a", created_at=NOW - timedelta(days=7 * (46 - week))))
        assert [made.id for made in store.reports("demo", 2)] == ["2026-W46-a", "2026-W45-a"]

    def test_workspaces_never_meet(self, store: Any) -> None:
        """I10: nothing of one workspace is found under another's name."""
        store.save_report(report())
        store.save_link(link())
        store.save_alert(alert())
        assert store.report("other", "2026-W46-a") is store.link("other", "l1") is None
        assert list(store.reports("other")) == list(store.alerts("other")) == []
        assert store.links_of("other", "2026-W46-a") == []
        assert store.alert("other", alert().id) is None

    def test_a_link_is_replaced_to_revoke_it(self, store: Any) -> None:
        """Links of a report come newest first; those of other reports stay out."""
        store.save_link(link())
        store.save_link(link("l2", created_at=NOW + timedelta(hours=1)))
        store.save_link(link("l3", "2026-W45-a"))
        store.save_link(link(revoked_at=NOW))
        assert store.link("demo", "l1") == link(revoked_at=NOW)
        assert [one.id for one in store.links_of("demo", "2026-W46-a")] == ["l2", "l1"]

    def test_alerts_come_newest_first(self, store: Any) -> None:
        """Saving again replaces."""
        store.save_alert(alert())
        store.save_alert(alert("return_rate:MUG:2026-11-17", opened_at=NOW + timedelta(days=1)))
        store.save_alert(alert(closed_at=NOW))
        assert [one.id for one in store.alerts("demo")] == ["return_rate:MUG:2026-11-17", alert().id]
        assert store.alert("demo", alert().id) == alert(closed_at=NOW)
        assert len(store.alerts("demo", 1)) == 1
