"""Erasing in reports that were made: their files lose the quotes of the person and keep every figure."""

from collections.abc import Callable, Iterator

from aftersales.privacy.person import Person
from aftersales.privacy.quoted import Quoted
from aftersales.privacy.walking import Places, Stage
from aftersales.records.erasure import Erasure
from aftersales.records.report import ReportMade

_TYPES = {
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def erase_in_reports(places: Places, erasure: Erasure, person: Person) -> Iterator[Stage]:
    """Walk through the reports that were made since the person was first heard of."""
    if not person.passages and not person.names:
        return
    quoted = Quoted.of(person.passages, person.names)
    strikes = {"html": quoted.strike_html, "csv": quoted.strike_csv, "xlsx": quoted.strike_workbook}
    for report in places.shelf.everything(erasure.workspace, erasure.cursor):
        struck = 0
        if report.created_at.date().isoformat() >= person.first_day:
            struck = sum(_strike(places, report, form, strike) for form, strike in strikes.items())
        yield Stage(report.id, {"reports": 1} if struck else {})


def _strike(places: Places, report: ReportMade, form: str, strike: Callable[[bytes], bytes]) -> int:
    changed = 0
    for name, key in sorted(report.files.items()):
        if name.rpartition(".")[2] == form:
            body = places.files.get(key)
            struck = strike(body)
            if struck != body:
                places.files.put(key, struck, _TYPES[form])
                changed += 1
    return changed
