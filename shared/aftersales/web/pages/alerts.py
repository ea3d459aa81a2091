"""Alerts: which products went wrong, how sure that is, and what it rests on."""

from aftersales.records.alert import Alert, Severity
from aftersales.web.http import Response
from aftersales.web.visit import Visit


def page(visit: Visit) -> Response:
    """Show open alerts first, the confirmed ones before the others, then those that are over."""
    found = visit.rooms.alerts.alerts(visit.workspace)
    ordered = sorted(found, key=lambda alert: (not alert.is_open, alert.severity is not Severity.CONFIRMED))
    return visit.show("alerts.html", alerts=ordered, evidence=homes)


def homes(alert: Alert) -> list[str]:
    """Return the dossiers that an alert rests on, each once."""
    return list(dict.fromkeys(line.partition(" ")[2] for line in alert.evidence))
