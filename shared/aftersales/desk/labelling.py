"""Labelling: a person says what a text is about, the case follows, and the engine learns."""

from dataclasses import dataclass
from datetime import datetime

from aftersales.cases.stores import DossierStore, WorkspaceStore
from aftersales.desk.acting import Act, act
from aftersales.desk.conversation import Turn, conversation
from aftersales.desk.reviewing import unsure
from aftersales.language.examples import ExampleStore
from aftersales.records.action import Verb
from aftersales.records.case import Case
from aftersales.records.cause import Cause
from aftersales.records.labelled import LabelledText
from aftersales.records.message import Author
from aftersales.records.record import Instant
from aftersales.records.workspace import Member, Settings


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


def _most_doubtful(turns: list[Turn], settings: Settings) -> Turn | None:
    """The first unsure text; where the engine was sure of all of them and wrong, the first one."""
    spoken = (turn for turn in turns if turn.author is Author.CUSTOMER and turn.body.strip())
    return next(unsure(turns, settings), None) or next(spoken, None)
