"""Sets of goods as people type them."""

from collections.abc import Mapping
from datetime import UTC, datetime

from aftersales.desk.calendars import read_day
from aftersales.desk.listed import Listed
from aftersales.records.bundle import Bundle
from aftersales.records.errors import RejectedError
from aftersales.records.zones import midnight

MOST_PARTS = 50
LONGEST_SKU = 120
MOST_DIGITS = 4
"""Of how often a part is in a set."""
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def read_bundle(form: Mapping[str, str], zone: str) -> Bundle:
    """Read `sku`, `since` (a day in `zone`; empty: always) and `parts`, one a line as `SKU x 2`.

    RejectedError `since_unknown`, `sku_missing`, `parts_unclear` (its detail is the line).
    """
    sku = form.get("sku", "").strip()[:LONGEST_SKU]
    if not sku:
        raise RejectedError("sku_missing")
    parts: dict[str, int] = {}
    for number, line in enumerate(form.get("parts", "").splitlines(), start=1):
        if line.strip():
            part, count = _part(line.strip(), number)
            parts[part] = parts.get(part, 0) + count
    if not parts or len(parts) > MOST_PARTS or sku in parts:
        raise RejectedError("parts_unclear", "1")
    day = form.get("since", "").strip()
    since = midnight(read_day(day, "since_unknown"), zone) if day else _LONG_AGO
    return Bundle(sku=sku, since=since, parts=parts)


def bundle_id(bundle: Bundle) -> str:
    """Name a set by its SKU and since when."""
    return f"{bundle.since:%Y-%m-%dT%H:%M}|{bundle.sku}"


BUNDLES = Listed[Bundle](
    field="bundles", kind="bundle", most=500, name_of=bundle_id, order=lambda one: (one.sku, one.since)
)


def _part(line: str, number: int) -> tuple[str, int]:
    name, mark, count = line.replace("×", " x ").replace("*", " x ").rpartition(" x ")
    if not mark:
        name, count = line, "1"
    count = count.strip()
    is_number = count.isascii() and count.isdecimal() and len(count) <= MOST_DIGITS
    if not (name.strip() and is_number and int(count)):
        raise RejectedError("parts_unclear", str(number))
    return name.strip()[:LONGEST_SKU], int(count)
