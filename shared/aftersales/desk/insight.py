"""Reads what a dashboard shows. What the catalogue does not know yet is left out, and so is a section that has nothing left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from aftersales.desk.figures import Figures
from aftersales.desk.layout import Dashboard, Scorecard, Section, Split
from aftersales.desk.questions import Question
from aftersales.metrics.catalogue import CONTRACTS
from aftersales.metrics.compare import Compared
from aftersales.metrics.contract import Form
from aftersales.metrics.figure import Figure
from aftersales.metrics.period import Kind, Period, containing
from aftersales.metrics.quotes import Quote

RUNS = {Kind.DAY: 14, Kind.WEEK: 13, Kind.MONTH: 13, Kind.QUARTER: 8}
"""How many periods a line shows; weeks and months reach back a quarter and a year."""

DAILY, WEEKLY = 31, 190
"""A span of so many days at most is drawn by days, by weeks; a longer one by months."""

QUOTED_CAUSES, QUOTES = 3, 2


@dataclass(frozen=True, slots=True)
class Parts:
    """A metric by a dimension: its biggest parts, and customers' words by part."""

    split: Split
    figures: Sequence[Figure]
    unknown: Figure | None = None
    quotes: Mapping[str, Sequence[Quote]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Marks:
    """A scorecard: value of the dimension → metric → figure. Those with too few cases come last, by name, unranked."""

    scorecard: Scorecard
    metrics: Sequence[str]
    ranked: Mapping[str, Mapping[str, Figure]]
    unranked: Mapping[str, Mapping[str, Figure]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """A section with its figures."""

    name: str
    headlines: Sequence[Compared]
    trends: Sequence[Sequence[Figure]]
    parts: Sequence[Parts]
    hours: Sequence[Sequence[Figure]]
    marks: Marks | None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show, not even an empty chart."""
        return not (self.headlines or self.trends or self.parts or self.hours or self.marks)


def read_dashboard(figures: Figures, dashboard: Dashboard, question: Question) -> list[Answers]:
    """Ask for everything that a dashboard shows; headline figures of all its sections are asked for at once."""
    wanted = [(name, question.filters) for section in dashboard.sections for name in known(section.headlines)]
    compared = figures.comparisons(wanted, question.period, against=question.against.value) if wanted else []
    by_name = {line.figure.metric: line for line in compared}
    answers = [_section(figures, section, question, by_name) for section in dashboard.sections]
    return [answer for answer in answers if not answer.is_empty]


def known(names: Sequence[str]) -> list[str]:
    """Return the metrics that the catalogue has."""
    return [name for name in names if name in CONTRACTS]


def line_periods(period: Period) -> list[Period]:
    """Return the periods that a line over time shows: those up to this one, or the parts of a longer span."""
    if period.kind in RUNS:
        return period.run(RUNS[period.kind])
    kind = Kind.DAY if period.days <= DAILY else Kind.WEEK if period.days <= WEEKLY else Kind.MONTH
    parts = [containing(kind, period.first, period.zone)]
    while parts[-1].last < period.last:
        parts.append(parts[-1].following)
    return parts


def has(metric: str, dimension: str) -> bool:
    """Whether a metric can be split by a dimension, or by its own parts."""
    return dimension == "part" or dimension in CONTRACTS[metric].dimensions


def _section(
    figures: Figures, section: Section, question: Question, by_name: Mapping[str, Compared]
) -> Answers:
    period, filters = question.period, question.filters
    periods = line_periods(period)
    splits = [one for one in section.splits if known([one.metric]) and has(one.metric, one.by)]
    found = {
        by: figures.splits([one.metric for one in splits if one.by == by], period, by, filters)
        for by in dict.fromkeys(one.by for one in splits)
    }
    hours = known(section.hours)
    return Answers(
        name=section.name,
        headlines=[by_name[name] for name in known(section.headlines)],
        trends=[figures.series(name, periods, filters) for name in known(section.trends)],
        parts=[_parts(figures, one, found[one.by][one.metric], question) for one in splits],
        hours=list(figures.splits(hours, period, "part", filters).values()) if hours else [],
        marks=_marks(figures, section.scorecard, question) if section.scorecard else None,
    )


def _parts(figures: Figures, split: Split, found: Sequence[Figure], question: Question) -> Parts:
    named = [figure for figure in found if figure.key]
    if CONTRACTS[split.metric].form in {Form.PROPORTION, Form.RATIO}:
        named = sorted(named, key=_surely_highest)
    shown = named[: split.top]
    unknown = next((figure for figure in found if not figure.key and figure.numerator), None)
    return Parts(split, shown, unknown, _quotes(figures, shown, question) if split.quotes else {})


def _quotes(figures: Figures, shown: Sequence[Figure], question: Question) -> dict[str, Sequence[Quote]]:
    return {
        figure.key: figures.quotes(question.period, figure.key, question.filters, QUOTES)
        for figure in shown[:QUOTED_CAUSES]
        if figure.key
    }


def _surely_highest(figure: Figure) -> tuple[bool, float, float, str]:
    """Few units cannot shine: those with enough by the lower bound of their interval, then all others by their number."""
    low = figure.interval.low if figure.interval else (figure.value or 0.0)
    return (not figure.enough, -low if figure.enough else 0, -figure.denominator, figure.key or "")


def _marks(figures: Figures, scorecard: Scorecard, question: Question) -> Marks | None:
    metrics = [name for name in known(scorecard.metrics) if has(name, scorecard.by)]
    if not metrics:
        return None
    lines: dict[str, dict[str, Figure]] = {}
    found = figures.splits(metrics, question.period, scorecard.by, question.filters)
    for name in metrics:
        for figure in found[name]:
            if figure.key:
                lines.setdefault(figure.key, {})[name] = figure
    ranked = {key: line for key, line in lines.items() if _weight(line) >= scorecard.minimum}
    order = sorted(ranked, key=lambda key: (-_weight(ranked[key]), key))
    unranked = {key: lines[key] for key in sorted(lines.keys() - ranked.keys())}
    return Marks(scorecard, metrics, {key: ranked[key] for key in order}, unranked)


def _weight(line: Mapping[str, Figure]) -> float:
    """How much a line rests on: its largest count of cases, parcels or orders."""
    return max((max(figure.denominator, figure.numerator or 0) for figure in line.values()), default=0)
