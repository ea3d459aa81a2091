"""Reports are made once and sent once."""

import pytest

from aftersales.metrics.evaluate import Evaluator
from aftersales.records.dispatch import Dispatch
from aftersales.records.workspace import Member, Role
from aftersales.reports.making import Made, make_weekly, report_id
from tests.reports.press import InMemoryPress
from tests.reports.sample import WEEK_46

READERS = ("boss@aurora.example", "ann@aurora.example")
ANN = Member(workspace="demo", email="ann@aurora.example", name="Ann", role=Role.ANALYST, language="en")


@pytest.fixture
def readers(quarter: Evaluator) -> Evaluator:
    """The quarter of a workspace with two readers."""
    return type(quarter)(
        lake=quarter.lake,
        settings=quarter.settings.having(report_readers=READERS),
        as_of=quarter.as_of,
        draw=quarter.draw,
    )


def make(evaluator: Evaluator, made: InMemoryPress, occasion: str = "schedule") -> Made:
    """Make the report of week 46."""
    return make_weekly(evaluator, WEEK_46, occasion=occasion, members=[ANN], press=made.press())


def letter(made: InMemoryPress, done: Made, reader: str) -> Dispatch:
    """The letter to a reader."""
    found = made.outbox.get("demo", f"report/{done.report.id}/{reader}")
    assert found is not None
    return found


def test_a_report_is_stored_in_both_languages(readers: Evaluator) -> None:
    """Page, CSV, workbook and pictures lie under one folder that names workspace, week and report."""
    made = InMemoryPress()
    done = make(readers, made)
    folder = f"reports/demo/2026-W46/{done.report.id}"
    assert set(made.files.bodies) == {
        f"{folder}/{name}"
        for language in ("zh", "en")
        for name in (f"{language}.html", f"{language}.csv", f"{language}.xlsx", f"trend-{language}.png")
    }
    assert set(done.report.files.values()) == set(made.files.bodies)
    assert done.report.provisional
    assert made.store.reports("demo") == [done.report]
    assert made.writer.rows > 50


def test_each_reader_gets_a_letter_in_their_language(readers: Evaluator) -> None:
    """A member's own language, else the workspace's; the pictures go along; the link is the report's."""
    made = InMemoryPress()
    done = make(readers, made)
    assert done.letters == len(made.outbox) == 2
    boss, ann = (letter(made, done, reader) for reader in READERS)
    assert (boss.language, ann.language) == ("zh", "en")
    assert boss.attachments == (f"reports/demo/2026-W46/{done.report.id}/trend-zh.png",)
    assert (ann.to, ann.letter, ann.data["link"]) == ((READERS[1],), "weekly_report", done.link)


def test_the_schedule_may_try_again(readers: Evaluator) -> None:
    """I6: the same occasion finds the same report, writes no file again and sends no second letter."""
    made = InMemoryPress()
    first = make(readers, made)
    files = dict(made.files.bodies)
    again = make(readers, made)
    assert (again.report, again.letters, len(made.outbox)) == (first.report, 0, 2)
    assert made.files.bodies == files


def test_who_asks_again_gets_another_report(readers: Evaluator) -> None:
    """A sent report never changes; asking later makes a new one beside it."""
    made = InMemoryPress()
    first, second = make(readers, made), make(readers, made, "2026-11-17T09:00:00+00:00")
    assert first.report.id != second.report.id
    assert len(made.store.reports("demo")) == 2


def test_a_report_without_readers_is_made_and_not_sent(quarter: Evaluator) -> None:
    """The link is handed back all the same."""
    made = InMemoryPress()
    done = make(quarter, made)
    assert (done.letters, len(made.outbox)) == (0, 0)
    assert done.link.startswith("https://console.example/r/")


def test_ids_of_workspaces_differ() -> None:
    """The same week and occasion in two workspaces are two reports."""
    assert report_id("a", WEEK_46, "schedule") != report_id("b", WEEK_46, "schedule")
    assert report_id("a", WEEK_46, "schedule").startswith("2026-W46-")
