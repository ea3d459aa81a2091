"""Cutting a report into deliveries of a size that one function call digests. The rows of one order stay together."""

from collections.abc import Iterator, Mapping, Sequence

from aftersales.platforms.amazon.dates import order_of
from aftersales.platforms.amazon.nameless import key_in_place_of
from aftersales.platforms.amazon.reports import REPORTS, grouped
from aftersales.platforms.amazon.tabular import ROW_NUMBER, Row, decoded, rows
from aftersales.records.errors import RejectedError

ORDERS_PER_PIECE = 10
_ADDRESS = "rateremail"


def pieces(
    name: str, body: bytes, headers: Mapping[str, str]
) -> Iterator[tuple[bytes, Mapping[str, str], int]]:
    """Yield pieces of a report file: body, headers and number of rows.

    A piece is UTF-8 with tabs and names no person; its rows keep their numbers in the whole file, and what the whole file tells
    (the order of day and month) goes along as a header. RejectedError if the file is not a report of that type.
    """
    if name not in REPORTS:
        raise RejectedError("unknown_report", name[:60])
    report = REPORTS[name]
    text = decoded(body, headers.get("content-type", ""))
    groups = grouped(rows(text, report.order, report.date), report.order)
    order = headers.get("date-order") or order_of(row.get(report.date) for group in groups for row in group)
    kept = {
        **headers,
        "content-type": "text/tab-separated-values; charset=utf-8",
        **({"date-order": order} if order else {}),
    }
    for start in range(0, len(groups), ORDERS_PER_PIECE):
        part = [row for group in groups[start : start + ORDERS_PER_PIECE] for row in group]
        yield _written(part), kept, len(part)


def _written(part: Sequence[Row]) -> bytes:
    header = [name for name in max((row.cells for row in part), key=len) if name != ROW_NUMBER]
    lines = ["\t".join((ROW_NUMBER, *header))]
    lines += [
        "\t".join((str(row.number), *(_told(name, row.cells[name]) for name in header if name in row.cells)))
        for row in part
    ]
    return "\n".join(lines).encode("utf-8", "replace")


def _told(name: str, text: str) -> str:
    return key_in_place_of(text) if name == _ADDRESS else _cell(text)


def _cell(text: str) -> str:
    if "\n" in text or "\t" in text or text.startswith('"'):
        text = '"' + text.replace('"', '""').replace("\t", " ") + '"'
    return text
