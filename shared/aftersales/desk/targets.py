"""Service targets and sets of goods as people type them."""

from collections.abc import Mapping
from datetime import UTC, datetime, time

from pydantic import ValidationError

from aftersales.desk.calendars import read_day
from aftersales.metrics.period import midnight
from aftersales.records.bundle import Bundle
from aftersales.records.errors import RejectedError
from aftersales.records.target import ServiceTarget
from aftersales.records.workspace import Settings

MOST_TARGETS = 60
MOST_BUNDLES = 500
MOST_PARTS = 50
LONGEST_SKU = 120
MOST_DIGITS = 4
"""Of how often a part is in a set."""
LONGEST_TARGET = 24 * 365
"""Hours."""


def read_target(form: Mapping[str, str], zone: str) -> ServiceTarget:
    """Read `since` (a day in `zone`), `promise`, `hours`, `clock`, and what narrows it: `platform`, `channel`, `market`.

    RejectedError `since_unknown`, `hours_unclear`, `target_unclear`.
    """
    narrowing = {name: form.get(name, "").strip()[:40] or None for name in ("platform", "channel", "market")}
    values = {
        "promise": form.get("promise"),
        "clock": form.get("clock"),
        "priority": _priority(form),
        **narrowing,
    }
    since = midnight(read_day(form.get("since", ""), "since_unknown"), zone)
    try:
        return ServiceTarget.model_validate(
            {**values, "since": since, "hours": _hours(form.get("hours", ""))}
        )
    except ValidationError as error:
        raise RejectedError("target_unclear") from error


def with_target(settings: Settings, target: ServiceTarget, instead_of: str = "") -> Settings:
    """Put a target among the others, in place of `instead_of` and of one for the same from the same moment.

    RejectedError `too_many_targets`, or `unknown_target` where that one is gone.
    """
    others = without_target(settings, instead_of) if instead_of else settings
    kept = [one for one in others.targets if target_id(one) != target_id(target)]
    if len(kept) >= MOST_TARGETS:
        raise RejectedError("too_many_targets")
    return others.having(targets=tuple(sorted([*kept, target], key=_order)))


def without_target(settings: Settings, name: str) -> Settings:
    """Take a target away; RejectedError `unknown_target`."""
    kept = tuple(one for one in settings.targets if target_id(one) != name)
    if len(kept) == len(settings.targets):
        raise RejectedError("unknown_target")
    return settings.having(targets=kept)


def target_id(target: ServiceTarget) -> str:
    """Name a target by what it is about and since when: there is one for each."""
    about = ",".join(f"{name}={value}" for name, value in target.narrowing.items())
    return f"{target.promise}|{about}|{target.since:%Y-%m-%dT%H:%M}"


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
    since = (
        midnight(read_day(day, "since_unknown"), zone) if day else datetime.combine(_LONG_AGO, time(), UTC)
    )
    return Bundle(sku=sku, since=since, parts=parts)


def with_bundle(settings: Settings, bundle: Bundle, instead_of: str = "") -> Settings:
    """Put a set among the others, in place of `instead_of` and of the one of that SKU since that moment.

    RejectedError `too_many_bundles`, or `unknown_bundle` where that one is gone.
    """
    others = without_bundle(settings, instead_of) if instead_of else settings
    kept = [one for one in others.bundles if bundle_id(one) != bundle_id(bundle)]
    if len(kept) >= MOST_BUNDLES:
        raise RejectedError("too_many_bundles")
    return settings.having(bundles=tuple(sorted([*kept, bundle], key=lambda one: (one.sku, one.since))))


def without_bundle(settings: Settings, name: str) -> Settings:
    """Take a set away; RejectedError `unknown_bundle`."""
    kept = tuple(one for one in settings.bundles if bundle_id(one) != name)
    if len(kept) == len(settings.bundles):
        raise RejectedError("unknown_bundle")
    return settings.having(bundles=kept)


def bundle_id(bundle: Bundle) -> str:
    """Name a set by its SKU and since when."""
    return f"{bundle.since:%Y-%m-%dT%H:%M}|{bundle.sku}"


_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC).date()


def _order(target: ServiceTarget) -> tuple[str, str, datetime]:
    return target.promise, str(target.narrowing), target.since


def _hours(text: str) -> float:
    try:
        hours = float(text.strip().replace(",", "."))
    except ValueError as error:
        raise RejectedError("hours_unclear") from error
    if not 0 < hours <= LONGEST_TARGET:
        raise RejectedError("hours_unclear")
    return hours


def _priority(form: Mapping[str, str]) -> int | None:
    text = form.get("priority", "")
    return int(text) if text in {"1", "2", "3", "4"} else None


def _part(line: str, number: int) -> tuple[str, int]:
    name, mark, count = line.replace("×", " x ").replace("*", " x ").rpartition(" x ")
    if not mark:
        name, count = line, "1"
    count = count.strip()
    is_number = count.isascii() and count.isdecimal() and len(count) <= MOST_DIGITS
    if not (name.strip() and is_number and int(count)):
        raise RejectedError("parts_unclear", str(number))
    return name.strip()[:LONGEST_SKU], int(count)
