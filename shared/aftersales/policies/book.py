"""Rules of platforms and markets as dated rows: none of their numbers stands in code."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from aftersales.records.record import Record

EVERY_MARKET = "*"


class Policy(Record):
    """One rule: `days` of a platform in a market (or in every one), from where and when we have it, and from when to when it holds.

    `about` is the kind of record that it concerns. `valid_from` is the first day, `valid_until` the first day on which it holds no
    longer; None is open: as far back as we know, or until further notice.
    """

    name: str
    platform: str
    market: str
    about: str
    days: int
    source: str
    address: str
    read_on: date
    valid_from: date | None = None
    valid_until: date | None = None

    @property
    def span(self) -> timedelta:
        """The days as a span of time."""
        return timedelta(days=self.days)

    def holds(self, platform: str, market: str | None, on: date) -> bool:
        """Whether it applies to a platform's market on a day."""
        return (
            self.platform == platform
            and self.market in {EVERY_MARKET, market}
            and (self.valid_from is None or self.valid_from <= on)
            and (self.valid_until is None or on < self.valid_until)
        )


@cache
def book() -> tuple[Policy, ...]:
    """Return every rule that we know."""
    return read(files("aftersales.policies").joinpath("rows.tsv").read_text("utf-8"))


def read(table: str) -> tuple[Policy, ...]:
    """Read rules from a table with tabs; empty cells are open."""
    head, *lines = [line.split("\t") for line in table.splitlines() if line.strip()]
    rows: list[dict[str, Any]] = [
        {name: cell for name, cell in zip(head, line, strict=True) if cell} for line in lines
    ]
    return tuple(Policy.model_validate(row) for row in rows)


def in_force(
    name: str, platform: str, market: str | None, on: date, rows: Sequence[Policy] | None = None
) -> Policy:
    """Return the rule of that name in force on a day; a market's own goes before that of every market. LookupError if none is."""
    known = book() if rows is None else rows
    found = [row for row in known if row.name == name and row.holds(platform, market, on)]
    if not found:
        raise LookupError(f"no rule {name} of {platform} in {market} on {on}")
    return min(found, key=lambda row: row.market == EVERY_MARKET)


def applying(platform: str, about: str, market: str | None, on: date) -> list[Policy]:
    """Return every rule that concerns a kind of record on a day, in the order of the book."""
    names = dict.fromkeys(
        row.name for row in book() if row.about == about and row.holds(platform, market, on)
    )
    return [in_force(name, platform, market, on) for name in names]
