"""What people wait for, asked of one workspace's exported figures: dashboards, the front page, a drill-down, the weekly report."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, process_time

from aftersales.desk.dashboards import DASHBOARDS
from aftersales.desk.figures import make_overview
from aftersales.desk.insight import read_dashboard
from aftersales.desk.layout import Dashboard
from aftersales.desk.questions import Against, Question
from aftersales.lake.cubes import CubeLake
from aftersales.lake.layout import Objects
from aftersales.mail.writer import MailReportWriter
from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.figure import Filters
from aftersales.metrics.period import Period, last_whole_week
from aftersales.records.report import ReportKind
from aftersales.records.workspace import Settings
from aftersales.reports.asking import rows_of
from aftersales.reports.editing import edit
from aftersales.reports.shape import Order

ROUNDS = 40
WEEKS = 20
"""Each question is asked of so many weeks in turn."""


def ask(objects: Objects, folder: Path, settings: Settings) -> dict[str, float]:
    """Return seconds by what was asked; 'cold' is the first page of a fresh process.

    What was asked often has 'p50' and 'p99' of the clock, and 'CPU', the median of both cores' work, which a busy machine does not change.
    """
    now = datetime.now(UTC)
    began = perf_counter()
    cubes = CubeLake(settings, objects, folder)
    cubes.refresh()
    evaluator = Evaluator(lake=cubes, settings=settings, as_of=now, draw=Random(1).randrange)
    make_overview(evaluator, settings, now)
    found = {"cold front page": perf_counter() - began}
    week = last_whole_week(now, settings.zone)
    for name, dashboard in DASHBOARDS.items():
        found |= _timed(f"dashboard {name}", _reading(evaluator, dashboard), week)
    found |= _timed("front page", lambda _: make_overview(evaluator, settings, now), week)
    found |= _timed("drill-down page", lambda one: evaluator.rows(_OPENED, one, limit=100), week)
    found["weekly report, edited"] = _least(lambda: edit(evaluator, Order(kind=ReportKind.WEEKLY), week))
    found["weekly report, edited and written (6 files)"] = _least(lambda: _report(evaluator, week))
    return found


_OPENED = "return_rate.units.by_order"


def _reading(evaluator: Evaluator, dashboard: Dashboard) -> Callable[[Period], object]:
    return lambda week: read_dashboard(
        evaluator, dashboard, Question(period=week, filters=Filters(), against=Against.PREVIOUS)
    )


def _report(evaluator: Evaluator, week: Period) -> Mapping[str, bytes]:
    """Edit the report and write all of its files in both languages: page, CSV, workbook."""
    report = edit(evaluator, Order(kind=ReportKind.WEEKLY), week)
    rows = [
        (name, row)
        for name, filters in report.opened
        for row in rows_of(evaluator, name, report.period, filters)
    ]
    writer, files = MailReportWriter("https://console.example", lambda: b"secret"), dict[str, bytes]()
    for language in ("zh", "en"):
        written = writer.files(report, rows, language, "https://console.example/r/x")
        files |= {f"{language}.{form}": body for form, body in written.items()}
    return files


def _timed(name: str, job: Callable[[Period], object], week: Period) -> dict[str, float]:
    job(week)
    clock, work = [], []
    for one in islice(_weeks(week), ROUNDS):
        start, before = perf_counter(), process_time()
        job(one)
        clock.append(perf_counter() - start)
        work.append(process_time() - before)
    clock.sort()
    return {
        f"{name} p50": clock[len(clock) // 2],
        f"{name} p99": clock[int(len(clock) * 0.99)],
        f"{name} CPU": median(work),
    }


def _weeks(week: Period) -> Iterator[Period]:
    return cycle([week.earlier(7 * number) for number in range(WEEKS)])


def _least(job: Callable[[], object]) -> float:
    times = []
    for _ in range(2):
        start = perf_counter()
        job()
        times.append(perf_counter() - start)
    return min(times)
