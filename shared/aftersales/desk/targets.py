"""Service targets as people type them."""

from collections.abc import Mapping
from datetime import datetime

from pydantic import ValidationError

from aftersales.desk.calendars import read_day
from aftersales.desk.listed import Listed
from aftersales.policies.promising import comes_due
from aftersales.records.errors import RejectedError
from aftersales.records.target import ServiceTarget
from aftersales.records.workspace import Settings
from aftersales.records.zones import midnight

LONGEST_TARGET = 24 * 365
"""Hours."""


def read_target(form: Mapping[str, str], settings: Settings) -> ServiceTarget:
    """Read `since` (a day in the workspace's zone), `promise`, `hours`, `clock`, what narrows it: `platform`, `channel`, `market`.

    RejectedError `since_unknown`, `hours_unclear`, `target_unclear`, or `hours_too_far` where the calendars have too few of them.
    """
    narrowing = {name: form.get(name, "").strip()[:40] or None for name in ("platform", "channel", "market")}
    values = {
        "promise": form.get("promise"),
        "clock": form.get("clock"),
        "priority": _priority(form),
        **narrowing,
    }
    since = midnight(read_day(form.get("since", ""), "since_unknown"), settings.zone)
    try:
        target = ServiceTarget.model_validate(
            {**values, "since": since, "hours": _hours(form.get("hours", ""))}
        )
    except ValidationError as error:
        raise RejectedError("target_unclear") from error
    if not comes_due(settings.calendars, target):
        raise RejectedError("hours_too_far")
    return target


def target_id(target: ServiceTarget) -> str:
    """Name a target by what it is about and since when: there is one for each."""
    about = ",".join(f"{name}={value}" for name, value in target.narrowing.items())
    return f"{target.promise}|{about}|{target.since:%Y-%m-%dT%H:%M}"


def _order(target: ServiceTarget) -> tuple[str, str, datetime]:
    return target.promise, str(target.narrowing), target.since


TARGETS = Listed[ServiceTarget](field="targets", kind="target", most=60, name_of=target_id, order=_order)


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
