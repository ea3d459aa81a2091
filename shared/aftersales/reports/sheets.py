"""Tables to hand out. No text in a cell is ever a formula, whoever wrote it and whichever program opens it."""

import csv
import re
from datetime import datetime
from io import StringIO

from aftersales.records.record import Record

Cell = str | int | float | None | datetime

# What a program may take for the beginning of a formula: ASCII, full-width, small, raised and lowered forms, as some fold them.
_SIGNS = "=＝﹦⁼₌+＋﹢⁺₊\ufb29\\-－﹣@＠﹫"
# Blanks, controls and marks without width: a program may drop them and compute what follows.
_UNSEEN = "\\s\\x00-\\x1f\\x7f-\\xa0\\xad\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff"
_FORMULA = re.compile(f"[{_UNSEEN}]*[{_SIGNS}]|[\t\r\n]")
# A whole run of separators and blanks before a sign: looked at once, for a text may be nothing but line breaks.
_BEFORE_SIGN = re.compile(f"(?<![;|{_UNSEEN}])[;|{_UNSEEN}]+(?=[{_SIGNS}])")
_SEPARATORS = frozenset(";|\t\r\n")


class Sheet(Record):
    """A table: its name, its column titles, its rows."""

    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def safe(text: str) -> str:
    """Return a text that no spreadsheet computes: one that could be taken for a formula gets an apostrophe in front."""
    return f"'{text}" if _FORMULA.match(text) else text


def safe_cell(value: Cell) -> Cell:
    """Return a cell whose text is safe; numbers stay numbers."""
    return safe(value) if isinstance(value, str) else value


def to_csv(sheet: Sheet) -> bytes:
    """Write a table as CSV with the mark that tells Excel it is UTF-8.

    Where Excel splits at semicolons or tabs, the quotes around a cell do not hold: what follows a separator is made safe too.
    """
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow([_piecewise(title) for title in sheet.head])
    writer.writerows([_piecewise(cell) for cell in row] for row in sheet.rows)
    return ("\ufeff" + out.getvalue()).encode()


def _piecewise(cell: Cell) -> Cell:
    return safe(_BEFORE_SIGN.sub(_blunted, cell)) if isinstance(cell, str) else cell


def _blunted(run: re.Match[str]) -> str:
    return f"{run[0]}'" if _SEPARATORS & {*run[0]} else run[0]
