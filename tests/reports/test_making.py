"""Reports are made once and sent once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.period import named
from aftersales.records.dispatch import Dispatch
from aftersales.records.report import ReportKind, Subscription
from aftersales.reports.making import Made, make, report_id, send
from aftersales.reports.shape import Order
from tests.reports.press import InMemoryPress
from tests.reports.sample import NOW, WEEK_46

WEEKLY = Order(kind=ReportKind.WEEKLY)
BOSS = Subscription(
    workspace="demo", id="boss", email="Boss@aurora.example", kind=ReportKind.WEEKLY, since=NOW
)
ANN = BOSS.having(id="ann", email="ann@aurora.example", language="en")


def made_by(evaluator: Evaluator, press: InMemoryPress, occasion: str = "schedule") -> Made:
    """Make the report of week 46."""
    return make(lambda: evaluator, "demo", WEEKLY, WEEK_46, occasion=occasion, press=press.press())


def letter(press: InMemoryPress, done: Made, reader: str) -> Dispatch:
    """The letter to a reader."""
    found = press.outbox.get("demo", f"report/{done.report.id}/{reader}")
    assert found is not None
    return found


def test_a_report_is_stored_in_both_languages(quarter: Evaluator) -> None:
    """Page, CSV, workbook and pictures lie under one folder that names workspace, week and report."""
    press = InMemoryPress()
    done = made_by(quarter, press)
    folder = f"reports/demo/2026-W46/{done.report.id}/{done.report.created_at:%Y%m%dT%H%M%S%f}"
    assert set(press.files.bodies) == {
        f"{folder}/{name}"
        for language in ("zh", "en")
        for name in (f"{language}.html", f"{language}.csv", f"{language}.xlsx", f"trend-{language}.png")
    }
    assert set(done.report.files.values()) == set(press.files.bodies)
    assert done.report.provisional
    assert press.store.reports("demo") == [done.report]
    assert press.writer.rows > 50


def test_each_reader_gets_a_letter_in_their_language(quarter: Evaluator) -> None:
    """Pictures go along; the link is the report's in that language; each letter has the way to stop it."""
    press = InMemoryPress()
    done = made_by(quarter, press)
    for reader in (BOSS, ANN):
        assert send(done, reader, NOW, press.press())
        assert not send(done, reader, NOW, press.press())
    boss, ann = letter(press, done, "boss@aurora.example"), letter(press, done, "ann@aurora.example")
    assert (boss.language, ann.language) == ("zh", "en")
    assert boss.attachments == (done.report.files["trend-zh.png"],)
    assert (ann.to, ann.letter) == (("ann@aurora.example",), "report")
    assert ann.data["link"] == f"{done.link}?lang=en"
    assert ann.data["stop"] == "https://console.example/stop/ann"


def test_the_schedule_may_try_again(quarter: Evaluator) -> None:
    """I6: the same occasion finds the same report, asks no figure and writes no file again."""
    press = InMemoryPress()
    first = made_by(quarter, press)
    files = dict(press.files.bodies)

    def unasked() -> Evaluator:
        raise AssertionError("a report that is there needs no figures")

    again = make(unasked, "demo", WEEKLY, WEEK_46, occasion="schedule", press=press.press())
    assert again.report == first.report
    assert press.files.bodies == files


def test_of_two_that_make_a_report_at_once_the_first_one_counts(quarter: Evaluator) -> None:
    """Both ask the shelf before either is done; the slower one's files lie beside and its letters speak of the first report."""
    press, made = InMemoryPress(), list[Made]()

    def while_another_is_quicker() -> Evaluator:
        made.append(made_by(quarter, press))
        return replace(quarter, as_of=quarter.as_of + timedelta(hours=1))

    slow = make(while_another_is_quicker, "demo", WEEKLY, WEEK_46, occasion="schedule", press=press.press())
    quick = made[0].report
    assert slow.report == quick
    # PlainWriter writes the link of the attempt into each file.
    assert press.files.bodies[quick.files["zh.html"]].decode().endswith(".2")


def test_who_is_written_to_later_reads_the_same_report(quarter: Evaluator) -> None:
    """A letter's values are kept with the report: late facts change no letter of it."""
    press = InMemoryPress()
    send(made_by(quarter, press), BOSS, NOW, press.press())
    later = quarter.at(quarter.as_of)
    done = made_by(later, press)
    send(done, ANN, NOW, press.press())
    kept = done.report.letters["en"]
    assert {name: letter(press, done, "ann@aurora.example").data[name] for name in kept} == kept


def test_who_asks_again_gets_another_report(quarter: Evaluator) -> None:
    """A sent report never changes; asking later makes a new one beside it."""
    press = InMemoryPress()
    first, second = made_by(quarter, press), made_by(quarter, press, "2026-11-17T09:00:00+00:00")
    assert first.report.id != second.report.id
    assert len(press.store.reports("demo")) == 2


def test_nobody_is_written_to_without_an_address(quarter: Evaluator) -> None:
    """The shelf's own subscription makes a report and sends none."""
    press = InMemoryPress()
    done = made_by(quarter, press)
    assert not send(done, BOSS.having(email=""), NOW, press.press())
    assert len(press.outbox) == 0


@pytest.mark.parametrize(
    "other",
    [
        ("b", WEEKLY, WEEK_46),
        ("a", Order(kind=ReportKind.WEEKLY, subject="X"), WEEK_46),
        ("a", WEEKLY, named("2026-W45", "Asia/Shanghai")),
    ],
)
def test_ids_tell_reports_apart(other: tuple[str, Order, object]) -> None:
    """Another workspace, subject or period is another report; ids sort by the period's end, whatever their kind."""
    assert report_id("a", WEEKLY, WEEK_46, "schedule") != report_id(*other, "schedule")  # type: ignore[arg-type]
    assert report_id("a", WEEKLY, WEEK_46, "schedule").startswith("2026-11-16-weekly-")
