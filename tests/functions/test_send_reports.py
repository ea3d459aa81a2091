"""send_reports: by schedule for all workspaces, by hand for one; the answer holds the link."""

from datetime import datetime
from pathlib import Path

import pytest

from aftersales.metrics.evaluate import Evaluator
from aftersales.records.errors import UnavailableError
from aftersales.records.workspace import Settings
from aftersales.wiring.reports import ReportsApp
from functions.send_reports.handler import handler
from tests.cases.in_memory import InMemoryWorkspaceStore
from tests.functions.events import event
from tests.metrics.history import SETTINGS
from tests.reports.in_memory import InMemorySubscriptionStore
from tests.reports.press import InMemoryPress


def app(quarter: Evaluator, press: InMemoryPress, *more: str) -> ReportsApp:
    """The function's collaborators in memory; workspaces named in `more` have a lake that is away."""
    workspaces = InMemoryWorkspaceStore()
    for name in ("demo", *more):
        workspaces.save_settings(SETTINGS.having(workspace=name, report_readers=("boss@aurora.example",)))

    def figures_of(settings: Settings, now: datetime) -> Evaluator:
        if settings.workspace in more:
            raise UnavailableError("lake")
        return type(quarter)(lake=quarter.lake, settings=settings, as_of=now, draw=quarter.draw)

    return ReportsApp(
        workspaces=workspaces,
        subscriptions=InMemorySubscriptionStore(),
        figures_of=figures_of,
        press=lambda _: press.press(),
    )


def test_a_week_asked_for_comes_with_its_link(quarter: Evaluator) -> None:
    """The answer names workspace, week, report and link."""
    press = InMemoryPress()
    answer = handler(event("send_reports", "week"), None, app(quarter, press))
    (made,) = answer["reports"]
    assert (made["workspace"], made["period"], made["link"]) == ("demo", "2026-W46", answer["link"])
    assert press.store.report("demo", made["report"]) is not None


def test_any_report_can_be_asked_for(quarter: Evaluator) -> None:
    """The dossier of one product for a month, narrowed to a market; nobody has subscribed to it, so nobody is written to."""
    press = InMemoryPress()
    (made,) = handler(event("send_reports", "supplier_dossier"), None, app(quarter, press))["reports"]
    assert (made["kind"], made["period"]) == ("supplier", "2026-10")
    assert len(press.outbox) == 0


def test_the_schedule_sends_each_week_once(quarter: Evaluator) -> None:
    """A second firing in the same week makes no second report and no second letter."""
    press = InMemoryPress()
    for _ in range(2):
        handler(event("send_reports", "schedule"), None, app(quarter, press))
    assert len(press.store.reports("demo")) == len(press.outbox) == 1


def test_one_workspace_that_fails_does_not_stop_the_others(quarter: Evaluator) -> None:
    """All are tried; then the error is raised, so that the schedule tries again."""
    press = InMemoryPress()
    with pytest.raises(RuntimeError, match="lake"):
        handler(event("send_reports", "schedule"), None, app(quarter, press, "away"))
    assert len(press.store.reports("demo")) == 1


def test_a_bug_met_in_one_workspace_does_not_stop_the_others(quarter: Evaluator) -> None:
    """Not only an outage: whatever fails for one seller, the others have their report, and the error is named by its type."""
    press = InMemoryPress()
    ill = app(quarter, press)
    ill.workspaces.save_settings(SETTINGS.having(workspace="a-first", zone="Nowhere/At-All"))
    with pytest.raises(RuntimeError, match="ZoneInfoNotFoundError"):
        handler(event("send_reports", "schedule"), None, ill)
    assert len(press.store.reports("demo")) == 1


def test_nothing_to_do_is_nothing(quarter: Evaluator, tmp_path: Path) -> None:
    """Without workspaces there is no report and no link."""
    empty = ReportsApp(
        workspaces=InMemoryWorkspaceStore(),
        subscriptions=InMemorySubscriptionStore(),
        figures_of=lambda *_: quarter,
        press=lambda _: InMemoryPress().press(),
    )
    assert handler(event("send_reports", "schedule"), None, empty) == {"reports": [], "link": None}
