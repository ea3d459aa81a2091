"""What a report's page and letter say, as texts: figures become words here and nowhere else."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote
from zoneinfo import ZoneInfo

from aftersales.mail import formats
from aftersales.mail.words import words
from aftersales.metrics.catalogue import CONTRACTS
from aftersales.metrics.compare import Change, Direction
from aftersales.metrics.contract import Form
from aftersales.metrics.figure import Figure, Maturity, Unit
from aftersales.metrics.period import Kind, Period
from aftersales.reports.shape import Line, Note, Parts, Products, Report

_ARROWS = {Direction.UP: "▲", Direction.DOWN: "▼", Direction.NO_CLEAR_CHANGE: "≈"}


@dataclass(frozen=True, slots=True)
class Bar:
    """An interval on a line of 0–100: from `low` to `high` with the value `at`."""

    low: float
    high: float
    at: float


@dataclass(frozen=True, slots=True)
class Card:
    """A figure as a person reads it; `tone` is better, worse or flat; `year` is the change against the year before."""

    title: str
    value: str
    made_of: str
    basis: str
    change: str
    difference: str
    year: str
    tone: str
    bar: Bar | None
    interval: str
    hint: str
    href: str
    young: bool


@dataclass(frozen=True, slots=True)
class Speaker:
    """Speaks one language about one report; `console` is the console's address."""

    report: Report
    language: str
    console: str

    def say(self, key: str, **values: object) -> str:
        """Return a text of the catalogue with its values filled in."""
        return str(words(self.language)[key]).format(**values)

    def term(self, table: str, key: str) -> str:
        """Return a term of one of the catalogue's tables; an unknown one as it is."""
        return str(words(self.language)[table].get(key, key))

    def kind(self, table: str) -> str:
        """Return what a table of the catalogue says for this kind of report."""
        return self.term(table, self.report.order.kind.value)

    def part(self, names: str, key: str) -> str:
        """Name a part of a whole; a cause also where only its branch has a name."""
        own = next((leaf for leaf in self.report.own_causes if leaf.cause.value == key), None)
        if own is not None:
            return own.in_language(self.language)
        table = words(self.language)[names] if names else {}
        return str(table.get(key) or table.get(key.partition(".")[0]) or key)

    def title(self, figure: Figure) -> str:
        """Name a figure's metric."""
        return CONTRACTS[figure.metric].title.in_language(self.language)

    def value(self, figure: Figure) -> str:
        """Write a figure's value."""
        return formats.value(figure, self.language)

    def interval(self, figure: Figure) -> str:
        """Write a figure's interval, or nothing."""
        if figure.interval is None:
            return ""
        low, high = (
            formats.in_unit(end, figure.unit, self.language)
            for end in (figure.interval.low, figure.interval.high)
        )
        return self.say("interval", low=low, high=high)

    def days(self, period: Period) -> str:
        """Write which days a period covers."""
        last = period.last.fromordinal(period.last.toordinal() - 1)
        if period.kind is Kind.MONTH:
            return formats.month(period.first, self.language)
        if period.first == last:
            return formats.day(last, self.language)
        return f"{formats.day(period.first, self.language)} – {formats.day(last, self.language)}"

    def heading(self) -> str:
        """Say what the report is about: the workspace, or the product or supplier that it was asked for."""
        subject = self.report.order.subject
        return f"{subject} · {self.report.name}" if subject else self.report.name

    def moment(self) -> str:
        """Write when the report was made, in the workspace's zone."""
        local = self.report.made_at.astimezone(ZoneInfo(self.report.zone))
        return f"{formats.day(local.date(), self.language)} {local:%H:%M}"

    def narrowed(self) -> str:
        """Say what the report is narrowed to, or nothing."""
        given = self.report.order.filters.given
        return " · ".join(f"{self.term('dimensions', name)}: {value}" for name, value in given.items())

    def href(self, line: Line) -> str:
        """Return the console's page of the records behind a figure."""
        figure = line.figure
        given = "".join(f"&{name}={quote(text, safe='')}" for name, text in line.filters.given.items())
        return f"{self.console}/figures/{figure.metric}?period={figure.period.label}{given}"

    def card(self, line: Line) -> Card:
        """Lay out a figure and its changes."""
        figure, change = line.figure, line.change
        contract = CONTRACTS[figure.metric]
        tone = (
            "flat"
            if change is None or change.is_better is None
            else "better"
            if change.is_better
            else "worse"
        )
        few = figure.value is not None and not figure.enough
        return Card(
            title=self.title(figure),
            value=self.value(figure),
            made_of=self.made_of(figure),
            basis=contract.basis.in_language(self.language),
            change=self.direction(change) if change and figure.value is not None else "",
            difference=self.difference(figure, change),
            year=self._year(line),
            tone=tone,
            bar=bar(figure),
            interval=self.interval(figure),
            hint=self.say("few", minimum=contract.minimum) if few else self.noted(line.note),
            href=self.href(line),
            young=figure.value is not None and Maturity.RETURN_WINDOW in figure.maturity,
        )

    def translated_by(self, engine: str) -> str:
        """Say who translated a text."""
        known = words(self.language)["translators"]
        return str(known[engine]) if engine in known else self.say("by_engine", engine=engine)

    def counted(self, figure: Figure) -> str:
        """Say how many records a figure rests on; nothing for a count, or a ratio of money."""
        form = CONTRACTS[figure.metric].form
        if not figure.denominator or form in {Form.RATIO, Form.COUNT, Form.TOTAL}:
            return ""
        return self.say("n_of", count=formats.count(figure.denominator))

    def summed(self, figure: Figure) -> str:
        """Say what a part comes to: an amount of money, or so many records or units."""
        value = figure.numerator or 0
        if CONTRACTS[figure.metric].is_of_money:
            return f"{formats.in_unit(value, Unit.MONEY, self.language)} {self.report.currency}"
        return f"n={formats.count(value)}"

    def direction(self, change: Change) -> str:
        """Say which way a figure went, with an arrow so that colour is not the only sign.

        A bare count has no interval: of it the difference alone is told.
        """
        if (
            change.direction is Direction.TOO_LITTLE_DATA
            and change.before.unit is Unit.COUNT
            and change.before.value is not None
        ):
            return ""
        arrow = _ARROWS.get(change.direction, "")
        return f"{arrow} {self.term('directions', change.direction.value)}".strip()

    def difference(self, figure: Figure, change: Change | None) -> str:
        """Write the difference to the period before, or nothing."""
        if change is None or change.difference is None:
            return ""
        return formats.difference(change.difference, figure.unit, self.language)

    def noted(self, note: Note | None) -> str:
        """Say a note, or nothing."""
        if note is None:
            return ""
        figure = note.figure
        return self.say(
            note.text,
            value=self.value(figure),
            count=formats.count(figure.value or 0),
            numerator=formats.count(figure.numerator or 0),
            denominator=formats.count(figure.denominator),
        )

    def made_of(self, figure: Figure) -> str:
        """Say what a figure was computed from, or why there is none."""
        if figure.value is None:
            return self.term("reasons", figure.reason.value) if figure.reason else ""
        contract = CONTRACTS[figure.metric]
        count = formats.count(figure.denominator)
        if contract.form is Form.DURATION:
            counted = "contacts" if figure.metric == "response" else "cases"
            tail = formats.in_unit(figure.tail or 0, Unit.HOURS, self.language)
            return " · ".join((self.say(counted, denominator=count), self.say("p90", tail=tail)))
        if figure.unit is not Unit.SHARE:
            return self.counted(figure)
        made_of = self.say("of", numerator=formats.count(figure.numerator or 0), denominator=count)
        return f"{made_of} {self.report.currency}" if contract.is_of_money else made_of

    def _year(self, line: Line) -> str:
        if line.year is None or line.year.before.value is None or line.figure.value is None:
            return ""
        moved = f"{self.direction(line.year)} {self.difference(line.figure, line.year)}"
        return self.say("against_year", change=moved.strip())


