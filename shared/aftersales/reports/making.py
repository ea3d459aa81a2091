"""Makes reports: figures, files in the bucket, a link, and a letter to each reader. Safe to run again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Protocol

from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.figure import RecordRow
from aftersales.metrics.period import Period
from aftersales.records.dispatch import Dispatch
from aftersales.records.record import Instant
from aftersales.records.report import ReportMade, Subscription
from aftersales.reports.asking import rows_of
from aftersales.reports.editing import edit
from aftersales.reports.formats import CONTENT_TYPES, LANGUAGES
from aftersales.reports.shape import Order, Report
from aftersales.reports.stores import ReportFiles, ReportStore


class ReportWriter(Protocol):
    """Turns a report into files and a letter. `link` is the report's address without a query."""

    def files(
        self, report: Report, rows: Sequence[tuple[str, RecordRow]], language: str, link: str
    ) -> Mapping[str, bytes]:
        """Return the files by format: html, csv, xlsx."""

    def pictures(self, report: Report, language: str) -> Mapping[str, bytes]:
        """Return the letter's pictures: file name → PNG."""

    def letter(self, report: Report, language: str) -> dict[str, Any]:
        """Return the values of the letter without those of one reader."""


class Outbox(Protocol):
    """Takes what should leave; an id that it knows is not taken twice."""

    def put(self, dispatch: Dispatch) -> bool:
        """Keep a dispatch; False if its id is already known."""

    def get(self, workspace: str, dispatch: str) -> Dispatch | None:
        """Return a dispatch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """The collaborators of report making.

    `new_link` keeps a fresh link to a report and returns its address; `stop_link` returns where a reader stops a subscription.
    """

    writer: ReportWriter
    files: ReportFiles
    store: ReportStore
    outbox: Outbox
    new_link: Callable[[str, str], str]
    stop_link: Callable[[Subscription], str]


@dataclass(frozen=True, slots=True)
class Made:
    """A report and a link that opens it."""

    report: ReportMade
    link: str


def report_id(workspace: str, order: Order, period: Period, occasion: str) -> str:
    """Return the id of a report: the same for one occasion (schedule, or a moment) however often it is tried.

    It begins with the period's end, so that reports of all kinds sort by when they could first be made.
    """
    wanted = f"{workspace}|{order.model_dump_json(exclude_defaults=True)}|{period.label}|{occasion}"
    return f"{period.last.isoformat()}-{order.kind.value}-{sha256(wanted.encode()).hexdigest()[:12]}"


def make(
    figures: Callable[[], Evaluator],
    workspace: str,
    order: Order,
    period: Period,
    *,
    occasion: str,
    press: Press,
) -> Made:
    """Make and store a report with a fresh link to it; one of the same occasion is found and left as it is."""
    name = report_id(workspace, order, period, occasion)
    link = press.new_link(workspace, name)
    made = press.store.report(workspace, name)
    if made is None:
        evaluator = figures()
        report = edit(evaluator, order, period)
        made = _store(report, name, _rows(evaluator, report), link, press)
    return Made(made, link)


def letter_id(report: str, email: str) -> str:
    """Return the id under which a reader's letter lies in the outbox: one letter per report and reader."""
    return f"report/{report}/{email.lower()}"


def send(made: Made, subscription: Subscription, now: Instant, press: Press) -> bool:
    """Put a reader's letter into the outbox; False if it is there already, or there is nobody to write to."""
    if not subscription.email:
        return False
    report, language = made.report, subscription.language
    letter = report.letters[language]
    pictures = [key for file, key in sorted(report.files.items()) if file.endswith(f"-{language}.png")]
    return press.outbox.put(
        Dispatch(
            workspace=report.workspace,
            id=letter_id(report.id, subscription.email),
            kind="report",
            channel="mail",
            to=(subscription.email,),
            letter="report",
            language=language,
            data={**letter, "link": f"{made.link}?lang={language}", "stop": press.stop_link(subscription)},
            attachments=tuple(pictures),
            created_at=now,
        )
    )


def _rows(evaluator: Evaluator, report: Report) -> list[tuple[str, RecordRow]]:
    return [
        (metric, row)
        for metric, filters in report.opened
        for row in rows_of(evaluator, metric, report.period, filters)
    ]


def _store(
    report: Report, name: str, rows: Sequence[tuple[str, RecordRow]], link: str, press: Press
) -> ReportMade:
    # A folder of this attempt alone: two that make the same report at once must not write over each other's files.
    folder = f"reports/{report.workspace}/{report.period.label}/{name}/{report.made_at:%Y%m%dT%H%M%S%f}"
    files: dict[str, str] = {}
    for language in LANGUAGES:
        for form, body in press.writer.files(report, rows, language, link).items():
            files[f"{language}.{form}"] = key = f"{folder}/{language}.{form}"
            press.files.put(key, body, CONTENT_TYPES[form])
        for picture, body in press.writer.pictures(report, language).items():
            files[picture] = key = f"{folder}/{picture}"
            press.files.put(key, body, CONTENT_TYPES["png"])
    made = ReportMade(
        workspace=report.workspace,
        id=name,
        kind=report.order.kind.value,
        subject=report.order.subject,
        filters=report.order.filters.given,
        period=report.period.label,
        created_at=report.made_at,
        files=files,
        letters={language: press.writer.letter(report, language) for language in LANGUAGES},
        provisional=bool(report.maturity),
        headline={line.figure.metric: line.figure.value for line in report.headlines},
    )
    if press.store.save_report(made):
        return made
    return press.store.report(report.workspace, name) or made
