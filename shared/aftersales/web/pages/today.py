"""The front page: what needs a person now, and what changed."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from aftersales.desk.figures import CAUSES, TREND, Overview, current_overview
from aftersales.desk.health import Condition, connections_health
from aftersales.desk.today import today
from aftersales.metrics.catalogue import contract
from aftersales.metrics.compare import Change, Compared
from aftersales.metrics.figure import Figure
from aftersales.records.errors import UnavailableError
from aftersales.web.charts import IntervalBar, bars, interval_bar, trend
from aftersales.web.http import Response
from aftersales.web.visit import Visit

_ILL = frozenset({Condition.ILL, Condition.LATE})


@dataclass(frozen=True, slots=True)
class Headline:
    """A figure with its change, its interval as a bar, and what its contract says in the reader's language."""

    figure: Figure
    change: Change
    bar: IntervalBar | None
    title: str
    basis: str
    formula: str


def page(visit: Visit) -> Response:
    """Show the front page; work is shown even when the figures are away."""
    rooms, now = visit.rooms, visit.request.now
    health = connections_health(rooms.workspaces, rooms.deliveries, visit.workspace, now=now)
    alerts = rooms.alerts.alerts(visit.workspace)
    return visit.show(
        "today.html",
        today=today(rooms.dossiers, visit.workspace, now=now),
        names={one.email: one.name for one in rooms.workspaces.members(visit.workspace)},
        ill=[one for one in health if one.condition in _ILL],
        connections=len(health),
        alerts=[alert for alert in alerts if alert.is_open],
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
    language = visit.setting.language
    return {
        "overview": overview,
        "last_day": overview.period.last - timedelta(days=1),
        "headlines": [_headline(line, language) for line in overview.headlines],
        "trend": trend(overview.weeks),
        "trend_words": contract(TREND),
        "causes": bars(overview.causes),
        "causes_words": contract(CAUSES),
    }


def _headline(line: Compared, language: str) -> Headline:
    words = contract(line.figure.metric)
    return Headline(
        figure=line.figure,
        change=line.change,
        bar=interval_bar(line.figure),
        title=words.title.in_language(language),
        basis=words.basis.in_language(language),
        formula=words.formula.in_language(language),
    )
