"""What was said in a dossier, in order: each text with its translation, its labels and the words they rest on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from aftersales.cases.dossier import Dossier
from aftersales.desk.renderings import Shown, renderings_of
from aftersales.language.hashing import text_hash
from aftersales.records.after_sales import Return, Review
from aftersales.records.cause import Cause
from aftersales.records.message import Author, Message
from aftersales.records.understanding import CauseLabel, Understanding


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a text; `cause` is the label that rests on it, if one does."""

    text: str
    cause: Cause | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One text of a customer or of ours, as written, with what was read in it and its translations by language.

    `entity` names what holds it, `member` is the colleague who wrote it.
    """

    form: Literal["message", "review", "return"]
    entity: str
    author: Author
    at: datetime
    heading: str
    passages: Sequence[Passage]
    reading: Understanding | None
    renderings: Mapping[str, Shown] = field(default_factory=dict)
    name: str | None = None
    channel: str = ""
    member: str | None = None
    stars: int | None = None

    @property
    def body(self) -> str:
        """The text as it was written."""
        return "".join(passage.text for passage in self.passages)

    @property
    def language(self) -> str | None:
        """The language that was recognised in the text (BCP 47)."""
        return self.reading.language if self.reading else None


def conversation(dossier: Dossier) -> list[Turn]:
    """Return everything said, oldest first."""
    turns = [*_messages(dossier), *_reviews(dossier), *_returns(dossier)]
    return sorted(turns, key=lambda turn: turn.at)


def passages(text: str, labels: Sequence[CauseLabel]) -> list[Passage]:
    """Cut a text at the evidence of its labels. Evidence that overlaps or lies outside the text is left unmarked."""
    cut: list[Passage] = []
    end = 0
    for label in sorted(labels, key=lambda label: (label.start or 0, label.end or 0)):
        if label.start is None or label.end is None or not end <= label.start < label.end <= len(text):
            continue
        if label.start > end:
            cut.append(Passage(text[end : label.start]))
        cut.append(Passage(text[label.start : label.end], label.cause))
        end = label.end
    if end < len(text):
        cut.append(Passage(text[end:]))
    return cut


def _turn(dossier: Dossier, record: Message | Review | Return, text: str, heading: str) -> Turn:
    entity = f"{record.kind}:{record.store}/{record.key}"
    reading = dossier.understanding_of(entity)
    return Turn(
        form=record.kind,
        entity=entity,
        author=Author.CUSTOMER,
        at=_moment(record),
        heading=heading,
        passages=passages(text, reading.causes if reading else ()),
        reading=reading,
        renderings=renderings_of(dossier, entity, text_hash(text, heading)),
    )


def _moment(record: Message | Review | Return) -> datetime:
    if isinstance(record, Message):
        return record.sent_at
    return record.posted_at if isinstance(record, Review) else record.requested_at


def _messages(dossier: Dossier) -> Iterator[Turn]:
    for message in dossier.messages:
        yield replace(
            _turn(dossier, message, message.text, message.subject),
            author=message.author,
            name=message.customer_name if message.author is Author.CUSTOMER else None,
            channel=message.channel,
            member=message.member,
        )


def _reviews(dossier: Dossier) -> Iterator[Turn]:
    for review in dossier.reviews:
        yield replace(
            _turn(dossier, review, review.text, review.title), name=review.author, stars=review.stars
        )


def _returns(dossier: Dossier) -> Iterator[Turn]:
    for back in dossier.returns:
        comment = "\n".join(line.comment for line in back.lines if line.comment)
        if comment:
            yield _turn(dossier, back, comment, "")
