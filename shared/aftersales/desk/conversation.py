"""What was said in a dossier, in order: each text with its translation, its labels and the words they rest on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from aftersales.cases.dossier import Dossier
from aftersales.records.after_sales import Return, Review
from aftersales.records.cause import Cause
from aftersales.records.message import Author, Message
from aftersales.records.record import Entity
from aftersales.records.understanding import CauseLabel, Understanding


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a text; `cause` is the label that rests on it, if one does."""

    text: str
    cause: Cause | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One text of a customer or of ours, as written, with what was read in it."""

    form: Literal["message", "review", "return"]
    author: Author
    name: str | None
    at: datetime
    heading: str
    passages: Sequence[Passage]
    reading: Understanding | None
    channel: str = ""
    stars: int | None = None

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


def _reading(dossier: Dossier, record: Entity, kind: str) -> Understanding | None:
    return dossier.understanding_of(f"{kind}:{record.store}/{record.key}")


def _passages(text: str, reading: Understanding | None) -> Sequence[Passage]:
    return passages(text, reading.causes if reading else ())


def _messages(dossier: Dossier) -> Iterator[Turn]:
    for message in dossier.messages:
        reading = _reading(dossier, message, Message.model_fields["kind"].default)
        yield Turn(
            form="message",
            author=message.author,
            name=message.customer_name if message.author is Author.CUSTOMER else None,
            at=message.sent_at,
            heading=message.subject,
            passages=_passages(message.text, reading),
            reading=reading,
            channel=message.channel,
        )


def _reviews(dossier: Dossier) -> Iterator[Turn]:
    for review in dossier.reviews:
        reading = _reading(dossier, review, Review.model_fields["kind"].default)
        yield Turn(
            form="review",
            author=Author.CUSTOMER,
            name=review.author,
            at=review.posted_at,
            heading=review.title,
            passages=_passages(review.text, reading),
            reading=reading,
            stars=review.stars,
        )


def _returns(dossier: Dossier) -> Iterator[Turn]:
    for back in dossier.returns:
        comment = "\n".join(line.comment for line in back.lines if line.comment)
        if comment:
            reading = _reading(dossier, back, Return.model_fields["kind"].default)
            yield Turn(
                form="return",
                author=Author.CUSTOMER,
                name=None,
                at=back.requested_at,
                heading="",
                passages=_passages(comment, reading),
                reading=reading,
            )
