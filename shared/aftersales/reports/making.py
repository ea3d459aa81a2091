"""Makes the weekly report: figures, files in the bucket, a link, and a letter to each reader. Safe to run again."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Protocol

from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.figure import RecordRow
from aftersales.metrics.period import Period
from aftersales.records.dispatch import Dispatch
from aftersales.records.record import Instant
from aftersales.records.report import ReportMade
from aftersales.records.workspace import Member
from aftersales.reports.stores import ReportFiles, ReportStore
from aftersales.reports.weekly import HEADLINES, WeeklyReport, weekly_report

LANGUAGES = ("zh", "en")
CONTENT_TYPES = {
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "png": "image/png",
}
_PAGE = 500
_MOST_ROWS = 20_000
"""Records per figure in the workbook; a sheet holds a million, a reader does not."""


class ReportWriter(Protocol):
    """Turns a report into files and a letter. `link` is the report's address without a query."""

    def files(
        self, report: WeeklyReport, rows: Sequence[tuple[str, RecordRow]], language: str, link: str
    ) -> Mapping[str, bytes]:
        """Return the files by format: html, csv, xlsx."""

    def pictures(self, report: WeeklyReport, language: str) -> Mapping[str, bytes]:
        """Return the letter's pictures: file name → PNG."""

    def letter(
        self, report: WeeklyReport, language: str, pictures: Sequence[str], link: str
    ) -> dict[str, Any]:
        """Return the values of the letter."""


class Outbox(Protocol):
    """Takes what should leave; an id that it knows is not taken twice."""

    def put(self, dispatch: Dispatch) -> bool:
        """Keep a dispatch; False if its id is already known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """The collaborators of report making. `new_link` keeps a fresh link to a report and returns its address."""

    writer: ReportWriter
    files: ReportFiles
    store: ReportStore
    outbox: Outbox
    new_link: Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Made:
    """A report, its link, and how many letters were newly put into the outbox."""

    report: ReportMade
    link: str
    letters: int


def report_id(workspace: str, period: Period, occasion: str) -> str:
    """Return the id of a report: the same for one occasion (schedule, or a moment) however often it is tried."""
    digest = sha256(f"{workspace}|{period.label}|{occasion}".encode()).hexdigest()[:12]
    return f"{period.label}-{digest}"


def make_weekly(
    evaluator: Evaluator,
    period: Period,
    *,
    occasion: str,
    members: Sequence[Member],
    press: Press,
) -> Made:
    """Make, store and send one workspace's report of one week.

    A retry after a crash finds the stored report, leaves its files alone, and only puts the letters that are still missing.
    """
    settings, name = (
        evaluator.settings,
        report_id(evaluator.settings.workspace, period, occasion),
    )
    report = weekly_report(evaluator, period)
    link = press.new_link(settings.workspace, name)
    made = press.store.report(settings.workspace, name)
    if made is None:
        made = _store(report, name, list(_rows(evaluator, period)), link, press)
    languages = {member.email: member.language for member in members}
    letters = 0
    for reader in settings.report_readers:
        language = languages.get(reader, settings.language)
        letters += press.outbox.put(_dispatch(report, made, reader, language, link, press, evaluator.as_of))
    return Made(made, link, letters)


def _rows(evaluator: Evaluator, period: Period) -> Iterator[tuple[str, RecordRow]]:
    for metric in HEADLINES:
        for offset in range(0, _MOST_ROWS, _PAGE):
            rows = evaluator.rows(metric, period, limit=_PAGE, offset=offset)
            yield from ((metric, row) for row in rows)
            if len(rows) < _PAGE:
                break


def _store(
    report: WeeklyReport, name: str, rows: Sequence[tuple[str, RecordRow]], link: str, press: Press
) -> ReportMade:
    folder = f"reports/{report.workspace}/{report.period.label}/{name}"
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
        kind="weekly",
        period=report.period.label,
        created_at=report.made_at,
        files=files,
        provisional=bool(report.maturity),
        headline={compared.figure.metric: compared.figure.value for compared in report.headlines},
    )
    press.store.save_report(made)
    return made


def _dispatch(
    report: WeeklyReport,
    made: ReportMade,
    reader: str,
    language: str,
    link: str,
    press: Press,
    now: Instant,
) -> Dispatch:
    pictures = sorted((file for file in made.files if file.endswith(f"-{language}.png")), reverse=True)
    return Dispatch(
        workspace=report.workspace,
        id=f"report/{made.id}/{reader}",
        kind="report",
        channel="mail",
        to=(reader,),
        letter="weekly_report",
        language=language,
        data=press.writer.letter(report, language, pictures, link),
        attachments=tuple(made.files[file] for file in pictures),
        created_at=now,
    )
