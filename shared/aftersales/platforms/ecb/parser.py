"""Daily reference rates, as the bank's data portal tells them in CSV (dataflow EXR, one row per currency and day)."""

from csv import DictReader
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from io import StringIO

from aftersales.deliveries.parsed import Parsed
from aftersales.deliveries.raw import RawDelivery
from aftersales.records.errors import RejectedError
from aftersales.records.exchange_rate import ExchangeRate
from aftersales.records.fact import Actor, Observation

COLUMNS = frozenset({"CURRENCY", "CURRENCY_DENOM", "TIME_PERIOD", "OBS_VALUE"})
PUBLISHED = time(15, tzinfo=UTC)
"""Rates come out about 16:00 in Frankfurt; what is summer time there does not matter for a day's rate."""


def parse(delivery: RawDelivery) -> Parsed:
    """Read a table of rates; a row that is none is told by its number, the others stand."""
    try:
        rows = DictReader(StringIO(delivery.body.decode("utf-8-sig"), newline=""))
        missing = COLUMNS - set(rows.fieldnames or ())
    except UnicodeDecodeError as error:
        raise RejectedError("body_is_not_utf8") from error
    if missing:
        raise RejectedError("columns_are_missing", " ".join(sorted(missing)))
    found: list[Observation] = []
    rejected: list[str] = []
    for number, row in enumerate(rows, start=2):
        # A holiday is a row without a value; rates against other currencies than the euro are other tables.
        if row["CURRENCY_DENOM"] != "EUR" or not row["OBS_VALUE"]:
            continue
        try:
            found.append(_rate(row, delivery.store))
        except (ValueError, TypeError, InvalidOperation):
            rejected.append(f"row {number}: rate_is_not_a_number")
    return Parsed(tuple(found), None if found or rejected else "no rates since then", tuple(rejected))


def _rate(row: dict[str, str], store: str) -> Observation:
    day, per_euro = date.fromisoformat(row["TIME_PERIOD"]), Decimal(row["OBS_VALUE"])
    if not per_euro.is_finite() or per_euro <= 0:
        raise ValueError
    record = ExchangeRate(
        store=store,
        key=f"{row['CURRENCY']}@{day}",
        currency=row["CURRENCY"],
        day=day,
        per_euro=per_euro,
        source="ecb",
    )
    at = datetime.combine(day, PUBLISHED)
    return Observation(record=record, occurred_at=at, version=at.isoformat(), actor=Actor.SYSTEM)
