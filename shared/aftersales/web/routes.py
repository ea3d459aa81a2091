"""Every address of the console, and who may pass there."""

from aftersales.accounts.access import AGENTS, ANALYSTS, COMMENTERS, MANAGERS, PUBLIC, READERS, WATCHERS
from aftersales.records.action import Verb
from aftersales.web.language_routes import LANGUAGE_ROUTES
from aftersales.web.pages import (
    alert_rules,
    alerts,
    cases,
    connections,
    figures,
    inbox,
    insight,
    privacy,
    shell,
    signing_in,
    today,
)
from aftersales.web.report_routes import REPORT_ROUTES
from aftersales.web.routing import Route
from aftersales.web.setting_routes import SETTING_ROUTES

_CASE = "/cases/{home}/{number}"

ROUTES: tuple[Route, ...] = (
    Route("GET", "/static/{name}", PUBLIC, shell.static, is_static=True),
    Route("GET", "/language/{language}", PUBLIC, shell.language),
    Route("GET", "/sign-in", PUBLIC, signing_in.form),
    Route("POST", "/sign-in", PUBLIC, signing_in.enter),
    Route("POST", "/new-password", PUBLIC, signing_in.choose),
    Route("POST", "/second-factor", PUBLIC, signing_in.confirm),
    Route("GET", "/account/second-factor", READERS, signing_in.factor),
    Route("POST", "/account/second-factor", READERS, signing_in.enrol),
    Route("POST", "/account/second-factor/code", READERS, signing_in.finish_enrolling),
    Route("POST", "/sign-out", READERS, signing_in.leave),
    Route("GET", "/", READERS, today.page),
    Route("GET", "/cases", READERS, inbox.page),
    Route("GET", _CASE, READERS, cases.page),
    Route("GET", "/dossiers/{home}", READERS, cases.dossier),
    Route("POST", f"{_CASE}/assign", AGENTS, cases.doing(Verb.ASSIGNED)),
    Route("POST", f"{_CASE}/note", COMMENTERS, cases.doing(Verb.NOTED)),
    Route("POST", f"{_CASE}/relabel", COMMENTERS, cases.relabel),
    Route("POST", f"{_CASE}/answered", AGENTS, cases.doing(Verb.ANSWERED)),
    Route("POST", f"{_CASE}/resolve", AGENTS, cases.doing(Verb.RESOLVED)),
    Route("POST", f"{_CASE}/reopen", AGENTS, cases.doing(Verb.REOPENED)),
    Route("POST", f"{_CASE}/waive", AGENTS, cases.doing(Verb.WAIVED)),
    Route("POST", f"{_CASE}/discard", AGENTS, cases.doing(Verb.DISCARDED)),
    Route("POST", f"{_CASE}/privacy", MANAGERS, privacy.ask),
    Route("POST", f"{_CASE}/erase", MANAGERS, privacy.erase),
    Route("GET", f"{_CASE}/personal-data.zip", MANAGERS, privacy.hand_out),
    Route("POST", f"{_CASE}/restore", AGENTS, cases.doing(Verb.RESTORED)),
    Route("GET", "/insight", READERS, insight.page),
    Route("GET", "/insight/people", ANALYSTS, insight.people),
    Route("GET", "/insight/{dashboard}", READERS, insight.page),
    Route("GET", "/figures/{metric}", READERS, figures.page),
    Route("GET", "/figures/{metric}/rows.csv", ANALYSTS, figures.export_csv),
    Route("GET", "/figures/{metric}/rows.xlsx", ANALYSTS, figures.export_xlsx),
    Route("GET", "/alerts", READERS, alerts.page),
    Route("GET", "/alerts/one", READERS, alerts.one),
    Route("GET", "/alerts/rules", READERS, alert_rules.page),
    Route("POST", "/alerts/rules", MANAGERS, alert_rules.save),
    Route("POST", "/alerts/rules/add", MANAGERS, alert_rules.add),
    Route("POST", "/alerts/owner", WATCHERS, alerts.doing(alerts.assign, "owner")),
    Route("POST", "/alerts/snooze", WATCHERS, alerts.doing(alerts.snooze, "snooze")),
    Route("POST", "/alerts/wake", WATCHERS, alerts.doing(alerts.wake, "reopen")),
    Route("POST", "/alerts/close", WATCHERS, alerts.doing(alerts.close, "close")),
    Route("POST", "/alerts/reopen", WATCHERS, alerts.doing(alerts.reopen, "reopen")),
    Route("GET", "/connections", READERS, connections.page),
    *LANGUAGE_ROUTES,
    *REPORT_ROUTES,
    *SETTING_ROUTES,
)
