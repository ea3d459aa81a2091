"""The rules of alerts: what is watched for what, changed by managers; every change is a rule of the workspace's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import ValidationError

from aftersales.accounts.access import MANAGERS
from aftersales.desk.settings import Part
from aftersales.metrics.alert_rules import name_of, rules_of, shipped
from aftersales.metrics.catalogue import CONTRACTS
from aftersales.metrics.contract import Form
from aftersales.metrics.figure import Unit
from aftersales.records.alert_rule import AlertRule, Dimension
from aftersales.records.errors import RejectedError
from aftersales.records.workspace import Settings
from aftersales.web.http import Response, see_other
from aftersales.web.pages.setting_forms import Wish, sealed
from aftersales.web.pages.setting_forms import save as save_setting
from aftersales.web.visit import Visit

PAGE = "/alerts/rules"
MOST_RULES = 50
"""Rules of its own that a workspace may have: each is a question to the lake every day."""
_SHARE = 100


@dataclass(frozen=True, slots=True)
class Line:
    """A rule with its words; `threshold` as people type it: shares in per cent."""

    rule: AlertRule
    name: str
    metric: str
    threshold: str
    unit: str
    by: Sequence[str]
    is_own: bool
    is_shipped: bool
    seen: str


def page(visit: Visit) -> Response:
    """Show every rule with its figures; managers may change them."""
    standard = {rule.id: rule for rule in shipped(visit.settings)}
    return visit.show(
        "alert_rules.html",
        lines=[_line(visit, rule, standard.get(rule.id)) for rule in rules_of(visit.settings)],
        members=visit.rooms.workspaces.members(visit.workspace),
        may_change=MANAGERS.allows(visit.member),
        metrics=[
            (metric.name, metric.title.in_language(visit.setting.language))
            for metric in CONTRACTS.values()
            if metric.form is not Form.SHARE
        ],
        dimensions=get_args(Dimension),
        done=visit.request.query.get("done", ""),
    )


def add(visit: Visit) -> Response:
    """Make a rule of the workspace's own: a threshold on any figure, for each value of up to two dimensions."""
    sent = visit.request.form
    metric = CONTRACTS.get(sent.get("metric", ""))
    by = [name for name in get_args(Dimension) if name in {sent.get("by"), sent.get("and")}]
    asked = {name for name in (sent.get("by"), sent.get("and")) if name}
    if metric is None or metric.form is Form.SHARE or not asked <= set(by) & set(metric.dimensions):
        raise RejectedError("no_such_rule")
    empty = AlertRule(
        id="own", metric=metric.name, by=tuple(by), threshold=0, above=sent.get("side") != "below"
    )
    rule = _changed(visit, empty, {**sent, "active": "1"})
    name = _free_name(visit.settings)

    def edit(settings: Settings) -> Settings:
        if len(settings.alert_rules) >= MOST_RULES:
            raise RejectedError("too_many_rules")
        named = rule.having(id=_free_name(settings))
        return settings.having(alert_rules=(*settings.alert_rules, named))

    visit.rooms.workspaces.change_settings(
        visit.workspace, edit, member=visit.member.email, now=visit.request.now
    )
    return see_other(f"{PAGE}?done={name}#{name}")


def save(visit: Visit) -> Response:
    """Keep one rule as the form has it, or give up what is the workspace's own about it."""
    sent, name = visit.request.form, visit.request.form.get("rule", "")
    rule = _named(visit.settings, name)
    own = () if "standard" in sent else (_changed(visit, rule, sent),)

    def edit(settings: Settings) -> Settings:
        others = tuple(one for one in settings.alert_rules if one.id != rule.id)
        return settings.having(alert_rules=(*others, *own))

    return save_setting(
        visit, Wish(part=_part(name), edit=edit, page=PAGE, done=f"{PAGE}?done={rule.id}#{rule.id}")
    )


def _part(name: str) -> Part:
    """One rule, as it holds: who changes another one meanwhile is no hindrance."""
    return Part(("alert_rules",), lambda settings: _named(settings, name))


def _named(settings: Settings, name: str) -> AlertRule:
    rule = next((rule for rule in rules_of(settings) if rule.id == name), None)
    if rule is None:
        raise RejectedError("unknown_rule")
    return rule


def _free_name(settings: Settings) -> str:
    taken = {rule.id for rule in rules_of(settings)}
    return next(name for number in range(1, len(taken) + 2) if (name := f"own_{number}") not in taken)


def _changed(visit: Visit, rule: AlertRule, sent: Any) -> AlertRule:  # noqa: ANN401 the form, a mapping of texts
    members = {member.email for member in visit.rooms.workspaces.members(visit.workspace)}
    owner = sent.get("owner") or None
    told = tuple(dict.fromkeys(sent.get("told", "").replace(",", " ").split()))
    if not {*told, *([owner] if owner else [])} <= members:
        raise RejectedError("unknown_member")
    values = {
        "active": "active" in sent,
        "owner": owner,
        "told": told,
        "window_days": sent.get("window_days", ""),
        "minimum": sent.get("minimum", ""),
    }
    if rule.threshold is not None:
        values["threshold"] = _threshold(rule, sent.get("threshold", ""))
    try:
        return AlertRule.model_validate(rule.model_dump() | values)
    except ValidationError as error:
        raise RejectedError("no_such_rule") from error


def _threshold(rule: AlertRule, text: str) -> float:
    try:
        number = float(text.strip().rstrip("%"))
    except ValueError as error:
        raise RejectedError("no_such_rule") from error
    if not 0 <= number < float("inf"):
        raise RejectedError("no_such_rule")
    return number / _SHARE if _unit(rule) == Unit.SHARE else number


def _line(visit: Visit, rule: AlertRule, standard: AlertRule | None) -> Line:
    contract, unit = CONTRACTS.get(rule.metric), _unit(rule)
    threshold = rule.threshold
    return Line(
        rule=rule,
        name=name_of(rule.id, rule.metric, visit.setting.language),
        metric=contract.title.in_language(visit.setting.language) if contract else "",
        threshold="" if threshold is None else f"{threshold * (_SHARE if unit == Unit.SHARE else 1):g}",
        unit=unit,
        by=rule.by,
        is_own=standard != rule,
        is_shipped=standard is not None,
        seen=sealed(visit, _part(rule.id)),
    )


def _unit(rule: AlertRule) -> str:
    contract = CONTRACTS.get(rule.metric)
    return contract.unit if contract else Unit.SHARE
