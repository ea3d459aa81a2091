"""Answers being written: kept in the writer's language and in the customer's, each change a fact of its own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from aftersales.cases.dossier import Dossier
from aftersales.cases.stores import DossierStore
from aftersales.desk.acting import case_of
from aftersales.desk.stating import later_than, stated
from aftersales.language.glossary import Breach, GlossaryStore, breaches, mended
from aftersales.language.port import PhraseMemory, Translator
from aftersales.language.tongue import surely_in
from aftersales.records.case import Case
from aftersales.records.errors import RejectedError
from aftersales.records.message import Author, Message
from aftersales.records.reply import Reply, ReplyState
from aftersales.records.workspace import Member, Settings

LONGEST = 8000
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}")
"""It becomes a line of the mail's head and goes to engines, so it is a language and nothing else."""
_EDITABLE = frozenset({ReplyState.DRAFT, ReplyState.IN_REVIEW, ReplyState.APPROVED, ReplyState.REFUSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What the composer's form says; `seen` is the time of the state that its writer had before their eyes, if there was one.

    `to` is the message (its entity) that was the last one then, empty where there was none; None: the last one there is now.
    """

    key: str
    text: str
    target: str
    rendering: str
    template: str | None = None
    seen: str = ""
    to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """Writes answers for one member, in that member's language."""

    store: DossierStore
    settings: Settings
    glossary: GlossaryStore
    memory: PhraseMemory
    translator: Translator
    member: Member
    language: str

    def find(self, home: str, number: int, key: str) -> tuple[Dossier, Case, Reply | None]:
        """Return an answer with its case; RejectedError `unknown_case`, `case_is_past`."""
        dossier = self.store.dossier(self.settings.workspace, home, self.settings)
        case = case_of(dossier, number)
        if number != len(dossier.cases):
            raise RejectedError("case_is_past")
        mine = (one for one in dossier.replies if one.key == key and one.case == number)
        return dossier, case, next(mine, None)

    def write(self, home: str, number: int, written: Written, now: datetime) -> Reply:
        """Keep what the form says. A text that nobody changed stays as it is; a changed one has to be approved again.

        RejectedError `reply_empty`, `reply_too_long`, `reply_language_missing`, `language_unknown`, `reply_moved_on`,
        `reply_changed` (by another), `unknown_text` where no such message is to be answered.
        """
        dossier, case, known = self.find(home, number, written.key)
        self._check(written, known)
        same = _same_language(self.language, written.target)
        rendering = written.text if same else written.rendering
        words = (written.text.strip(), written.target, rendering.strip())
        if known and (known.text, known.target, known.rendering) == words:
            return known
        record = Reply(
            store=case.store,
            key=written.key,
            on=dossier.home,
            case=number,
            to=known.to if known else _meant(written.to, dossier),
            state=ReplyState.IN_REVIEW if known and known.state is ReplyState.IN_REVIEW else ReplyState.DRAFT,
            language=known.language if known else self.language,
            text=written.text.strip(),
            target=written.target,
            rendering=rendering.strip(),
            engine=known.engine if known else "template" if written.template else "person",
            author=known.author if known else self.member.email,
            member=self.member.email,
            at=now,
            template=written.template or (known.template if known else None),
        )
        return self.keep(record, case, known)

    def translate(self, home: str, number: int, key: str, now: datetime) -> Reply:
        """Fill in the customer's language by engine or memory; terms that came out wrong are mended where the words are known.

        RejectedError `no_translation` where nothing here can translate the text.
        """
        _, case, reply = self._need(home, number, key)
        made = self.translator.translate(self.settings.workspace, reply.text, reply.language, reply.target)
        if made is None:
            raise RejectedError("no_translation")
        rendered = reply.having(rendering=made.text, engine=made.engine, member=self.member.email, at=now)
        return self.keep(rendered.having(rendering=mended(made.text, self.broken(rendered))), case, reply)

    def mend(self, home: str, number: int, key: str, now: datetime) -> Reply:
        """Put the termbase's words in the place of those that are known to be wrong."""
        _, case, reply = self._need(home, number, key)
        better = mended(reply.rendering, self.broken(reply))
        return self.keep(reply.having(rendering=better, member=self.member.email, at=now), case, reply)

    def broken(self, reply: Reply) -> Sequence[Breach]:
        """Return the terms that the answer does not render as the termbase asks."""
        if _same_language(reply.language, reply.target) or not reply.rendering:
            return ()
        terms = self.glossary.terms(self.settings.workspace)
        return breaches(reply.text, reply.language, reply.rendering, reply.target, terms)

    def keep(self, reply: Reply, case: Case, before: Reply | None) -> Reply:
        """State an answer as it is now, after what it was before."""
        kept = reply.having(at=later_than([before.at] if before else [], reply.at))
        fact = stated(kept, workspace=self.settings.workspace, platform=case.platform, now=kept.at)
        self.store.add([fact], self.settings)
        return kept

    def _need(self, home: str, number: int, key: str) -> tuple[Dossier, Case, Reply]:
        dossier, case, reply = self.find(home, number, key)
        if reply is None or reply.state not in _EDITABLE:
            raise RejectedError("reply_moved_on")
        return dossier, case, reply

    def _check(self, written: Written, known: Reply | None) -> None:
        if not written.text.strip():
            raise RejectedError("reply_empty")
        if max(len(written.text), len(written.rendering)) > LONGEST:
            raise RejectedError("reply_too_long")
        if not written.target:
            raise RejectedError("reply_language_missing")
        if not _LANGUAGE.fullmatch(written.target):
            raise RejectedError("language_unknown")
        if known and known.state not in _EDITABLE:
            raise RejectedError("reply_moved_on")
        if known and written.seen != known.at.isoformat():
            raise RejectedError("reply_changed")


def needs_review(settings: Settings, target: str, rendering: str = "") -> bool:
    """Tell whether an answer needs a translator's approval before it is sent.

    That goes by the language that it is said to be in, and by the one that its words are surely in.
    """
    languages = {target, surely_in(rendering) or target}
    free = settings.languages_sent_unreviewed
    return not all(any(_same_language(one, language) for one in free) for language in languages)


def open_reply(dossier: Dossier, number: int) -> Reply | None:
    """Return the answer that somebody still has to finish, the newest if there are several."""
    mine = [one for one in dossier.replies if one.case == number and one.is_open]
    return max(mine, key=lambda one: one.at, default=None)


def to_answer(dossier: Dossier) -> list[tuple[str, Message]]:
    """Return the customer's messages with their entities, oldest first: an answer is one to the last that its writer saw."""
    asked = (one for one in dossier.messages if one.author is Author.CUSTOMER)
    return [(f"message:{one.store}/{one.key}", one) for one in asked]


def _meant(to: str | None, dossier: Dossier) -> str | None:
    known = [entity for entity, _ in to_answer(dossier)]
    if to is None:
        return known[-1] if known else None
    if to and to not in known:
        raise RejectedError("unknown_text")
    return to or None


def _same_language(one: str, other: str) -> bool:
    return one.partition("-")[0].casefold() == other.partition("-")[0].casefold()
