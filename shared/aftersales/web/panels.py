"""What a dashboard's figures look like: headlines, lines, bars, hours and scorecards, each with its table and its addresses.

A panel is drawn twice: by the server as SVG, which every reader has at once, and by Vega from the specification beside it, which a
browser with scripts puts in its place.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from json import dumps
from urllib.parse import urlencode

from aftersales.desk.insight import Marks, Parts
from aftersales.desk.questions import Question
from aftersales.metrics import bar_charts, trend_chart
from aftersales.metrics.catalogue import contract
from aftersales.metrics.chart_style import TOKENS, Hints
from aftersales.metrics.compare import Change, Compared
from aftersales.metrics.contract import Contract, Form
from aftersales.metrics.figure import Figure
from aftersales.metrics.quotes import Quote
from aftersales.web.charts import Bar, IntervalBar, Trend, bars, interval_bar, trend
from aftersales.web.heat import Heat, heat
from aftersales.web.part_names import PartNames
from aftersales.web.values import Values

_WHOLE_WIDTH = "container"


@dataclass(frozen=True, slots=True)
class Headline:
    """A figure with its change, its interval as a bar, its contract, and the address of its rows."""

    figure: Figure
    change: Change
    bar: IntervalBar | None
    contract: Contract
    address: str


@dataclass(frozen=True, slots=True)
class Line:
    """A figure with what it is called and where its rows are; a line of a panel's table."""

    figure: Figure
    name: str
    address: str
    bar: Bar | None = None
    quotes: Sequence[Quote] = ()
    expected: float | None = None
    """Of a person: what the team reaches with the same mix of causes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A chart with its contract, its table's lines and the specification that Vega draws it from (JSON)."""

    id: str
    contract: Contract
    head: str
    lines: Sequence[Line]
    spec: str = ""
    trend: Trend | None = None
    heat: Heat | None = None
    unknown: Figure | None = None
    is_by: bool = False
    """Whether the title has to say by what the metric is split."""

    @property
    def has_intervals(self) -> bool:
        """Whether any of its figures has an interval."""
        return any(line.figure.interval for line in self.lines)

    @property
    def is_young(self) -> bool:
        """Whether later facts are expected to move any of its figures."""
        return any(line.figure.maturity for line in self.lines)

    @property
    def has_few(self) -> bool:
        """Whether any of its figures rests on too few records to be judged."""
        return any(line.figure.value is not None and not line.figure.enough for line in self.lines)

    @property
    def has_quotes(self) -> bool:
        """Whether any line carries customers' words."""
        return any(line.quotes for line in self.lines)


@dataclass(frozen=True, slots=True)
class Card:
    """A scorecard: metrics across, values of a dimension down; `unranked` rest on too few cases."""

    head: str
    minimum: int
    contracts: Sequence[Contract]
    ranked: Sequence[tuple[str, Sequence[tuple[Line | None, IntervalBar | None]]]]
    unranked: Sequence[tuple[str, Sequence[tuple[Line | None, IntervalBar | None]]]]


