"""Who sees whose name in figures: analysts, managers and administrators everybody's; others their own, and colleagues by number.

A number says that two records are of one person and not of whom; it is the same for all readers and pages as long as the team is.
It keeps names off screens and out of files, yet is no secret from a colleague who would reckon: the team knows its addresses.
Reports, which strangers may open, are numbered by a secret (`reports/tables.py`).
Cases show who works on them to everybody: that is work in common, and no measure of a person.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from aftersales.metrics.anonymous import NUMBERED, numbered
from aftersales.metrics.figure import RecordRow
from aftersales.records.workspace import Member

FORMER = "former-colleague"
"""Whoever is a member no more: all of them are one, so that leaving makes nobody known by elimination."""


@dataclass(frozen=True, slots=True)
class Colleagues:
    """People as one reader may see them; `numbers` count them from 1 in an order that says nothing about them."""

    reader: Member | None
    sees_all: bool
    numbers: Mapping[str, int] = field(default_factory=dict)

    def key(self, email: str | None) -> str | None:
        """Return how a program reads a person: the address, or `colleague-3`."""
        if email is None or self.sees_all or self.is_reader(email):
            return email
        number = self.numbers.get(email.lower())
        return f"{NUMBERED}{number}" if number else FORMER

    def is_reader(self, email: str) -> bool:
        """Whether it is the reader's own."""
        return self.reader is not None and email.lower() == self.reader.email.lower()

    def row(self, row: RecordRow) -> RecordRow:
        """Return a record as the reader may see it."""
        return row if self.key(row.agent) == row.agent else row.having(agent=self.key(row.agent))

    def rows(self, rows: Iterable[RecordRow]) -> list[RecordRow]:
        """Return records as the reader may see them."""
        return [self.row(one) for one in rows]


def colleagues(reader: Member, members: Sequence[Member]) -> Colleagues:
    """Return people as a member of their workspace may see them."""
    numbers = numbered([one.email for one in members], reader.workspace.encode())
    return Colleagues(reader, reader.role.sees_people, numbers)


def everybody() -> Colleagues:
    """Return people as a program sees them whose token a manager has made."""
    return Colleagues(None, sees_all=True)
