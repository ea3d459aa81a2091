"""What the report's page and letter say, as texts: figures become words here and nowhere else."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote
from zoneinfo import ZoneInfo

from aftersales.mail import formats
from aftersales.mail.words import words
from aftersales.metrics.catalogue import CONTRACTS
from aftersales.metrics.compare import Change, Compared, Direction
from aftersales.metrics.contract import Form
from aftersales.metrics.figure import Figure, Maturity, Unit
from aftersales.metrics.period import Period
from aftersales.metrics.returns import RETURN_RATE
from aftersales.metrics.service import FIRST_RESPONSE, RESPONSE
from aftersales.reports.weekly import WeeklyReport

_ARROWS = {Direction.UP: "▲", Direction.DOWN: "▼", Direction.NO_CLEAR_CHANGE: "≈"}


@dataclass(frozen=True, slots=True)
class Bar:
    """An interval on a line of 0–100: from `low` to `high` with the value `at`."""

    low: float
    high: float
    at: float


@dataclass(frozen=True, slots=True)
class Card:
    """A figure as a person reads it; `tone` is better, worse or flat."""

    title: str
    value: str
    made_of: str
    basis: str
    change: str
    difference: str
    tone: str
    bar: Bar | None
    interval: str
    hint: str
    href: str
    young: bool


@dataclass(frozen=True, slots=True)
class Speaker:
    """Speaks one language about one report; `console` is the console's address."""

    report: WeeklyReport
    language: str
    console: str

    def say(self, key: str, **values: object) -> str:
        """Return a text of the catalogue with its values filled in."""
        return str(words(self.language)[key]).format(**values)

    def term(self, table: str, key: str) -> str:
        """Return a term of one of the catalogue's tables; an unknown one as it is."""
        return str(words(self.language)[table].get(key, key))

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
        """Write the first and the last day of a period."""
        last = period.last.fromordinal(period.last.toordinal() - 1)
        return f"{formats.day(period.first, self.language)} – {formats.day(last, self.language)}"

    def moment(self) -> str:
        """Write when the report was made, in the workspace's zone."""
        local = self.report.made_at.astimezone(ZoneInfo(self.report.zone))
        return f"{formats.day(local.date(), self.language)} {local:%H:%M}"

    def href(self, figure: Figure, **filters: str) -> str:
        """Return the console's page of the records behind a figure."""
        given = "".join(f"&{name}={quote(text, safe='')}" for name, text in filters.items())
        return f"{self.console}/figures/{figure.metric}?week={figure.period.label}{given}"

    def card(self, compared: Compared) -> Card:
        """Lay out a figure and its change."""
        figure, change = compared.figure, compared.change
        contract = CONTRACTS[figure.metric]
        tone = "flat" if change.is_better is None else "better" if change.is_better else "worse"
        few = figure.value is not None and not figure.enough
        return Card(
            title=self.title(figure),
            value=self.value(figure),
            made_of=self._made_of(figure),
            basis=contract.basis.in_language(self.language),
            change=self.direction(change) if figure.value is not None else "",
            difference=self.difference(figure, change),
            tone=tone,
            bar=bar(figure),
            interval=self.interval(figure),
            hint=self.say("few", minimum=contract.minimum) if few else self._hint(figure),
            href=self.href(figure),
            young=figure.value is not None and Maturity.RETURN_WINDOW in figure.maturity,
        )

    def translated_by(self, engine: str) -> str:
        """Say who translated a text."""
        known = words(self.language)["translators"]
        return str(known[engine]) if engine in known else self.say("by_engine", engine=engine)

    def direction(self, change: Change) -> str:
        """Say which way a figure went, with an arrow so that colour is not the only sign."""
        arrow = _ARROWS.get(change.direction, "")
        return f"{arrow} {self.term('directions', change.direction.value)}".strip()

    def difference(self, figure: Figure, change: Change) -> str:
        """Write the difference to the period before, or nothing."""
        if change.difference is None:
            return ""
        return formats.difference(change.difference, figure.unit, self.language)

    def _made_of(self, figure: Figure) -> str:
        if figure.value is None:
            return self.term("reasons", figure.reason.value) if figure.reason else ""
        if CONTRACTS[figure.metric].form is Form.DURATION:
            counted = "contacts" if figure.metric == RESPONSE.name else "cases"
            tail = formats.in_unit(figure.tail or 0, Unit.HOURS, self.language)
            texts = (
                self.say(counted, denominator=formats.count(figure.denominator)),
                self.say("p90", tail=tail),
            )
            return " · ".join(texts)
        numerator, denominator = formats.count(figure.numerator or 0), formats.count(figure.denominator)
        return self.say("of", numerator=numerator, denominator=denominator)

    def _hint(self, figure: Figure) -> str:
        if figure.metric == RETURN_RATE.name and self.report.mature.value is not None:
            return self.say("mature", value=self.value(self.report.mature))
        if figure.metric != FIRST_RESPONSE.name:
            return ""
        waiting = self.report.awaiting.value or 0
        return self.say("awaiting", count=formats.count(waiting)) if waiting else self.say("none_awaiting")


def bar(figure: Figure, top: float | None = None) -> Bar | None:
    """Place a figure's interval on a scale from zero to `top` (by default a fifth above the interval)."""
    if figure.value is None or figure.interval is None:
        return None
    scale = 100 / (top or figure.interval.high * 1.2 or 1)
    low, high, at = (
        round(min(100.0, end * scale), 2) for end in (figure.interval.low, figure.interval.high, figure.value)
    )
    return Bar(low, high, at)


def changes(speaker: Speaker) -> list[str]:
    """Say in a few sentences what a reader must know: figures that moved, products that are surely too bad, the main problem."""
    report = speaker.report
    found = [
        speaker.say(
            "worse",
            metric=speaker.title(compared.figure),
            direction=speaker.term("directions", compared.change.direction.value),
            before=speaker.value(compared.change.before),
            now=speaker.value(compared.figure),
            difference=speaker.difference(compared.figure, compared.change),
        )
        for compared in report.headlines
        if compared.change.direction in {Direction.UP, Direction.DOWN}
    ]
    if not found:
        told = any(
            compared.change.direction is Direction.NO_CLEAR_CHANGE and compared.figure.value is not None
            for compared in report.headlines
        )
        found = [speaker.say("no_changes" if told else "cannot_tell")]
    confirmed = [product.sku for product in report.products if _is_confirmed(product.figure, report)]
    if confirmed:
        line = formats.share(report.threshold)
        found.append(
            speaker.say("confirmed", count=len(confirmed), threshold=line, skus=_listed(confirmed, speaker))
        )
    if report.causes:
        first = report.causes[0]
        name, share = speaker.term("cause_names", first.key or ""), formats.share(first.value or 0)
        found.append(
            speaker.say("top_cause", cause=name, share=share, count=formats.count(first.numerator or 0))
        )
    return found


def _is_confirmed(figure: Figure, report: WeeklyReport) -> bool:
    return figure.interval is not None and figure.interval.low > report.threshold


def _listed(names: Sequence[str], speaker: Speaker) -> str:
    return ("、" if speaker.language == "zh" else ", ").join(names)
