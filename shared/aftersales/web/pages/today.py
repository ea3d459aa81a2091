"""The front page: what needs a person now, and what changed."""

from datetime import timedelta
from typing import Any

from aftersales.desk.figures import CAUSES, Overview, current_overview
from aftersales.desk.health import Condition, connections_health
from aftersales.desk.insight import Parts
from aftersales.desk.layout import Split
from aftersales.desk.questions import Question
from aftersales.desk.today import today
from aftersales.records.errors import UnavailableError
from aftersales.web.http import Response
from aftersales.web.pages.alerts import may_see
from aftersales.web.panels import Painter
from aftersales.web.part_names import PartNames
from aftersales.web.visit import Visit

_ILL = frozenset({Condition.ILL, Condition.LATE})


def page(visit: Visit) -> Response:
    """Show the front page; work is shown even when the figures are away."""
    rooms, now = visit.rooms, visit.request.now
    health = connections_health(rooms.workspaces, rooms.deliveries, visit.workspace, now=now)
    alerts = rooms.alerts.alerts(visit.workspace)
    return visit.show(
        "today.html",
        today=today(rooms.dossiers, visit.settings, now=now),
        names={one.email: one.name for one in rooms.workspaces.members(visit.workspace)},
        ill=[one for one in health if one.condition in _ILL],
        connections=len(health),
        alerts=[alert for alert in alerts if alert.is_open and may_see(visit, alert)],
        **_figures(visit, _overview(visit)),
    )


def _overview(visit: Visit) -> Overview | None:
    rooms = visit.rooms
    try:
        return current_overview(rooms.figures_of, rooms.overviews, visit.settings, visit.request.now)
    except UnavailableError:
        return None


def _figures(visit: Visit, overview: Overview | None) -> dict[str, Any]:
    if overview is None:
        return {"overview": None}
    painter = Painter(
        Question(period=overview.period), visit.values, PartNames(visit.values.formats, visit.values.texts)
    )
    return {
        "overview": overview,
        "last_day": overview.period.last - timedelta(days=1),
        "headlines": [painter.headline(line) for line in overview.headlines],
        "trend": painter.over_time(overview.weeks) if overview.weeks else None,
        "causes": painter.by_part(Parts(Split(CAUSES), overview.causes)),
    }
