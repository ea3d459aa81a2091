"""The one shape of every report: a head and sections, each made of figures and records. Pages, letters and files follow from it."""

from typing import Annotated, Literal

from pydantic import Field

from aftersales.metrics.compare import Change, Compared
from aftersales.metrics.figure import Figure, Filters, Maturity, RecordRow
from aftersales.metrics.period import Period
from aftersales.metrics.quotes import Quote
from aftersales.metrics.ranking import RankedProduct
from aftersales.records.record import Instant, Record
from aftersales.records.report import ReportKind
from aftersales.records.restatement import Restatement
from aftersales.records.taxonomy import OwnCause


class Order(Record):
    """Which report is wanted: its kind, its product or supplier where it needs one, and what it is narrowed to."""

    kind: ReportKind
    subject: str = ""
    filters: Filters = Filters()


class Note(Record):
    """A sentence of the catalogue (`text`) that a figure fills in."""

    text: str
    figure: Figure


class Line(Record):
    """A figure with what became of it: against the period before, and against the year before where that is asked."""

    figure: Figure
    change: Change | None = None
    year: Change | None = None
    filters: Filters = Filters()
    note: Note | None = None


class Headlines(Record):
    """The figures that matter most, as cards."""

    form: Literal["headlines"] = "headlines"
    title: str = "headlines"
    lines: tuple[Line, ...]


class Trend(Record):
    """One metric over a run of periods, oldest first."""

    form: Literal["trend"] = "trend"
    title: str = "trend"
    lines: tuple[Line, ...]
    note: Note | None = None


class Parts(Record):
    """A whole and its parts. `names` is the catalogue's table of their names; `rest` is how many have none; large ones are drawn.

    `of` names the product that a section is about, in a report of several.
    """

    form: Literal["parts"] = "parts"
    title: str
    lines: tuple[Line, ...]
    of: str = ""
    names: str = ""
    rest: int = 0
    is_large: bool = False


class Products(Record):
    """The products most surely returned over `period`."""

    form: Literal["products"] = "products"
    title: str = "products"
    period: Period
    ranked: tuple[RankedProduct, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """The products' rates."""
        return tuple(Line(figure=one.figure, filters=Filters(sku=one.sku)) for one in self.ranked)


class Spoken(Record):
    """A cause, how often it came up, and what customers said about it."""

    cause: str
    line: Line
    quotes: tuple[Quote, ...]


class Voices(Record):
    """What customers said, by cause."""

    form: Literal["voices"] = "voices"
    title: str = "top_causes"
    of: str = ""
    causes: tuple[Spoken, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """The causes' figures."""
        return tuple(spoken.line for spoken in self.causes)


class More(Record):
    """Further figures, a line each."""

    form: Literal["more"] = "more"
    title: str = "more"
    lines: tuple[Line, ...]


class Breakdown(Record):
    """Several metrics side by side: a row per value of the dimension `by`, a column per metric; a missing figure is a dash."""

    form: Literal["breakdown"] = "breakdown"
    title: str
    by: str
    metrics: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The rows in their order."""
        return tuple(dict.fromkeys(line.figure.key or "" for line in self.lines))


class Movers(Record):
    """Where a figure moved most against the period before, surest first."""

    form: Literal["movers"] = "movers"
    title: str = "movers"
    by: str
    lines: tuple[Line, ...]


class Opened(Record):
    """A record behind a figure, with the metric that counts it."""

    metric: str
    row: RecordRow


class Evidence(Record):
    """Records of a claim, one row each; `left` is how many more lie in the workbook or the console."""

    form: Literal["evidence"] = "evidence"
    title: str = "evidence"
    of: str = ""
    rows: tuple[Opened, ...]
    left: int = 0
    lines: tuple[Line, ...] = ()


class Restated(Record):
    """What later facts, or a changed setting, made of the weeks before: their report stays as it was, here is what counts now."""

    form: Literal["restated"] = "restated"
    title: str = "restated"
    changed: tuple[Restatement, ...]
    lines: tuple[Line, ...] = ()


Section = Annotated[
    Headlines | Trend | Parts | Products | Voices | More | Breakdown | Movers | Evidence | Restated,
    Field(discriminator="form"),
]


class Report(Record):
    """A report of one workspace and period, as known at `made_at`.

    `opened` says which records its workbook lists: those behind a metric, narrowed by filters. `threshold` is a share.
    """

    workspace: str
    name: str
    zone: str
    language: str
    order: Order
    period: Period
    made_at: Instant
    threshold: float
    minimum_units: int
    own_causes: tuple[OwnCause, ...] = ()
    currency: str = "USD"
    sections: tuple[Section, ...]
    opened: tuple[tuple[str, Filters], ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every figure that it shows, in order."""
        return tuple(line for section in self.sections for line in section.lines)

    @property
    def headlines(self) -> tuple[Line, ...]:
        """The figures at its top."""
        return tuple(
            line for section in self.sections if isinstance(section, Headlines) for line in section.lines
        )

    @property
    def maturity(self) -> tuple[Maturity, ...]:
        """Every reason for which a headline figure may still move."""
        marks = {mark for line in self.headlines for mark in line.figure.maturity}
        return tuple(mark for mark in Maturity if mark in marks)


def line(compared: Compared, **more: object) -> Line:
    """Return a figure with its change as a line."""
    return Line(figure=compared.figure, change=compared.change).having(**more)