def bar(figure: Figure, top: float | None = None) -> Bar | None:
    """Place a figure's interval on a scale from zero to `top` (by default a fifth above the interval)."""
    if figure.value is None or figure.interval is None:
        return None
    scale = 100 / (top or figure.interval.high * 1.2 or 1)
    low, high, at = (
        round(max(0.0, min(100.0, end * scale)), 2)
        for end in (figure.interval.low, figure.interval.high, figure.value)
    )
    return Bar(low, high, at)


def changes(speaker: Speaker) -> list[str]:
    """Say in a few sentences what a reader must know: figures that moved, products that are surely too bad, the main problem."""
    report = speaker.report
    found = [
        speaker.say(
            "worse",
            metric=speaker.title(line.figure),
            direction=speaker.term("directions", line.change.direction.value),
            before=speaker.value(line.change.before),
            now=speaker.value(line.figure),
            difference=speaker.difference(line.figure, line.change),
        )
        for line in report.headlines
        if line.change is not None and line.change.direction in {Direction.UP, Direction.DOWN}
    ]
    if not found and report.headlines:
        told = any(
            line.change is not None
            and line.change.direction is Direction.NO_CLEAR_CHANGE
            and line.figure.value is not None
            for line in report.headlines
        )
        found = [speaker.kind("no_changes" if told else "cannot_tell")]
    return [*found, *_products(speaker), *_first_cause(speaker)]


def _products(speaker: Speaker) -> list[str]:
    ranked = [
        one for section in speaker.report.sections if isinstance(section, Products) for one in section.ranked
    ]
    line = speaker.report.threshold
    confirmed = [one.sku for one in ranked if one.figure.interval and one.figure.interval.low > line]
    if not confirmed:
        return []
    skus = _listed(confirmed, speaker)
    return [speaker.say("confirmed", count=len(confirmed), threshold=formats.share(line), skus=skus)]


def _first_cause(speaker: Speaker) -> list[str]:
    """The biggest part of each drawn whole of causes: what cases, returns or bad reviews are about."""
    return [
        speaker.say(
            f"top_{section.title}",
            cause=speaker.part(section.names, section.lines[0].figure.key or ""),
            share=formats.share(section.lines[0].figure.value or 0),
            count=formats.count(section.lines[0].figure.numerator or 0),
            of=f"{section.of}: " if section.of else "",
        )
        for section in speaker.report.sections
        if isinstance(section, Parts) and section.is_large and section.lines
    ][:3]


def _listed(names: Sequence[str], speaker: Speaker) -> str:
    return ("、" if speaker.language == "zh" else ", ").join(names)
