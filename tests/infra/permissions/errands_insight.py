"""Errands of those who look after figures: dashboards, alerts and their rules, and cases that are none."""

from datetime import timedelta
from urllib.parse import urlsplit

from aftersales.web.addresses import encode_home
from tests.cases.building import START, STORE, fact, message
from tests.infra.permissions.stage import Stage
from tests.infra.permissions.stories import SETTINGS, now
from tests.web.in_memory import Browser

METRIC = "return_rate.units.by_order"
CASE = f"/cases/{encode_home(f'thread:{STORE}/w1@buyer.example')}/1"


def walk_insight(walker: Browser, stage: Stage) -> None:
    """Every dashboard and form; the alerts are those that the stage's own figures led to."""
    lately = f"{now() - timedelta(days=80):%Y-%m-%d}..{now():%Y-%m-%d}"
    for place in ("", "/people", "/returns", "/reviews", "/service"):
        walker.get(f"/insight{place}?period={lately}")
    walker.get(f"/figures/{METRIC}/rows.xlsx")
    _rules(walker)
    _alerts(walker)
    _no_case(walker, stage)


def _rules(walker: Browser) -> None:
    walker.get("/alerts/rules")
    walker.press("/alerts/rules")
    walker.get("/alerts/rules")
    walker.press("/alerts/rules/add", metric=METRIC, by="sku", threshold="7")


def _alerts(walker: Browser) -> None:
    one = next(
        str(link["href"])
        for link in walker.get("/alerts").page.find_all("a")
        if urlsplit(str(link.get("href", ""))).path == "/alerts/one"
    )
    for act in ("owner", "snooze", "wake", "close", "reopen"):
        walker.get(one)
        walker.press(f"/alerts/{act}")


def _no_case(walker: Browser, stage: Stage) -> None:
    hours = (now() - START) / timedelta(hours=1) - 1
    asked = message(
        hours, key="w1@buyer.example", thread="w1@buyer.example", order_number=None, text="Hello?"
    )
    stage.dossiers.add([fact(asked)], SETTINGS)
    for act in ("waive", "discard", "restore"):
        walker.get(CASE)
        walker.press(f"{CASE}/{act}")
