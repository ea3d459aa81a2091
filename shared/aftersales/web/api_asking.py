"""What programs ask of the figures: the console's own names, so that an address of one can be asked of the other."""

from typing import Annotated, Literal

from pydantic import Field

from aftersales.desk.questions import Question, read_question
from aftersales.metrics.figure import Filters
from aftersales.metrics.period import Kind, Period, containing
from aftersales.records.errors import RejectedError
from aftersales.records.record import Instant, Record

MOST_ROWS = 500
FURTHEST = 9_999_999
_MOST_PERIODS = 400
_Text = Annotated[str | None, Field(default=None, max_length=200)]
Dimension = Literal["part", "sku", "store", "market", "platform", "channel", "agent", "cause", "carrier"]


class Asked(Record):
    """A period and filters.

    `period` is 2026-11-20, 2026-W47, 2026-11, 2026-Q4 or 2026-08-18..2026-11-15; or `from` and `to`, both included. Without
    either, the last whole week.
    """

    period: _Text
    week: _Text
    first: str | None = Field(default=None, alias="from", max_length=10)
    to: str | None = Field(default=None, max_length=10)
    against: Literal["previous", "year"] = "previous"
    part: _Text
    sku: _Text
    store: _Text
    market: _Text
    platform: _Text
    channel: _Text
    agent: _Text
    cause: _Text
    carrier: _Text

    @classmethod
    def names(cls) -> frozenset[str]:
        """Return the names that a query may hold."""
        return frozenset(field.alias or name for name, field in cls.model_fields.items())

    def question(self, now: Instant, zone: str) -> Question:
        """Read it the way the console reads its address."""
        names = ("period", "week", "to", "against", *Filters.model_fields)
        given = {name: text for name in names if (text := getattr(self, name))}
        return read_question(given | ({"from": self.first} if self.first else {}), now, zone)


class AskedLines(Asked):
    """Which metrics (repeat `metric`), by what, how finely, and how many parts of each at most."""

    metric: list[str] = Field(min_length=1, max_length=60)
    by: Dimension | None = None
    grain: Literal["day", "week", "month", "quarter"] | None = None
    top: int = Field(default=100, ge=1, le=1000)


class AskedRows(Asked):
    """A page of records."""

    offset: int = Field(default=0, ge=0, le=FURTHEST)
    limit: int = Field(default=100, ge=1, le=MOST_ROWS - 1)


class AskedMovers(Asked):
    """Whose parts are ranked."""

    metric: str = "return_rate.units.by_order"
    by: Dimension = "sku"


def periods_of(period: Period, grain: str | None) -> list[Period]:
    """Return the days, weeks, months or quarters that begin within a period; the period itself without a grain."""
    if grain is None:
        return [period]
    one = containing(Kind(grain), period.first, period.zone)
    if one.first < period.first:
        one = one.following
    found: list[Period] = []
    while one.first < period.last:
        found.append(one)
        one = one.following
        if len(found) > _MOST_PERIODS:
            raise RejectedError(
                "too_many_lines",
                f"more than {_MOST_PERIODS} {grain}s: choose a shorter period or a coarser grain",
            )
    return found
