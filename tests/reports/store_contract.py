"""What every store of reports, links and alerts keeps, whatever it is made of."""

from datetime import timedelta
from typing import Any

from aftersales.records.alert import Alert, Finding, Severity
from aftersales.records.alert_rule import Watch
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


def finding(**changes: object) -> Finding:
    """Twenty of a hundred lamps came back."""
    made = Finding(
        rule="return_rate",
        watch=Watch.THRESHOLD,
        severity=Severity.CONFIRMED,
        metric="return_rate.units.by_order",
        subject="LAMP",
        filters={"sku": "LAMP"},
        value=0.2,
        low=0.1334,
        high=0.2888,
        numerator=20,
        denominator=100,
        threshold=0.05,
        to_close=15,
        to_ease=10,
        first_day="2026-08-18",
        last_day="2026-11-16",
    )
    return made.having(**changes)


def alert(name: str = "return_rate:LAMP:2026-11-16", **changes: object) -> Alert:
    """A confirmed alert, as it is before it was kept; changes of its finding go by `finding`."""
    made = Alert(
        workspace="demo",
        id=name,
        finding=finding(),
        severity=Severity.CONFIRMED,
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
        found = store.links_of_all("demo")
        assert {report: [one.id for one in links] for report, links in found.items()} == {
            "2026-W46-a": ["l2", "l1"],
            "2026-W45-a": ["l3"],
        }
        assert store.links_of_all("other") == {}

    def test_alerts_come_newest_first(self, store: Any) -> None:
        """A list is cut at its limit; an alert is found by its id as it was kept."""
        assert store.save_alert(alert())
        assert store.save_alert(alert("return_rate:MUG:2026-11-17", opened_at=NOW + timedelta(days=1)))
        assert [one.id for one in store.alerts("demo")] == ["return_rate:MUG:2026-11-17", alert().id]
        assert store.alert("demo", alert().id) == alert(revision=1)
        assert len(store.alerts("demo", 1)) == 1

    def test_an_alert_is_replaced_only_as_it_was_read(self, store: Any) -> None:
        """Whoever read an older revision, or thought it new, is refused: nobody undoes what another did."""
        store.save_alert(alert())
        read = store.alert("demo", alert().id)
        assert store.save_alert(read.having(owner="ann@example.com"))
        assert not store.save_alert(read.having(closed_at=NOW))
        assert not store.save_alert(alert())
        kept = store.alert("demo", alert().id)
        assert (kept.owner, kept.closed_at, kept.revision) == ("ann@example.com", None, 2)
