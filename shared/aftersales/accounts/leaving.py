"""Somebody leaves a workspace: signed out at once, written to no more, in charge of nothing that will come."""

from datetime import datetime

from aftersales.cases.stores import WorkspaceStore
from aftersales.records.alert_rule import AlertRule
from aftersales.records.errors import RejectedError
from aftersales.records.workspace import Member, Role, Settings


def leave(workspaces: WorkspaceStore, by: Member, email: str, now: datetime) -> Member:
    """Remove a member of the workspace of `by` and take the address off every list of readers.

    Their sessions end with them, since each request asks for the member. Cases keep who did what.

    RejectedError `unknown_member`; `last_admin` where nobody could let others in any more.
    """
    members = workspaces.members(by.workspace)
    gone = next((one for one in members if one.email.lower() == email.strip().lower()), None)
    if gone is None:
        raise RejectedError("unknown_member")
    if gone.role is Role.ADMIN and not any(one.role is Role.ADMIN for one in members if one != gone):
        raise RejectedError("last_admin")
    workspaces.remove_member(gone)
    workspaces.change_settings(
        by.workspace, lambda settings: _without(settings, gone.email), member=by.email, now=now
    )
    return gone


def _without(settings: Settings, email: str) -> Settings:
    return settings.having(
        product_team=_others(settings.product_team, email),
        report_readers=_others(settings.report_readers, email),
        alert_rules=tuple(_unowned(rule, email) for rule in settings.alert_rules),
    )


def _unowned(rule: AlertRule, email: str) -> AlertRule:
    owner = None if rule.owner and rule.owner.lower() == email.lower() else rule.owner
    return rule.having(told=_others(rule.told, email), owner=owner)


def _others(people: tuple[str, ...], email: str) -> tuple[str, ...]:
    return tuple(one for one in people if one.lower() != email.lower())
