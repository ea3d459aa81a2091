"""Report files as rows: by header name, in the charset of the download, with quotes taken literally where they are inches."""

import codecs
import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from aftersales.records.errors import RejectedError

ROW_NUMBER = "filerow"
"""The first column of a piece of a file: where the row stood in the whole file."""
_CHARSET = re.compile(r"charset=\"?([\w.:-]+)", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LONGEST_CELL = 20  # lines; a cell in quotes that is not closed by then was no quoted cell, but inches
_ROW_CELLS = 200


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a report: `number` counts lines of the file from 1 (the header is 1), cells are under plain header names."""

    number: int
    cells: Mapping[str, str]
    complete: bool

    def get(self, *names: str) -> str:
        """Return the first of these columns that has a value, stripped; empty if none has."""
        return next((self.cells[name] for name in names if self.cells.get(name)), "")


def plain(header: str) -> str:
    """Reduce a header to its letters and digits, so that "Order ID", "order-id" and "A-to-z claim" have one spelling each."""
    return re.sub(r"[^0-9a-z]", "", header.lower())


def decoded(body: bytes, content_type: str = "") -> str:
    """Decode a file: by its byte-order mark, as UTF-8 if it is that, else in the download's charset, else as Windows-1252."""
    for mark, charset in _BOMS:
        if body.startswith(mark):
            return body.decode(charset, errors="replace")
    stated = _CHARSET.search(content_type)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        charset = stated[1] if stated and not stated[1].lower().startswith("utf") else "cp1252"
    try:
        return body.decode(charset, errors="replace")
    except LookupError:
        return body.decode("cp1252", errors="replace")


def rows(text: str, *known: str) -> Iterator[Row]:
    """Yield the rows below the header. RejectedError if there is no header with the columns `known` (plain names)."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    delimiter = "\t" if "\t" in lines[0] else max(",;", key=lines[0].count)
    header = [plain(cell) for cell in _cells(lines[0], delimiter)]
    missing = [name for name in known if name not in header]
    if missing:
        raise RejectedError("report_has_no_such_column", ", ".join(missing))
    at = 1
    while at < len(lines):
        number, at, cells = at + 1, at + 1, _cells(lines[at], delimiter)
        if not any(cells):
            continue
        if len(cells) < len(header) or _is_open(cells[-1]):
            at, cells = _joined(lines, at, cells, len(header), delimiter)
        stated = cells[0] if header[0] == ROW_NUMBER and cells[0].isdecimal() else ""
        yield Row(int(stated or number), dict(zip(header, cells, strict=False)), len(cells) >= len(header))


def _is_open(cell: str) -> bool:
    return cell.startswith('"') and cell.count('"') % 2 == 1


def _joined(lines: list[str], at: int, cells: list[str], width: int, delimiter: str) -> tuple[int, list[str]]:
    """A comment may hold line breaks inside quotes: go on to the line that closes them, or stay if none does."""
    if not any(_is_open(cell) for cell in cells):
        return at, cells
    text = lines[at - 1]
    for ahead in range(at, min(at + _LONGEST_CELL, len(lines))):
        if lines[ahead].count(delimiter) >= width - 1:
            break  # a whole row: the quote before it was none
        text += "\n" + lines[ahead]
        if text.count('"') % 2 == 0:
            longer = _cells(text, delimiter)
            return (ahead + 1, longer) if len(longer) >= width else (at, cells)
    return at, cells


def _cells(line: str, delimiter: str) -> list[str]:
    if delimiter == "\t":
        return [_unquoted(cell) for cell in line.split("\t")[:_ROW_CELLS]]
    try:
        record = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        record = line.split(delimiter)
    return [cell.strip() for cell in record[:_ROW_CELLS]]


def _unquoted(cell: str) -> str:
    cell = cell.strip(" ")
    # A lone quote is an inch mark (24"); only a pair around the whole cell is punctuation of the file.
    if len(cell) > 1 and cell.startswith('"') and cell.endswith('"') and cell.count('"') % 2 == 0:
        cell = cell[1:-1].replace('""', '"')
    return cell.strip()
