"""Foreign JSON is wild until a check tames it.

Each function takes what was found and gives a known type, or raises RejectedError with the field's name (never its content). The
`maybe_` forms take absence, null and empty text for None.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation

from aftersales.records.errors import RejectedError
from aftersales.records.money import Money

Wild = Mapping[str, object]
"""A JSON object whose values nobody has looked at yet."""

LARGEST_EXPONENT = 15


def load(body: bytes) -> object:
    """Parse JSON with exact numbers; RejectedError for anything else, however deep or long."""
    try:
        return json.loads(body, parse_float=Decimal, parse_constant=_no_constant)
    except (ValueError, RecursionError, InvalidOperation) as error:
        raise RejectedError("body_is_not_json") from error


def _no_constant(name: str) -> object:
    raise ValueError(name)


def obj(value: object, field: str) -> Wild:
    """Return a JSON object."""
    if not isinstance(value, dict):
        raise RejectedError("field_is_not_an_object", field)
    return value


def maybe_obj(value: object) -> Wild:
    """Return a JSON object; an empty one for anything else (PHP writes an empty object as [])."""
    return value if isinstance(value, dict) else {}


def objs(value: object) -> list[Wild]:
    """Return the objects of a list; an empty list for anything else."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def maybe_text(value: object) -> str | None:
    """Return text with lone surrogates replaced; numbers are taken as their digits (ids may be either)."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | Decimal):
        return str(value)
    if not isinstance(value, str):
        return None
    if not value.isascii():
        # A lone surrogate is legal JSON, but no database takes it.
        value = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return value.strip() or None


def text(value: object, field: str) -> str:
    """Return text that must be there, such as an id."""
    found = maybe_text(value)
    if found is None:
        raise RejectedError("field_is_missing", field)
    return found


def decimal(value: object) -> Decimal | None:
    """Return a finite number of sane size, from a number or its text; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        return None
    try:
        found = Decimal(value)
    except (InvalidOperation, ValueError):
        return None
    # "1e999999" is a legal number, and writing it out would take a megabyte.
    return found if found.is_finite() and abs(found.adjusted()) <= LARGEST_EXPONENT else None


def number(value: object) -> int:
    """Return a whole number of units; 0 for anything else."""
    found = decimal(value)
    return int(found) if found is not None else 0


def maybe_instant(value: object) -> datetime | None:
    """Read ISO 8601 as an aware time in UTC; without a zone it is taken for UTC. RejectedError where it is no time at all."""
    found = maybe_text(value)
    if found is None:
        return None
    try:
        moment = datetime.fromisoformat(found)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise RejectedError("time_is_not_iso_8601") from error


def instant(value: object, field: str) -> datetime:
    """Read a time that must be there."""
    found = maybe_instant(value)
    if found is None:
        raise RejectedError("field_is_missing", field)
    return found


def maybe_money(value: object, currency: str | None) -> Money | None:
    """Read an amount, a text or a number; None where it or its currency is missing."""
    amount = decimal(value)
    return Money.parse(amount, currency) if amount is not None and currency else None


def total(amounts: Iterable[Money | None], currency: str) -> Money:
    """Add amounts of one currency up; those that are not there count nothing."""
    return sum((amount for amount in amounts if amount), Money(minor=0, currency=currency))


def version(moment: datetime) -> str:
    """Write a time so that later is greater as text."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
