"""The queue of doubtful texts: the most urgent case first, looked for a stretch of cases at a time, however many there are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aftersales.cases.stores import DossierStore
from aftersales.desk.conversation import Turn, conversation
from aftersales.desk.doubt import is_doubtful, is_unsure
from aftersales.desk.inbox import OPEN
from aftersales.records.case import Case, CaseState
from aftersales.records.message import Author
from aftersales.records.workspace import Settings

PAGE = 100
MOST_PAGES = 10
"""A stretch: so much is read for one page of the console. The next one goes on where it ended."""
_STATES = (*OPEN, CaseState.RESOLVED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A case whose texts nobody and nothing could read for sure, and the text to look at first."""

    case: Case
    turn: Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """What a stretch of cases holds: the text to look at, how many cases are doubtful, and where to go on (empty: nowhere)."""

    doubt: Doubt | None
    count: int
    further: str


def look(store: DossierStore, settings: Settings, *, passed_over: int = 0, since: str = "") -> Stretch:
    """Look through the stretch that begins at `since` (a `further` of before) for the first doubtful text after those skipped."""
    cases, further = _stretch(store, settings.workspace, since)
    doubtful = [case for case in cases if is_doubtful(case, settings.review_below)]
    found = (doubt for case in doubtful if (doubt := _doubt(store, settings, case)))
    for _ in range(passed_over):
        next(found, None)
    return Stretch(doubt=next(found, None), count=len(doubtful), further=further)


def unsure(turns: Sequence[Turn], settings: Settings) -> Iterator[Turn]:
    """Yield the customer's texts without a sure label; a text that is not read yet is not doubtful yet."""
    for turn in turns:
        mine = turn.author is Author.CUSTOMER and turn.body.strip()
        if mine and turn.reading and is_unsure(turn.reading, settings.review_below):
            yield turn


def _doubt(store: DossierStore, settings: Settings, case: Case) -> Doubt | None:
    turns = conversation(store.dossier(settings.workspace, case.home, settings))
    turn = next(unsure(turns, settings), None)
    return Doubt(case=case, turn=turn) if turn else None


def _stretch(store: DossierStore, workspace: str, since: str) -> tuple[list[Case], str]:
    """Return some pages of cases and where the next page lies: a state and the cursor in it."""
    name, _, cursor = since.partition("~")
    at = next((place for place, state in enumerate(_STATES) if state == name), 0)
    after, cases = cursor or None, list[Case]()
    for _ in range(MOST_PAGES):
        page, after = store.cases(workspace, _STATES[at], limit=PAGE, after=after)
        cases += page
        if after is None:
            at += 1
        if at == len(_STATES):
            return cases, ""
    return cases, f"{_STATES[at].value}~{after or ''}"
