"""CSV for spreadsheets, safe to open: no cell of a customer's making is ever a formula."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from aftersales.web.http import Response

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_MARK = "\ufeff"  # tells Excel that the file is UTF-8


def cell(value: object) -> str:
    """Return a value as a cell. A text that a spreadsheet would compute gets an apostrophe in front; numbers stay numbers."""
    if value is None:
        return ""
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text


def csv_file(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    """Answer with a CSV file for download; `name` has no suffix."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([cell(title) for title in head])
    writer.writerows([cell(value) for value in row] for row in rows)
    safe = "".join(letter if letter.isalnum() or letter in "-_." else "-" for letter in name)
    headers = {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": f'attachment; filename="{safe}.csv"',
    }
    return Response(body=(_MARK + out.getvalue()).encode(), headers=headers)
