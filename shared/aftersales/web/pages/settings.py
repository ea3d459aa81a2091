"""Settings: what there is to set, the plain ones, who is written to, and who changed what."""

from collections.abc import Mapping, Sequence

from babel.numbers import list_currencies

from aftersales.accounts.access import ADMINS, MANAGERS
from aftersales.accounts.leaving import leave
from aftersales.desk.costs import read_currency
from aftersales.desk.settings import whole
from aftersales.desk.targets import LONGEST_TARGET
from aftersales.records.errors import RejectedError
from aftersales.records.workspace import Member
from aftersales.records.zones import choosable_zones, zone_names
from aftersales.web.http import Response, see_other
from aftersales.web.pages.setting_forms import Wish, filled, save, sealed, words_of
from aftersales.web.visit import Visit

PLAIN = whole("reporting_currency", "zone", "first_answer_hours", "erase_days_before_due")
TEAM = whole("product_team", "report_readers")
LONGEST_ADDRESS = 254
MOST_READERS = 100
MOST_DIGITS = 4
MOST_ERASE_DAYS = 29
"""An order to erase has thirty days."""
CHANGES_SHOWN = 100
_COMMON = ("CNY", "USD", "EUR", "GBP", "JPY", "CAD", "AUD", "MXN", "BRL", "SGD", "HKD")


def page(visit: Visit) -> Response:
    """Show the plain settings and the way to all others."""
    return _plain(visit, {})


def change(visit: Visit) -> Response:
    """Save currency, zone, the plain answer time and when erasing begins by itself."""
    form = visit.request.form
    try:
        values = _read_plain(form)
    except RejectedError as error:
        return _plain(visit, form, error)
    wish = Wish(
        part=PLAIN, edit=lambda one: one.having(**values), page="/settings", done="/settings?done=saved"
    )
    return save(visit, wish)


def team(visit: Visit) -> Response:
    """Show who is told of alerts and who reads reports."""
    return _team(visit, {})


def change_team(visit: Visit) -> Response:
    """Save who is told of alerts and who reads reports."""
    form = visit.request.form
    members = {one.email.lower(): one.email for one in visit.rooms.workspaces.members(visit.workspace)}
    try:
        told = _addresses(form.get("product_team", ""), members, only_members=True)
        readers = _addresses(form.get("report_readers", ""), members, only_members=False)
    except RejectedError as error:
        return _team(visit, form, error)
    wish = Wish(
        part=TEAM,
        edit=lambda one: one.having(product_team=told, report_readers=readers),
        page="/settings/team",
        done="/settings/team?done=saved",
    )
    return save(visit, wish)


def remove_member(visit: Visit) -> Response:
    """Take a member out of the workspace."""
    leave(visit.rooms.workspaces, visit.member, visit.request.form.get("email", ""), visit.request.now)
    return see_other("/settings/team?done=removed")


def changes(visit: Visit) -> Response:
    """Show who changed what, newest first."""
    words = words_of(visit)
    kept = visit.rooms.workspaces.setting_changes(visit.workspace, limit=CHANGES_SHOWN)
    return visit.show(
        "setting_changes.html",
        changes=[(one, words.differences(one.old, one.new)) for one in kept],
        names={member.email: member.name for member in _members(visit)},
    )


def _read_plain(form: Mapping[str, str]) -> dict[str, object]:
    zone, hours = form.get("zone", "").strip(), form.get("first_answer_hours", "").strip()
    if zone not in zone_names():
        raise RejectedError("zone_unknown")
    if not (_is_number(hours) and 0 < int(hours) <= LONGEST_TARGET):
        raise RejectedError("hours_unclear")
    days = form.get("erase_days_before_due", "").strip()
    if not (_is_number(days) and int(days) <= MOST_ERASE_DAYS):
        raise RejectedError("days_unclear")
    return {
        "zone": zone,
        "reporting_currency": read_currency(form.get("reporting_currency", "")),
        "first_answer_hours": int(hours),
        "erase_days_before_due": int(days),
    }


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS


def _plain(visit: Visit, sent: Mapping[str, str], error: RejectedError | None = None) -> Response:
    settings = visit.settings
    usual = {
        "zone": settings.zone,
        "reporting_currency": settings.reporting_currency,
        "first_answer_hours": str(settings.first_answer_hours),
        "erase_days_before_due": str(settings.erase_days_before_due),
    }
    return visit.show(
        "settings.html",
        200 if error is None else 400,
        fields=filled(usual, sent),
        zones=choosable_zones(settings.zone),
        currencies=[*_COMMON, *sorted(list_currencies(visit.values.formats.locale) - {*_COMMON})],
        problem=error,
        seen=sealed(visit, PLAIN, sent),
        may=MANAGERS.allows(visit.member),
        done=visit.request.query.get("done", ""),
    )


def _team(visit: Visit, sent: Mapping[str, str], error: RejectedError | None = None) -> Response:
    settings = visit.settings
    usual = {name: "\n".join(getattr(settings, name)) for name in TEAM.fields}
    members = _members(visit)
    known = {one.email.lower() for one in members}
    return visit.show(
        "team.html",
        200 if error is None else 400,
        fields=filled(usual, sent),
        members=members,
        may_remove=ADMINS.allows(visit.member),
        strangers=[
            one for one in (*settings.product_team, *settings.report_readers) if one.lower() not in known
        ],
        problem=error,
        seen=sealed(visit, TEAM, sent),
        may=MANAGERS.allows(visit.member),
        done=visit.request.query.get("done", ""),
    )


def _addresses(text: str, members: Mapping[str, str], *, only_members: bool) -> tuple[str, ...]:
    found = list(dict.fromkeys(text.replace(",", " ").replace("，", " ").replace(";", " ").split()))
    for one in found:
        name, at, host = one.partition("@")
        if not (name and at and "." in host and len(one) <= LONGEST_ADDRESS):
            raise RejectedError("address_unclear", one[:LONGEST_ADDRESS])
        if only_members and one.lower() not in members:
            raise RejectedError("no_member", one[:LONGEST_ADDRESS])
    if len(found) > MOST_READERS:
        raise RejectedError("too_many_readers")
    return tuple(members.get(one.lower(), one) for one in found)


def _members(visit: Visit) -> Sequence[Member]:
    return visit.rooms.workspaces.members(visit.workspace)
