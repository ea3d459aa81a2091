"""The words of a workspace in people's hands: terms and ready-made answers, one by one or as a table."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from aftersales.language.glossary import GlossaryStore
from aftersales.records.cause import Cause
from aftersales.records.errors import RejectedError
from aftersales.records.glossary import ReplyTemplate, Term
from aftersales.records.order import Order
from aftersales.records.workspace import Member

COLUMNS = ("source", "term", "target", "translation", "avoid", "note")
LONGEST_TERM = 200
LONGEST_TEXT = 8000
MOST_TERMS = 2000
MOST_LANGUAGES = 20
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?")


@dataclass(frozen=True, slots=True)
class Imported:
    """How a table was taken in: terms saved, and the lines (counted from 1, the head is 1) that could not be read, with reasons."""

    saved: int
    refused: Sequence[tuple[int, str]]


def make_term(member: Member, values: Mapping[str, str], now: datetime) -> Term:
    """Make a term of a form or of a line. RejectedError `term_missing`, `term_too_long`, `language_unknown`, `same_language`."""
    plain = {name: (values.get(name) or "").strip() for name in COLUMNS}
    if not (plain["term"] and plain["translation"]):
        raise RejectedError("term_missing")
    if max(map(len, plain.values())) > LONGEST_TERM:
        raise RejectedError("term_too_long")
    if plain["source"] == plain["target"]:
        raise RejectedError("same_language")
    return Term(
        workspace=member.workspace,
        source=_language(plain["source"]),
        term=plain["term"],
        target=_language(plain["target"]),
        translation=plain["translation"],
        avoid=tuple(one.strip() for one in re.split(r"[|;；]", plain["avoid"]) if one.strip()),
        note=plain["note"],
        member=member.email,
        at=now,
    )


def import_terms(
    store: GlossaryStore, member: Member, rows: Iterable[Mapping[str, str]], now: datetime
) -> Imported:
    """Take in lines of a table with COLUMNS; what can be read is saved. RejectedError `too_many_terms`."""
    made: list[Term] = []
    refused: list[tuple[int, str]] = []
    for number, row in enumerate(rows, start=2):
        try:
            made.append(make_term(member, row, now))
        except RejectedError as error:
            refused.append((number, error.reason))
    if len(store.terms(member.workspace)) + len(made) > MOST_TERMS:
        raise RejectedError("too_many_terms")
    latest = {term.id: term for term in made}
    store.save_terms(list(latest.values()))
    return Imported(len(latest), refused)


def make_template(
    member: Member, name: str, title: str, texts: Mapping[str, str], cause: Cause | None, now: datetime
) -> ReplyTemplate:
    """Make a ready-made answer. RejectedError `template_title_missing`, `_empty`, `_too_long`, `language_unknown`."""
    if not title.strip():
        raise RejectedError("template_title_missing")
    filled = {_language(code): text.strip() for code, text in texts.items() if text.strip()}
    if not filled or len(filled) > MOST_LANGUAGES:
        raise RejectedError("template_empty")
    if max(map(len, filled.values())) > LONGEST_TEXT:
        raise RejectedError("template_too_long")
    return ReplyTemplate(
        workspace=member.workspace,
        id=name,
        title=title.strip()[:LONGEST_TERM],
        texts=filled,
        cause=cause,
        member=member.email,
        at=now,
    )


def filled_in(template: ReplyTemplate, language: str, name: str | None, order: Order | None) -> str:
    """Return the answer in a language ('de' serves 'de-AT') with the customer's name and order number; empty if it has none."""
    text = template.texts.get(language) or template.texts.get(language.partition("-")[0].casefold(), "")
    return text.replace("{name}", name or "").replace("{order}", order.number if order else "")


def _language(code: str) -> str:
    short, _, region = code.strip().partition("-")
    plain = short.casefold() + (f"-{region}" if region else "")
    if not _LANGUAGE.fullmatch(plain):
        raise RejectedError("language_unknown")
    return plain
