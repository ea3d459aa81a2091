"""Errands on the pages of settings: set everything, take it away again, look at who did it."""

from tests.web.in_memory import Browser

_SHIFT = "09:00-18:00"


def walk_settings(walker: Browser) -> None:
    """Do everything that can be done there; what asks whether it is meant is told that it is."""
    _save(walker, "/settings", "/settings", first_answer_hours="12")
    _save(walker, "/settings/calendars", "/settings/calendars", shifts1=_SHIFT, zone="UTC")
    _save(walker, "/settings/calendars", "/settings/calendars/remove")
    _save(walker, "/settings/targets", "/settings/targets", since="2026-01-01")
    _save(walker, "/settings/targets", "/settings/targets/remove")
    _save(walker, "/settings/goods", "/settings/goods", sku="SET", parts="JKT x 2")
    _save(walker, "/settings/goods", "/settings/goods/remove")
    _save(walker, "/settings/goods", "/settings/suppliers", suppliers="Ningbo: JKT")
    _save(walker, "/settings/costs", "/settings/costs", labour_minute="1", labour_minute_currency="EUR")
    walker.get("/settings/costs/sample.csv")
    walker.get("/settings/costs")
    table = "date,order,component,amount,currency\n2026-03-01,1,duty,4.90,EUR"
    walker.press("/settings/costs/import", table=table)
    _save(walker, "/settings/team", "/settings/team", product_team="", report_readers="boss@aurora.example")
    walker.get("/settings/team")
    walker.submit("/settings/team/remove")
    walker.get("/settings/changes")


def walk_second_factor(walker: Browser, email: str, password: str) -> None:
    """Set a second factor up and sign in with it; the simulated pool takes any code."""
    walker.get("/account/second-factor")
    walker.submit("/account/second-factor", password=password)
    walker.submit("/account/second-factor/code", code="123456")
    walker.get("/")
    walker.submit("/sign-out")
    walker.get("/sign-in")
    walker.submit("/sign-in", email=email, password=password)
    walker.submit("/second-factor", code="123456")


def _save(walker: Browser, page: str, action: str, **fields: str) -> None:
    walker.get(page)
    answer = walker.press(action, **fields)
    if answer.page.find("input", {"name": "sure"}):
        walker.submit(action)
