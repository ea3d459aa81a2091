"""Insight: dashboards whose every number opens its rows, narrowed by filters that live in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from aftersales.accounts.access import ANALYSTS
from aftersales.accounts.colleagues import colleagues
from aftersales.desk.dashboards import DASHBOARDS
from aftersales.desk.insight import Answers, line_periods, read_dashboard
from aftersales.desk.layout import Dashboard
from aftersales.desk.questions import Against, Question, read_question
from aftersales.metrics.catalogue import contract
from aftersales.metrics.contract import Contract
from aftersales.metrics.figure import Figure, Filters, Reason
from aftersales.metrics.period import Kind, Period, last_whole, local_day, span
from aftersales.records.errors import RejectedError, UnavailableError
from aftersales.records.restatement import Restatement
from aftersales.records.workspace import Connection, Member
from aftersales.web.http import Response
from aftersales.web.insight_words import QUESTIONS, SECTIONS, TEACHING, TITLES
from aftersales.web.pages.narrowing import choice, seen
from aftersales.web.panels import Card, Headline, Painter, Panel
from aftersales.web.part_names import PartNames
from aftersales.web.restated import restated
from aftersales.web.visit import Visit

PRESETS = (Kind.DAY, Kind.WEEK, Kind.MONTH, Kind.QUARTER)
_FOR_ANALYSTS = frozenset({"people"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Painted:
    """A section ready for its template."""

    title: str
    headlines: Sequence[Headline]
    omitted: Sequence[Contract]
    """Figures that cannot be narrowed as asked: named once, not shown one by one."""
    panels: Sequence[Panel]
    card: Card | None


@dataclass(frozen=True, slots=True)
class Found:
    """What the lake answered; `products` are titles by SKU."""

    answers: list[Answers]
    corrections: Sequence[Restatement]
    products: Mapping[str, str]


def page(visit: Visit) -> Response:
    """Show a dashboard, by default the health overview."""
    dashboard = DASHBOARDS.get(visit.names.get("dashboard", "health"))
    if dashboard is None or dashboard.name in _FOR_ANALYSTS:
        raise RejectedError("unknown_page")
    return _show(visit, dashboard)


def people(visit: Visit) -> Response:
    """Show the dashboard of colleagues, which not everybody may see."""
    return _show(visit, DASHBOARDS["people"])


def _show(visit: Visit, dashboard: Dashboard) -> Response:
    """Show a dashboard; without the lake its filters stay, and the page says what to do."""
    question = asked(visit)
    found = _read(visit, dashboard, question)
    answers = found.answers if found else None
    connections = visit.rooms.workspaces.connections(visit.workspace)
    members = visit.rooms.workspaces.members(visit.workspace)
    names = part_names(visit, members, connections, found.products if found else {})
    painter = Painter(question, visit.values, names)
    return visit.show(
        "insight.html",
        200 if answers is not None else 503,
        dashboard=dashboard,
        title=_say(visit, TITLES[dashboard.name]),
        subtitle=_say(visit, QUESTIONS[dashboard.name]),
        teaching=_say(visit, TEACHING[dashboard.name]),
        last_day=question.period.last - timedelta(days=1),
        question=question,
        tabs=_tabs(visit, question),
        presets=[(kind, _here(dashboard, question, period=_preset(visit, kind))) for kind in PRESETS],
        earlier=_here(dashboard, question, period=question.period.previous.label),
        later=_later(visit, dashboard, question),
        against=[(one, _here(dashboard, question, against=one.value)) for one in Against],
        choices=[choice(one, question, names, answers or [], connections) for one in dashboard.filters],
        chips=_chips(dashboard, question, names),
        cleared=_here(dashboard, question.having(filters=Filters())),
        sections=[_painted(painter, one) for one in answers] if answers is not None else None,
        restated=restated(
            found.corrections if found else (), _metrics(answers or []), visit.settings.zone, visit.values
        ),
        longer=_longer(visit, dashboard, question, answers or []),
        is_blank=answers is not None and all(_is_blank(one) for one in answers),
        is_connected=bool(connections),
    )


def asked(visit: Visit) -> Question:
    """Read the question of the address; figures of colleagues are for analysts, everybody may ask for their own."""
    question = read_question(visit.request.query, visit.request.now, visit.settings.zone)
    agent = question.filters.agent
    if agent and agent != visit.member.email and not ANALYSTS.allows(visit.member):
        raise RejectedError("not_allowed")
    return question


def part_names(
    visit: Visit, members: Sequence[Member], connections: Sequence[Connection], products: Mapping[str, str]
) -> PartNames:
    """Return the names of people, stores and products of the workspace."""
    known = colleagues(visit.member, members)
    return PartNames(
        visit.values.formats,
        visit.values.texts,
        people={one.email: one.name for one in members if known.sees_all or known.is_reader(one.email)},
        stores={one.store: one.name for one in connections if one.store == one.id or one.every_minutes},
        products=products,
    )


def _say(visit: Visit, text: str) -> str:
    return visit.values.texts.gettext(text)


def _read(visit: Visit, dashboard: Dashboard, question: Question) -> Found | None:
    try:
        figures = visit.rooms.figures_of(visit.settings, visit.request.now)
        answers = read_dashboard(figures, dashboard, question)
        products = {*seen("sku", answers), question.filters.given.get("sku", "")} - {""}
        return Found(
            answers,
            figures.restatements(_shown(question.period)),
            figures.titles(products) if products else {},
        )
    except UnavailableError:
        return None


def _shown(period: Period) -> Period:
    """All days that the lines over time show."""
    return span(line_periods(period)[0].first, period.last - timedelta(days=1), period.zone)


def _tabs(visit: Visit, question: Question) -> list[tuple[str, str, str]]:
    """Each dashboard that the member may see, with the filters that it has too."""
    found = []
    for one in DASHBOARDS.values():
        if one.name in _FOR_ANALYSTS and not ANALYSTS.allows(visit.member):
            continue
        kept = {name: value for name, value in question.filters.given.items() if name in one.filters}
        found.append(
            (one.name, _say(visit, TITLES[one.name]), _here(one, question.having(filters=Filters(**kept))))
        )
    return found


def _here(dashboard: Dashboard, question: Question, **changes: str | None) -> str:
    if changes.get("against") == Against.PREVIOUS:
        changes["against"] = None
    return f"/insight/{dashboard.name}?{urlencode(question.fields(**changes))}"


def _preset(visit: Visit, kind: Kind) -> str:
    return last_whole(kind, visit.request.now, visit.settings.zone).label


def _longer(visit: Visit, dashboard: Dashboard, question: Question, answers: Sequence[Answers]) -> str | None:
    """Where to look when most headline figures of a short period rest on few records."""
    lines = [line.figure for one in answers for line in one.headlines if line.figure.value is not None]
    few = sum(not figure.enough for figure in lines)
    if question.period.kind not in {Kind.DAY, Kind.WEEK} or 2 * few < len(lines) or not few:
        return None
    return _here(dashboard, question, period=_preset(visit, Kind.MONTH))


def _later(visit: Visit, dashboard: Dashboard, question: Question) -> str | None:
    following = question.period.following
    has_begun = following.first <= local_day(visit.request.now, visit.settings.zone)
    return _here(dashboard, question, period=following.label) if has_begun else None


def _chips(dashboard: Dashboard, question: Question, names: PartNames) -> list[tuple[str, str, str]]:
    return [
        (names.dimension(name), names.of(name, value), _here(dashboard, question, **{name: None}))
        for name, value in question.filters.given.items()
    ]


def _painted(painter: Painter, answers: Answers) -> Painted:
    hours = [(figures[0].metric, figures) for figures in answers.hours if figures]
    return Painted(
        title=painter.names.texts.gettext(SECTIONS[answers.name]),
        headlines=[painter.headline(line) for line in answers.headlines if not _is_beside(line.figure)],
        omitted=[contract(line.figure.metric) for line in answers.headlines if _is_beside(line.figure)],
        panels=[
            *[painter.over_time(figures) for figures in answers.trends if not _is_beside(figures[0])],
            *[painter.by_part(parts) for parts in answers.parts],
            *[painter.by_hour(metric, figures) for metric, figures in hours],
        ],
        card=painter.scorecard(answers.marks) if answers.marks else None,
    )


def _metrics(answers: Sequence[Answers]) -> set[str]:
    headlines = {line.figure.metric for one in answers for line in one.headlines}
    return headlines | {figures[0].metric for one in answers for figures in one.trends}


def _is_beside(figure: Figure) -> bool:
    return figure.reason is Reason.NOT_BY_THIS_DIMENSION


def _is_blank(answers: Answers) -> bool:
    """Whether a section has no figure that rests on anything."""
    lines = [line.figure for line in answers.headlines] + [one for run in answers.trends for one in run]
    parts = [figure for part in answers.parts for figure in part.figures]
    hours = [figure for figures in answers.hours for figure in figures]
    has_marks = answers.marks is not None and (answers.marks.ranked or answers.marks.unranked)
    return not has_marks and not any(one.denominator or one.numerator for one in [*lines, *parts, *hours])
