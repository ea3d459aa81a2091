"""The steps of an answer: to the translator, approved, sent or copied by hand, withdrawn. Only a person's click sends anything."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from aftersales.desk.replies import Writing, needs_review
from aftersales.desk.stating import stated
from aftersales.desk.way_out import WayOut, way_out
from aftersales.language.alignment import phrase_pairs
from aftersales.records.action import Action, Verb
from aftersales.records.case import Case
from aftersales.records.dispatch import Dispatch
from aftersales.records.errors import RejectedError
from aftersales.records.reply import Reply, ReplyState
from aftersales.records.workspace import Connection


class Step(StrEnum):
    """What a person can do with an answer that is written."""

    SUBMIT = "submit"
    APPROVE = "approve"
    SEND = "send"
    COPIED = "copied"
    WITHDRAW = "withdraw"


_LEADS_TO = {
    Step.SUBMIT: ReplyState.IN_REVIEW,
    Step.APPROVE: ReplyState.APPROVED,
    Step.SEND: ReplyState.QUEUED,
    Step.COPIED: ReplyState.COPIED,
    Step.WITHDRAW: ReplyState.WITHDRAWN,
}
_FROM = {
    Step.SUBMIT: frozenset({ReplyState.DRAFT, ReplyState.REFUSED}),
    Step.APPROVE: frozenset({ReplyState.DRAFT, ReplyState.IN_REVIEW, ReplyState.REFUSED}),
    Step.SEND: frozenset({ReplyState.APPROVED}),
    Step.COPIED: frozenset({ReplyState.APPROVED}),
    Step.WITHDRAW: frozenset(
        {ReplyState.DRAFT, ReplyState.IN_REVIEW, ReplyState.APPROVED, ReplyState.REFUSED}
    ),
}


class Post(Protocol):
    """Takes what shall leave the house (see `outreach.outbox`)."""

    def put(self, dispatch: Dispatch) -> bool:
        """Keep a dispatch and queue it; False if its id is already known (then nothing happens)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stepping:
    """Takes answers on, step by step, for the member of `writing`; `may_approve` says whether that member is a translator."""

    writing: Writing
    may_approve: bool
    connections: Sequence[Connection]
    post: Post

    def take(
        self, home: str, number: int, key: str, step: Step, now: datetime, *, anyway: bool = False
    ) -> Reply:
        """Take an answer one step on; the same step twice is one. `anyway`: its broken terms were seen and are meant.

        RejectedError `reply_moved_on`, `rendering_missing`, `term_broken`, `review_needed`, `not_allowed`, or why it cannot leave.
        """
        dossier, case, reply = self.writing.find(home, number, key)
        if reply is None:
            raise RejectedError("reply_moved_on")
        way = way_out(case, dossier, self.connections, reply.to or "")
        if reply.state is _LEADS_TO[step]:
            self._hand_over(
                reply, case, way, now
            )  # an outage between fact and outbox heals with the second click
            return reply
        self._check(reply, step, way, anyway=anyway)
        taken = self.writing.keep(self._after(reply, step, now), case, reply)
        if taken.state is ReplyState.APPROVED or step in {Step.SEND, Step.COPIED}:
            self._teach(taken)
        if step is Step.COPIED:
            self._tell_answered(taken, case, now)
        self._hand_over(taken, case, way, now)
        return taken

    def _check(self, reply: Reply, step: Step, way: WayOut, *, anyway: bool) -> None:
        free = not needs_review(self.writing.settings, reply.target, reply.rendering)
        unreviewed = reply.state in {ReplyState.DRAFT, ReplyState.REFUSED}
        leaves = step in {Step.SEND, Step.COPIED}
        if reply.state not in _FROM[step] and not (leaves and unreviewed):
            raise RejectedError("reply_moved_on")
        if step is Step.WITHDRAW:
            return
        if not reply.rendering.strip():
            raise RejectedError("rendering_missing")
        if step is Step.APPROVE and not self.may_approve:
            raise RejectedError("not_allowed")
        if leaves and unreviewed and not free:
            raise RejectedError("review_needed")
        settled = reply.state is ReplyState.APPROVED or (self.may_approve and anyway)
        if step is not Step.SUBMIT and not settled and self.writing.broken(reply):
            raise RejectedError("term_broken")
        if step is Step.SEND and not way.can_send:
            raise RejectedError(way.reason)

    def _after(self, reply: Reply, step: Step, now: datetime) -> Reply:
        who = self.writing.member.email
        reviewer = who if step is Step.APPROVE else reply.reviewer
        return reply.having(state=_LEADS_TO[step], member=who, reviewer=reviewer, at=now, reason="")

    def _teach(self, reply: Reply) -> None:
        """What a person let pass is known from now on."""
        if reply.text != reply.rendering:
            pairs = phrase_pairs(reply.text, reply.rendering)
            self.writing.memory.put(self.writing.settings.workspace, reply.language, reply.target, pairs)

    def _tell_answered(self, reply: Reply, case: Case, now: datetime) -> None:
        action = Action(
            store=case.store,
            key=f"copied/{reply.key}",
            on=reply.on,
            verb=Verb.ANSWERED,
            member=self.writing.member.email,
            at=now,
        )
        fact = stated(action, workspace=case.workspace, platform=case.platform, now=now)
        self.writing.store.add([fact], self.writing.settings)

    def _hand_over(self, reply: Reply, case: Case, way: WayOut, now: datetime) -> None:
        if reply.state is not ReplyState.QUEUED or way.to is None:
            return
        self.post.put(
            Dispatch(
                workspace=case.workspace,
                id=f"reply/{case.id}/{reply.key}",
                kind="reply",
                channel="mail",
                to=(way.to,),
                letter="",
                language=reply.target,
                data={
                    "reply": reply.key,
                    "subject": way.subject,
                    "text": reply.rendering,
                    "shop": self.writing.settings.name,
                    "answer_to": way.sender,
                    "thread": way.thread,
                    "references": list(way.references),
                    "order_number": way.order_number,
                    "platform": case.platform,
                    "customer": case.customer,
                    "member": reply.member,
                    "drafted": reply.engine != "person",
                },
                store=way.store,
                home=case.home,
                case=case.number,
                created_at=now,
            )
        )
