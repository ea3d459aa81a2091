"""Reports by mail: subscribe, stop, resume; and the link in each mail that stops it without signing in."""

from hashlib import sha256

from aftersales.accounts.stop_links import Stop, read_stop
from aftersales.records.errors import RejectedError
from aftersales.records.report import Subscription
from aftersales.reports.subscribing import wished
from aftersales.reports.subscriptions import standing
from aftersales.web.http import Response, see_other
from aftersales.web.visit import Visit


def subscribe(visit: Visit) -> Response:
    """Keep what the form wishes for; the form's key makes a second press harmless."""
    form = visit.request.form
    # The key comes from a form: taken as it is, it could name a colleague's subscription, and would replace that.
    theirs = f"{visit.member.email.lower()} {form.get('key', '') or visit.rooms.new_id()}"
    name = sha256(theirs.encode()).hexdigest()[:32]
    store = visit.rooms.report_desk.subscriptions
    store.save_subscription(wished(form, visit.member, name, visit.request.now))
    return see_other("/reports?done=subscribed#mine")


def stop(visit: Visit) -> Response:
    """Stop one of the member's own."""
    _save(visit, _mine(visit).having(stopped_at=visit.request.now))
    return see_other("/reports?done=stopped#mine")


def resume(visit: Visit) -> Response:
    """Begin again; what came up meanwhile is not sent."""
    _save(visit, _mine(visit).having(stopped_at=None, since=visit.request.now))
    return see_other("/reports?done=subscribed#mine")


def ask_to_stop(visit: Visit) -> Response:
    """Show what a link would stop. Opening it stops nothing: mail programs open links to look at them."""
    found = _linked(visit)
    return visit.show("stop.html", subscription=found, email=_stop(visit).email)


def stop_by_link(visit: Visit) -> Response:
    """Stop it; the link is the proof. Mail programs press this by themselves when asked to unsubscribe (RFC 8058)."""
    found = _linked(visit)
    if found.stopped_at is None:
        found = found.having(stopped_at=visit.request.now)
        _save(visit, found)
    return visit.show("stop.html", subscription=found, email=found.email)


def _mine(visit: Visit) -> Subscription:
    members = list(visit.rooms.workspaces.members(visit.workspace))
    return visit.rooms.report_desk.mine(visit.member, visit.settings, members, visit.names["subscription"])


def _save(visit: Visit, subscription: Subscription) -> None:
    visit.rooms.report_desk.subscriptions.save_subscription(subscription)


def _stop(visit: Visit) -> Stop:
    return read_stop(visit.rooms.link_secret(), visit.names["token"])


def _linked(visit: Visit) -> Subscription:
    stop, rooms = _stop(visit), visit.rooms
    stored = rooms.report_desk.subscriptions.subscription(stop.workspace, stop.subscription)
    if stored is None:
        settings, members = (
            rooms.workspaces.settings(stop.workspace),
            rooms.workspaces.members(stop.workspace),
        )
        usual = [one for one in standing(settings, members, ()) if one.id == stop.subscription]
        stored = next(iter(usual), None)
    if stored is None or stored.email.lower() != stop.email.lower():
        raise RejectedError("link_changed")
    return stored
