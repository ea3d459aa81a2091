"""The termbase: listed, added, changed, deleted, taken in and given out as a table."""

import csv
from collections.abc import Mapping, Sequence

from aftersales.accounts.access import COMMENTERS
from aftersales.desk.words import COLUMNS, Imported, import_terms, make_term
from aftersales.records.errors import RejectedError, UnavailableError
from aftersales.web.http import Response, see_other
from aftersales.web.spreadsheets import cell, csv_file
from aftersales.web.tongues import COMMON
from aftersales.web.visit import Visit

LONGEST_TABLE = 500_000


def page(visit: Visit) -> Response:
    """List the terms, with a form for a new one or the one that the address names."""
    return _shown(visit)


def save(visit: Visit) -> Response:
    """Save a term; a changed one replaces what it was."""
    form, store = visit.request.form, visit.rooms.language_desk.glossary
    term = make_term(visit.member, form, visit.request.now)
    before = form.get("before", "")
    if before and before != term.id:
        store.delete_term(visit.workspace, before)
    store.save_terms([term])
    return see_other(f"/words?done={_published(visit)}")


def delete(visit: Visit) -> Response:
    """Delete a term."""
    visit.rooms.language_desk.glossary.delete_term(visit.workspace, visit.request.form.get("term", ""))
    return see_other(f"/words?done={_published(visit)}")


def export(visit: Visit) -> Response:
    """Give the whole termbase as CSV."""
    terms = visit.rooms.language_desk.glossary.terms(visit.workspace)
    rows = [
        (one.source, one.term, one.target, one.translation, " | ".join(one.avoid), one.note) for one in terms
    ]
    return csv_file("termbase", COLUMNS, rows)


def take_in(visit: Visit) -> Response:
    """Take a table in; lines that cannot be read are named, the others are saved."""
    text = visit.request.form.get("table", "")
    rows = table_rows(text, COLUMNS[:4])
    done = import_terms(visit.rooms.language_desk.glossary, visit.member, rows, visit.request.now)
    _published(visit)
    return _shown(visit, done)


def table_rows(text: str, needed: Sequence[str]) -> list[Mapping[str, str]]:
    """Read a table with a head; RejectedError `table_too_large`, `term_too_long`, `table_without_head` if a column is missing."""
    if len(text) > LONGEST_TABLE:
        raise RejectedError("table_too_large")
    lines = text.lstrip("\ufeff").splitlines()
    first = lines[0] if lines else ""
    separator = max(",;\t", key=first.count)
    try:
        found = list(csv.DictReader(lines, delimiter=separator))
    except csv.Error as error:  # a quote that nobody closes makes the rest of the table one cell
        raise RejectedError("term_too_long") from error
    if not found or not {*needed} <= {(name or "").strip() for name in found[0]}:
        raise RejectedError("table_without_head")
    return [
        {(name or "").strip(): _plain(value) for name, value in row.items() if isinstance(value, str)}
        for row in found
    ]


def _plain(value: str) -> str:
    """An apostrophe that our own export has put before a cell comes off again."""
    return value[1:] if value.startswith("'") and cell(value[1:]) == value else value


def _published(visit: Visit) -> str:
    desk = visit.rooms.language_desk
    try:
        desk.provider.publish(visit.workspace, desk.glossary.terms(visit.workspace))
    except UnavailableError:
        return "saved_here"  # the check after translation uses our own table, so nothing is lost but the engine's help
    return "saved"


def _shown(visit: Visit, imported: Imported | None = None) -> Response:
    terms = visit.rooms.language_desk.glossary.terms(visit.workspace)
    chosen = visit.request.query.get("term", "")
    return visit.show(
        "terms.html",
        terms=terms,
        chosen=next((one for one in terms if one.id == chosen), None),
        columns=COLUMNS,
        codes=COMMON,
        longest_table=LONGEST_TABLE,
        imported=imported,
        done=visit.request.query.get("done", ""),
        may=COMMENTERS.allows(visit.member),
    )
