"""Tables for download: CSV and workbooks, safe to open by the same rule as those of the reports."""

from collections.abc import Callable, Iterable, Sequence

from aftersales.reports.sheets import Cell, Sheet, safe, to_csv
from aftersales.web.http import Response

Workbook = Callable[[Sequence[Sheet]], bytes]
"""Writes sheets as an XLSX file; wiring brings it, since its library is loaded only where somebody asks for one."""

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST_NAME = 31
"""Excel's limit of a sheet's name."""


def cell(value: object) -> str:
    """Return a value as a cell's text; a text that a spreadsheet would compute gets an apostrophe in front."""
    if value is None:
        return ""
    return safe(value) if isinstance(value, str) else str(value)


def csv_file(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    """Answer with a CSV file for download; `name` has no suffix."""
    return _download(to_csv(_sheet(name, head, rows)), "text/csv; charset=utf-8", f"{_plain(name)}.csv")


def xlsx_file(
    workbook: Workbook, name: str, head: Sequence[str], rows: Iterable[Sequence[object]]
) -> Response:
    """Answer with a workbook of one table for download; `name` has no suffix."""
    return _download(workbook([_sheet(name, head, rows)]), _XLSX, f"{_plain(name)}.xlsx")


def _sheet(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> Sheet:
    made = tuple(tuple(_cell(value) for value in row) for row in rows)
    return Sheet(name=_plain(name)[:_LONGEST_NAME], head=tuple(head), rows=made)


def _cell(value: object) -> Cell:
    return value if value is None or isinstance(value, int | float) else str(value)


def _plain(name: str) -> str:
    return "".join(letter if letter.isalnum() or letter in "-_." else "-" for letter in name)


def _download(body: bytes, content_type: str, name: str) -> Response:
    headers = {
        "content-type": content_type,
        "content-disposition": f'attachment; filename="{name}"',
    }
    return Response(body=body, headers=headers)