@dataclass(frozen=True, slots=True)
class Painter:
    """Makes panels for one reader and one question."""

    question: Question
    values: Values
    names: PartNames

    def headline(self, line: Compared) -> Headline:
        """Lay out a headline figure."""
        figure = line.figure
        return Headline(
            figure, line.change, interval_bar(figure), contract(figure.metric), self.rows(figure.metric)
        )

    def over_time(self, figures: Sequence[Figure]) -> Panel:
        """Lay out a line over time; `figures` has at least one."""
        metric = figures[0].metric
        lines = [
            Line(figure, self._when(figure), self.rows(metric, period=figure.period.label))
            for figure in figures
        ]
        drawn = trend(figures)
        return Panel(
            id=f"trend-{_slug(metric)}",
            contract=contract(metric),
            head=self.names.texts.gettext("Period"),
            lines=lines,
            trend=drawn,
            spec=dumps(
                trend_chart.trend(figures, TOKENS, width=_WHOLE_WIDTH, hints=self._hints(lines)),
                ensure_ascii=False,
            )
            if drawn
            else "",
        )

    def by_part(self, parts: Parts) -> Panel:
        """Lay out a metric by its parts."""
        metric, by = parts.split.metric, parts.split.by
        drawn = {bar.figure.key: bar for bar in bars(parts.figures)}
        lines = [
            Line(
                figure,
                self.names.alone(figure.key) if by == "cause" else self.names.of(by, figure.key or ""),
                self._part_rows(metric, by, figure.key),
                drawn.get(figure.key),
                parts.quotes.get(figure.key or "", ()),
            )
            for figure in parts.figures
        ]
        names = [line.name for line in lines]
        spec = bar_charts.shares(
            parts.figures, names, TOKENS, width=_WHOLE_WIDTH, hints=self._hints(lines, counted=True)
        )
        return Panel(
            id=f"{by}-{_slug(metric)}",
            contract=contract(metric),
            head=self.names.head(metric, by),
            lines=lines,
            spec=dumps(spec, ensure_ascii=False) if drawn else "",
            unknown=parts.unknown,
            is_by=not (contract(metric).form is Form.SHARE and by in {"part", "cause"}),
        )

    def by_hour(self, metric: str, figures: Sequence[Figure]) -> Panel:
        """Lay out counts by weekday and hour."""
        return Panel(
            id=f"hours-{_slug(metric)}",
            contract=contract(metric),
            head="",
            lines=[],
            heat=heat(figures, self.question.period, self.values.formats),
        )

    def scorecard(self, marks: Marks) -> Card:
        """Lay out a scorecard."""
        by = marks.scorecard.by
        return Card(
            self.names.dimension(by),
            marks.scorecard.minimum,
            [contract(name) for name in marks.metrics],
            self._marked(marks, marks.ranked),
            self._marked(marks, marks.unranked),
        )

    def rows(self, metric: str, **changes: str | None) -> str:
        """Return the address of the rows behind a metric."""
        return f"/figures/{metric}?{urlencode(self.question.fields(**changes))}"

    def _marked(
        self, marks: Marks, lines: Mapping[str, Mapping[str, Figure]]
    ) -> list[tuple[str, list[tuple[Line | None, IntervalBar | None]]]]:
        name = self.names.of
        return [
            (
                name(marks.scorecard.by, key),
                [self._mark(line.get(metric), marks, key) for metric in marks.metrics],
            )
            for key, line in lines.items()
        ]

    def _mark(self, figure: Figure | None, marks: Marks, key: str) -> tuple[Line | None, IntervalBar | None]:
        if figure is None:
            return None, None
        by = marks.scorecard.by
        usual = marks.expected.get((key, figure.metric))
        line = Line(figure, self.names.of(by, key), self.rows(figure.metric, **{by: key}), expected=usual)
        return line, interval_bar(figure)

    def _part_rows(self, metric: str, by: str, key: str | None) -> str:
        if by == "cause" and key and "." not in key:
            return self.rows(metric, cause=f"{key}.")
        is_cause = by == "part" and "cause" in metric
        return self.rows(metric, **{"cause" if is_cause else by: key})

    def _when(self, figure: Figure) -> str:
        return self.values.formats.period(figure.period)

    def _hints(self, lines: Iterable[Line], *, counted: bool = False) -> Hints:
        listed = list(lines)
        texts = [
            self.values.of(line.figure) + (f"  {self.values.briefly(line.figure)}" if counted else "")
            for line in listed
        ]
        return Hints(
            labels=tuple(line.name for line in listed),
            texts=tuple(texts),
            tips=tuple(self._tip(line) for line in listed),
            links=tuple(line.address for line in listed),
        )

    def _tip(self, line: Line) -> str:
        figure = line.figure
        said = [one for one in (line.name, self.values.of(figure), self.values.counted(figure)) if one]
        if figure.interval:
            said.insert(2, self.names.texts.gettext("95 %% interval") % () + f" {self.values.range(figure)}")
        if figure.provisional:
            said.append(self.names.texts.gettext("provisional"))
        return "\n".join(said)


def _slug(metric: str) -> str:
    return metric.replace(".", "-").replace("_", "-")
