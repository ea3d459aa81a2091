"""Reads what a dashboard shows. What the catalogue does not know yet is left out, and so is a section that has nothing left."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from aftersales.desk.figures import Figures
from aftersales.desk.layout import Dashboard, Scorecard, Section, Split
from aftersales.desk.questions import Question
from aftersales.metrics.case_mix import expected
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

QUOTED_CAUSES, QUOTES = 5, 2


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
    expected: Mapping[tuple[str, str], float] = field(default_factory=dict)
    """(person, metric) → what the team reaches with the same mix of causes."""


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
    """Ask for everything that a dashboard shows, all of its sections at once: few questions, however much it shows."""
    reading = _read(figures, dashboard, question)
    answers = [_section(figures, section, question, reading) for section in dashboard.sections]
    return [answer for answer in answers if not answer.is_empty]


@dataclass(frozen=True, slots=True)
class _Reading:
    """What was asked for in common: headlines and lines over time by metric, splits by dimension and metric."""

    headlines: Mapping[str, Compared]
    courses: Mapping[str, Sequence[Figure]]
    splits: Mapping[str, Mapping[str, Sequence[Figure]]]


def _read(figures: Figures, dashboard: Dashboard, question: Question) -> _Reading:
    period, filters, sections = question.period, question.filters, dashboard.sections
    headlines = _distinct(name for section in sections for name in section.headlines)
    trends = _distinct(name for section in sections for name in section.trends)
    by: dict[str, list[str]] = {}
    for section in sections:
        for name, dimension in _wanted(section):
            by.setdefault(dimension, []).append(name)
    compared = figures.comparisons(
        [(name, filters) for name in headlines], period, against=question.against.value
    )
    return _Reading(
        dict(zip(headlines, compared, strict=True)),
        figures.courses(trends, line_periods(period), filters),
        {
            dimension: figures.splits(_distinct(names), period, dimension, filters)
            for dimension, names in by.items()
        },
    )


def _wanted(section: Section) -> list[tuple[str, str]]:
    """Each metric of a section with the dimension that it is split by."""
    card = section.scorecard
    wanted = [(one.metric, one.by) for one in section.splits] + [(name, "part") for name in section.hours]
    wanted += [(name, card.by) for name in card.metrics] if card else []
    return [(name, by) for name, by in wanted if known([name]) and has(name, by)]


def _distinct(names: Iterable[str]) -> list[str]:
    return known(list(dict.fromkeys(names)))


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


def _section(figures: Figures, section: Section, question: Question, reading: _Reading) -> Answers:
    wanted = set(_wanted(section))
    return Answers(
        name=section.name,
        headlines=[reading.headlines[name] for name in known(section.headlines)],
        trends=[reading.courses[name] for name in known(section.trends)],
        parts=[
            _parts(figures, one, reading.splits[one.by][one.metric], question)
            for one in section.splits
            if (one.metric, one.by) in wanted
        ],
        hours=[reading.splits["part"][name] for name in known(section.hours)],
        marks=_weighed(figures, _marks(section.scorecard, reading), question) if section.scorecard else None,
    )


def _parts(figures: Figures, split: Split, found: Sequence[Figure], question: Question) -> Parts:
    named = [figure for figure in found if figure.key]
    if CONTRACTS[split.metric].form in {Form.PROPORTION, Form.RATIO}:
        named = sorted(named, key=_surely_highest)
    shown = named[: split.top]
    unknown = next((figure for figure in found if not figure.key and figure.numerator), None)
    return Parts(split, shown, unknown, _quotes(figures, shown, question) if split.quotes else {})


def _quotes(figures: Figures, shown: Sequence[Figure], question: Question) -> Mapping[str, Sequence[Quote]]:
    causes = [figure.key for figure in shown[:QUOTED_CAUSES] if figure.key]
    return figures.voices(question.period, causes, question.filters, QUOTES)


def _surely_highest(figure: Figure) -> tuple[bool, float, float, str]:
    """Few units cannot shine: those with enough by the lower bound of their interval, then all others by what happened to them."""
    low = figure.interval.low if figure.interval else (figure.value or 0.0)
    rank = low if figure.enough else figure.numerator or 0.0
    return (not figure.enough, -rank, -figure.denominator, figure.key or "")


def _marks(scorecard: Scorecard, reading: _Reading) -> Marks | None:
    metrics = [name for name in known(scorecard.metrics) if has(name, scorecard.by)]
    if not metrics:
        return None
    lines: dict[str, dict[str, Figure]] = {}
    for name in metrics:
        for figure in reading.splits[scorecard.by][name]:
            if figure.key:
                lines.setdefault(figure.key, {})[name] = figure
    ranked = {key: line for key, line in lines.items() if _weight(line) >= scorecard.minimum}
    order = sorted(ranked, key=lambda key: (-_weight(ranked[key]), key))
    unranked = {key: lines[key] for key in sorted(lines.keys() - ranked.keys())}
    return Marks(scorecard, metrics, {key: ranked[key] for key in order}, unranked)


def _weighed(figures: Figures, marks: Marks | None, question: Question) -> Marks | None:
    """Set people against what their mix of cases lets one expect; carriers and platforms are compared as they are."""
    if marks is None or marks.scorecard.by != "agent":
        return marks
    names = [name for name in marks.metrics if CONTRACTS[name].form is Form.PROPORTION and has(name, "cause")]
    filters = question.filters
    each = [filters, *(filters.having(agent=person) for person in marks.ranked)]
    everybody, *owns = figures.splits_of_each(each, names, question.period, "cause")
    found = {}
    for person, own in zip(marks.ranked, owns, strict=True):
        for name in names:
            value = expected(own[name], everybody[name])
            if value is not None:
                found[person, name] = value
    return replace(marks, expected=found)


def _weight(line: Mapping[str, Figure]) -> float:
    """How much a line rests on: its largest count of cases, parcels or orders."""
    return max((max(figure.denominator, figure.numerator or 0) for figure in line.values()), default=0)
