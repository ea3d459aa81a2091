"""Tables as a workbook: real tables that can be sorted and filtered, and no live formula in it."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

import xlsxwriter

from aftersales.reports.sheets import Cell, Sheet, safe, safe_cell

_WIDEST = 60
_LONGEST_CELL = 32_767
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd hh:mm",
}


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """Write sheets as an XLSX file, each as one table with a frozen head."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, _OPTIONS) as book:
        for number, sheet in enumerate(sheets):
            page = book.add_worksheet(sheet.name[:31])
            page.freeze_panes(1, 0)
            rows = [[_written(cell) for cell in row] for row in sheet.rows]
            page.add_table(
                0,
                0,
                max(len(rows), 1),
                len(sheet.head) - 1,
                {
                    "name": f"Table{number + 1}",
                    "columns": [{"header": safe(title)} for title in sheet.head],
                    "data": rows,
                    "style": "Table Style Light 1",
                },
            )
            for place, title in enumerate(sheet.head):
                longest = max((len(str(row[place])) for row in rows[:200]), default=0)
                page.set_column(place, place, min(_WIDEST, max(10, len(title) + 4, longest + 2)))
    return out.getvalue()


def _written(cell: Cell) -> Cell:
    # Excel knows no zones: moments are handed over in UTC, which the column's title says.
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=None)
    written = safe_cell(cell)
    return written[:_LONGEST_CELL] if isinstance(written, str) else written
