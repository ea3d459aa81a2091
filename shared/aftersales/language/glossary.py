"""The termbase at work: which terms a text holds, whether its translation keeps them, and what mends it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from aftersales.records.glossary import ReplyTemplate, Term

_UNSPACED = frozenset({"ja", "zh", "th"})


class GlossaryStore(Protocol):
    """The terms and ready-made answers of workspaces. Every call names its workspace; nothing crosses."""

    def terms(self, workspace: str) -> Sequence[Term]:
        """Return all terms, by languages and term."""

    def save_terms(self, terms: Sequence[Term]) -> None:
        """Save terms, over those of the same id."""

    def delete_term(self, workspace: str, term: str) -> None:
        """Delete a term by its id; an unknown one is no error."""

    def templates(self, workspace: str) -> Sequence[ReplyTemplate]:
        """Return all ready-made answers, by title."""

    def save_template(self, template: ReplyTemplate) -> None:
        """Save an answer, over that of the same id."""

    def delete_template(self, workspace: str, template: str) -> None:
        """Delete an answer; an unknown one is no error."""


@dataclass(frozen=True, slots=True)
class Breach:
    """A term whose translation is missing; `wrong` are the words that stand in its place, as far as they are known."""

    term: Term
    wrong: tuple[str, ...] = ()

    @property
    def can_mend(self) -> bool:
        """Whether replacing words is enough."""
        return bool(self.wrong)


def terms_in(text: str, source: str, target: str, terms: Sequence[Term]) -> list[Term]:
    """Return the terms between two languages that a text holds, longest first: 'power bank' goes before 'bank'."""
    fitting = [term for term in terms if _same(term.source, source) and _same(term.target, target)]
    found: list[Term] = []
    left = text
    for term in sorted(fitting, key=lambda term: (-len(term.term), term.term)):
        pattern = _pattern(term.term, source)
        if pattern.search(left):
            found.append(term)
            left = pattern.sub(" ", left)
    return found


def breaches(text: str, source: str, rendering: str, target: str, terms: Sequence[Term]) -> list[Breach]:
    """Return the terms of `text` that its translation does not render as the termbase asks."""
    return [
        Breach(term, tuple(_wrong(term, rendering)))
        for term in terms_in(text, source, target, terms)
        if not _pattern(term.translation, target).search(rendering)
    ]


def mended(rendering: str, found: Sequence[Breach]) -> str:
    """Return the translation with known wrong words replaced; breaches without any stay as they are."""
    for breach in found:
        right = breach.term.translation.replace("\\", r"\\")  # a backslash would be read as a reference
        for wrong in breach.wrong:
            rendering = _pattern(wrong, breach.term.target, whole=True).sub(right, rendering)
    return rendering


def _wrong(term: Term, rendering: str) -> Iterator[str]:
    """What is known to be wrong, and the term itself left untranslated."""
    for words in (*term.avoid, term.term):
        if words and _pattern(words, term.target, whole=True).search(rendering):
            yield words


def _pattern(words: str, language: str, *, whole: bool = False) -> re.Pattern[str]:
    inner = r"\s+".join(re.escape(part) for part in words.split())
    # Words of spaced scripts stand alone; a beginning is enough, for many languages bend the ends of words.
    spaced = _short(language) not in _UNSPACED and words[:1].isalnum()
    end = r"(?!\w)" if whole else ""
    return re.compile(rf"(?<!\w){inner}{end}" if spaced else inner, re.IGNORECASE)


def _same(one: str, other: str) -> bool:
    """A term for 'pt' also holds for 'pt-BR', one for 'pt-BR' for that alone."""
    return one.casefold() == other.casefold() or one.casefold() == _short(other)


def _short(language: str) -> str:
    return language.split("-", 1)[0].casefold()
