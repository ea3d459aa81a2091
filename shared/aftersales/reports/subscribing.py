"""What a member wishes for, read from a form: a report and when it should come, or a reason why it cannot."""

from collections.abc import Mapping, Sequence

from pydantic import ValidationError

from aftersales.metrics.figure import Filters
from aftersales.records.errors import RejectedError
from aftersales.records.record import Instant
from aftersales.records.report import ReportKind, Subscription
from aftersales.records.workspace import Member, Settings
from aftersales.records.zones import zone_names
from aftersales.reports.shape import Order
from aftersales.reports.subscriptions import standing

NARROWED_BY = ("store", "market", "platform", "sku")
"""The dimensions that a form offers."""
_LONGEST = 120
_MOST_SUPPLIERS = 200
_MOST_PRODUCTS = 500
_LONGEST_LIST = 60_000
"""Characters: who supplies what travels with the settings, which are read at every step and fit into one item."""


def wished_order(fields: Mapping[str, str]) -> Order:
    """Read which report is meant; RejectedError `report_unknown` or `report_needs_subject`."""
    try:
        kind = ReportKind(fields.get("kind", ""))
    except ValueError as error:
        raise RejectedError("report_unknown") from error
    given = {name: text for name in NARROWED_BY if (text := fields.get(name, "").strip()[:_LONGEST])}
    subject = fields.get("subject", "").strip()[:_LONGEST] if kind.needs_subject else ""
    if kind.needs_subject and not subject:
        raise RejectedError("report_needs_subject")
    return Order(kind=kind, subject=subject, filters=Filters(**given))


def wished(fields: Mapping[str, str], member: Member, name: str, now: Instant) -> Subscription:
    """Read a subscription; RejectedError also for `zone_unknown` and `time_unknown`."""
    order, zone = wished_order(fields), fields.get("zone", "").strip()
    if zone not in zone_names():
        raise RejectedError("zone_unknown")
    try:
        return Subscription.model_validate(
            {
                "workspace": member.workspace,
                "id": name,
                "email": member.email,
                "kind": order.kind,
                "subject": order.subject,
                "filters": order.filters.given,
                "hour": int(fields.get("hour", "")),
                "weekday": int(fields.get("weekday", "1")),
                "day": int(fields.get("day", "2")),
                "zone": zone,
                "language": fields.get("language", member.language),
                "since": now,
            }
        )
    except (ValidationError, ValueError) as error:
        raise RejectedError("time_unknown") from error


def of_member(
    member: Member, settings: Settings, members: Sequence[Member], stored: Sequence[Subscription]
) -> list[Subscription]:
    """Return a member's subscriptions, the one that report readers have without asking among them."""
    mine = [one for one in standing(settings, members, stored) if one.email.lower() == member.email.lower()]
    return sorted(mine, key=lambda one: (one.stopped_at is not None, one.kind, one.subject, one.id))


def read_suppliers(text: str) -> dict[str, tuple[str, ...]]:
    """Read suppliers, one a line as `name: SKU, SKU`; RejectedError `suppliers_unclear` for a line that is no such thing."""
    found: dict[str, tuple[str, ...]] = {}
    if len(text) > _LONGEST_LIST:
        raise RejectedError("suppliers_unclear")
    for line in filter(None, map(str.strip, text.replace("：", ":").replace("，", ",").splitlines())):
        name, colon, products = line.partition(":")
        skus = tuple(dict.fromkeys(filter(None, map(str.strip, products.split(",")))))
        if (
            not (colon and name.strip() and skus)
            or len(skus) > _MOST_PRODUCTS
            or len(found) >= _MOST_SUPPLIERS
        ):
            raise RejectedError("suppliers_unclear")
        found[name.strip()[:_LONGEST]] = skus
    return found
