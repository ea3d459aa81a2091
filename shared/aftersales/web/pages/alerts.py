"""Alerts: what stands out, how sure that is, what it rests on, what would end it, and who looks after it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from aftersales.accounts.access import ANALYSTS, WATCHERS
from aftersales.desk.conversation import Turn, conversation
from aftersales.metrics.alert_rules import name_of
from aftersales.metrics.catalogue import CONTRACTS
from aftersales.metrics.figure import Unit
from aftersales.records.alert import Alert, Severity
from aftersales.records.errors import RejectedError
from aftersales.records.message import Author
from aftersales.reports.minding import Minder
from aftersales.web.http import Response, see_other
from aftersales.web.visit import Visit

STATES = ("open", "snoozed", "closed")
SNOOZES = (1, 7, 30)
_QUOTED = 3
_LISTED = 500
_MOST_DIGITS = 3
_LONGEST_ID = 200


@dataclass(frozen=True, slots=True)
class Card:
    """An alert with its words in the reader's language, the address of its own page and that of its rows."""

    alert: Alert
    unit: Unit
    rule: str
    metric: str
    basis: str
    address: str
    rows: str | None
    days: int
    last: date
    homes: Sequence[str]


def page(visit: Visit) -> Response:
    """Show the open alerts, the confirmed ones first; or those put off; or those that are over."""
    found = [one for one in visit.rooms.alerts.alerts(visit.workspace, _LISTED) if may_see(visit, one)]
    wanted = visit.request.query.get("state", STATES[0])
    state = wanted if wanted in STATES else STATES[0]
    cards = {
        name: [card(visit, alert) for alert in found if state_of(visit, alert) == name] for name in STATES
    }
    is_sure = Severity.CONFIRMED
    return visit.show(
        "alerts.html",
        state=state,
        counts={name: len(cards[name]) for name in STATES},
        groups=[
            (name, [one for one in cards[state] if (one.alert.severity is is_sure) == (name == "confirmed")])
            for name in ("confirmed", "watch")
        ]
        if state == "open"
        else [(state, cards[state])],
        names=_names(visit),
    )


def one(visit: Visit) -> Response:
    """Show one alert with its evidence and what customers wrote there, and what can be done about it."""
    alert = _found(visit, visit.request.query.get("id", ""))
    shown = card(visit, alert)
    return visit.show(
        "alert.html",
        card=shown,
        state=state_of(visit, alert),
        quotes=_quotes(visit, alert, shown.homes),
        members=visit.rooms.workspaces.members(visit.workspace),
        names=_names(visit),
        snoozes=SNOOZES,
        may_mind=WATCHERS.allows(visit.member),
        done=visit.request.query.get("done", ""),
    )


def doing(act: Callable[[Minder, str, Visit], Alert], done: str) -> Callable[[Visit], Response]:
    """Return what answers one form of an alert."""

    def answer(visit: Visit) -> Response:
        minder = Minder(visit.rooms.alerts, visit.workspace, visit.member.email, visit.request.now)
        alert = act(minder, _found(visit, visit.request.form.get("alert", "")).id, visit)
        return see_other(f"{alert_address(alert)}&{urlencode({'done': done})}")

    return answer


def assign(minder: Minder, alert: str, visit: Visit) -> Alert:
    """Put the chosen member in charge, or nobody."""
    owner = visit.request.form.get("owner") or None
    if owner is not None and owner not in _names(visit):
        raise RejectedError("unknown_member")
    return minder.own(alert, owner)


def snooze(minder: Minder, alert: str, visit: Visit) -> Alert:
    """Put it off for the chosen number of days."""
    days = visit.request.form.get("days", "")
    return minder.snooze(
        alert, int(days) if days.isascii() and days.isdecimal() and len(days) <= _MOST_DIGITS else 0
    )


def wake(minder: Minder, alert: str, _visit: Visit) -> Alert:
    """Take it up again before its time."""
    return minder.wake(alert)


def close(minder: Minder, alert: str, _visit: Visit) -> Alert:
    """Close it."""
    return minder.close(alert)


def reopen(minder: Minder, alert: str, _visit: Visit) -> Alert:
    """Take back that somebody closed it."""
    return minder.reopen(alert)


def may_see(visit: Visit, alert: Alert) -> bool:
    """Tell whether a member may see an alert: one about a colleague is for analysts, for that colleague and for its owner."""
    agent = alert.finding.filters.get("agent")
    theirs = {agent.lower(), (alert.owner or "").lower()} if agent else set()
    return not agent or visit.member.email.lower() in theirs or ANALYSTS.allows(visit.member)


def alert_address(alert: Alert) -> str:
    """Return the address of an alert's page."""
    return f"/alerts/one?{urlencode({'id': alert.id})}"


def card(visit: Visit, alert: Alert) -> Card:
    """Put an alert into the reader's words."""
    found, language = alert.finding, visit.setting.language
    contract = CONTRACTS.get(found.metric)
    first, end = date.fromisoformat(found.first_day), date.fromisoformat(found.last_day)
    last = end - timedelta(days=1)
    query = urlencode({"period": f"{first.isoformat()}..{last.isoformat()}", **found.filters})
    return Card(
        alert=alert,
        unit=Unit(found.unit),
        rule=name_of(found.rule, found.metric, language),
        metric=contract.title.in_language(language) if contract else "",
        basis=contract.basis.in_language(language) if contract else "",
        address=alert_address(alert),
        rows=f"/figures/{found.metric}?{query}" if contract else None,
        days=(end - first).days,
        last=last,
        homes=list(dict.fromkeys(line.partition(" ")[2] for line in found.evidence)),
    )


def _found(visit: Visit, name: str) -> Alert:
    alert = visit.rooms.alerts.alert(visit.workspace, name[:_LONGEST_ID])
    if alert is None or not may_see(visit, alert):
        raise RejectedError("unknown_alert")
    return alert


def state_of(visit: Visit, alert: Alert) -> str:
    """Tell under which heading an alert stands."""
    if not alert.is_open:
        return "closed"
    return "snoozed" if alert.is_snoozed(visit.request.now) else "open"


def _quotes(visit: Visit, alert: Alert, homes: Sequence[str]) -> list[tuple[str, Turn]]:
    """Read what customers wrote in the first dossiers of the evidence; an alert keeps no words, so that erasing them is enough."""
    named = {line.partition(" ")[0] for line in alert.finding.evidence}
    found: list[tuple[str, Turn]] = []
    for home in homes[: 2 * _QUOTED]:
        dossier = visit.rooms.dossiers.dossier(visit.workspace, home, visit.settings)
        said = [
            turn for turn in conversation(dossier) if turn.author is Author.CUSTOMER and turn.body.strip()
        ]
        # The very text that an alert names comes before others of the same dossier.
        said.sort(key=lambda turn: (turn.entity not in named, turn.at))
        found += [(home, turn) for turn in said[:1]]
        if len(found) == _QUOTED:
            break
    return found


def _names(visit: Visit) -> dict[str, str]:
    return {member.email: member.name for member in visit.rooms.workspaces.members(visit.workspace)}
