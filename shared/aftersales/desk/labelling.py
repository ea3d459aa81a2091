"""The queue of doubtful texts: a person says what they are about, the case follows, and the engine learns."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from aftersales.cases.stores import DossierStore, WorkspaceStore
from aftersales.desk.acting import Act, act
from aftersales.desk.conversation import Turn, conversation
from aftersales.desk.doubt import is_doubtful, is_unsure
from aftersales.desk.inbox import OPEN
from aftersales.language.examples import ExampleStore
from aftersales.records.action import Verb
from aftersales.records.case import Case, CaseState
from aftersales.records.cause import Cause
from aftersales.records.labelled import LabelledText
from aftersales.records.message import Author
from aftersales.records.record import Instant
from aftersales.records.workspace import Member, Settings

PAGE = 100
MOST_PAGES = 10
_STATES = (*OPEN, CaseState.RESOLVED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A case whose texts nobody and nothing could read for sure, and the text to look at first."""

    case: Case
    turn: Turn


def doubtful(store: DossierStore, settings: Settings, *, passed_over: int = 0) -> Doubt | None:
    """Return the next doubtful text, the most urgent case first, after so many that were skipped; None: none is left."""
    for case in _doubtful_cases(store, settings):
        dossier = store.dossier(settings.workspace, case.home, settings)
        turn = next(_unsure(conversation(dossier), settings), None)
        if turn is None:
            continue
        if passed_over == 0:
            return Doubt(case=case, turn=turn)
        passed_over -= 1
    return None


def count_doubtful(store: DossierStore, settings: Settings) -> int:
    """Count the cases that wait for a label, as far as the queue reads."""
    return sum(1 for _ in _doubtful_cases(store, settings))


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelling:
    """Labels texts for one member."""

    store: DossierStore
    workspaces: WorkspaceStore
    examples: ExampleStore
    member: Member

    def label(self, case: tuple[str, int], key: str, cause: Cause, now: datetime, about: str = "") -> Case:
        """Give a case (home, number) its cause and teach the text of `about`, or the first doubtful one, or the first.

        RejectedError as `acting.act` says.
        """
        settings = self.workspaces.settings(self.member.workspace)
        turns = conversation(self.store.dossier(self.member.workspace, case[0], settings))
        turn = next((one for one in turns if one.entity == about), None) or _most_doubtful(turns, settings)
        entity = turn.entity if turn else None
        what = Act(key=key, verb=Verb.RELABELLED, cause=cause, about=entity)
        after = act(self.store, self.workspaces, self.member, case, what, now=now)
        if turn is not None and turn.body.strip():
            self.examples.learn(self._example(turn, key, cause, now))
        return after

    def take_back(self, case: tuple[str, int], key: str, of: str, now: datetime) -> Case:
        """Undo the label whose act had the key `of`: the case reads as before, and the example is forgotten."""
        settings = self.workspaces.settings(self.member.workspace)
        dossier = self.store.dossier(self.member.workspace, case[0], settings)
        labels = [one for one in dossier.actions if one.verb is Verb.RELABELLED]
        before = next((labels[at - 1].cause for at, one in enumerate(labels) if at and one.key == of), None)
        what = Act(key=key, verb=Verb.RELABELLED, cause=before, takes_back=True)
        after = act(self.store, self.workspaces, self.member, case, what, now=now)
        for example in self.examples.examples(self.member.workspace):
            if example.id == of:
                self.examples.forget(example)
        return after

    def _example(self, turn: Turn, key: str, cause: Cause, now: Instant) -> LabelledText:
        return LabelledText(
            workspace=self.member.workspace,
            id=key,
            about=turn.entity,
            text=turn.body,
            heading=turn.heading,
            language=turn.language,
            cause=cause,
            member=self.member.email,
            at=now,
        )


def _doubtful_cases(store: DossierStore, settings: Settings) -> Iterator[Case]:
    pages = 0
    for state in _STATES:
        cursor: str | None = None
        while pages < MOST_PAGES:
            page, cursor = store.cases(settings.workspace, state, limit=PAGE, after=cursor)
            pages += 1
            yield from (case for case in page if is_doubtful(case, settings.review_below))
            if cursor is None:
                break


def _most_doubtful(turns: list[Turn], settings: Settings) -> Turn | None:
    """The first unsure text; where the engine was sure of all of them and wrong, the first one."""
    spoken = (turn for turn in turns if turn.author is Author.CUSTOMER and turn.body.strip())
    return next(_unsure(turns, settings), None) or next(spoken, None)


def _unsure(turns: list[Turn], settings: Settings) -> Iterator[Turn]:
    """The customer's texts without a sure label; a text that is not read yet is not doubtful yet."""
    for turn in turns:
        mine = turn.author is Author.CUSTOMER and turn.body.strip()
        if mine and turn.reading and is_unsure(turn.reading, settings.review_below):
            yield turn
