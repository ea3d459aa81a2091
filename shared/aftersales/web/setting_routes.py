"""Addresses of the settings: everybody may read them, managers change them."""

from aftersales.accounts.access import ADMINS, MANAGERS, READERS
from aftersales.web.pages import calendars, costs, goods, settings, targets
from aftersales.web.routing import Route

SETTING_ROUTES: tuple[Route, ...] = (
    Route("GET", "/settings", READERS, settings.page),
    Route("POST", "/settings", MANAGERS, settings.change),
    Route("GET", "/settings/calendars", READERS, calendars.page),
    Route("POST", "/settings/calendars", MANAGERS, calendars.change),
    Route("POST", "/settings/calendars/remove", MANAGERS, calendars.remove),
    Route("GET", "/settings/targets", READERS, targets.page),
    Route("POST", "/settings/targets", MANAGERS, targets.change),
    Route("POST", "/settings/targets/remove", MANAGERS, targets.remove),
    Route("GET", "/settings/goods", READERS, goods.page),
    Route("POST", "/settings/goods", MANAGERS, goods.change_bundle),
    Route("POST", "/settings/goods/remove", MANAGERS, goods.remove_bundle),
    Route("POST", "/settings/suppliers", MANAGERS, goods.change_suppliers),
    Route("GET", "/settings/costs", READERS, costs.page),
    Route("POST", "/settings/costs", MANAGERS, costs.change),
    Route("GET", "/settings/costs/sample.csv", MANAGERS, costs.sample),
    Route("POST", "/settings/costs/import", MANAGERS, costs.take_in),
    Route("GET", "/settings/team", MANAGERS, settings.team),
    Route("POST", "/settings/team", MANAGERS, settings.change_team),
    Route("POST", "/settings/team/remove", ADMINS, settings.remove_member),
    Route("GET", "/settings/changes", MANAGERS, settings.changes),
)
