"""How long customers wait, and whether what was promised was kept."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from infra.local.seller.contacts import Contact
from infra.local.seller.shapes import World
from infra.local.seller.telling.casebook import Noted, casebook
from infra.local.seller.telling.told import Told

_PROMISED = timedelta(hours=24)
_SOON = timedelta(hours=4)
_WATCHED = timedelta(days=7)


def hours(since: datetime, until: datetime) -> float:
    """Return the hours between two moments."""
    return (until - since).total_seconds() / 3600


def _contacts(world: World) -> Iterator[tuple[Noted, Contact]]:
    for one in casebook(world):
        yield from ((one, contact) for contact in one.contacts)


def first_response(world: World) -> Iterator[Told]:
    """From the first message to the first answer."""
    for one in casebook(world):
        for first in one.contacts[:1]:
            if first.answered_at:
                lasted = hours(first.asked_at, first.answered_at)
                yield one.at(first.answered_at, plus=lasted, of=1, agent=first.agent)


def response(world: World) -> Iterator[Told]:
    """From the first unanswered message to the answer."""
    for one, contact in _contacts(world):
        if contact.answered_at:
            lasted = hours(contact.asked_at, contact.answered_at)
            yield one.at(contact.answered_at, plus=lasted, of=1, agent=contact.agent)


def awaiting(world: World) -> Iterator[Told]:
    """Cases that have not been answered once."""
    for one in casebook(world):
        for first in one.contacts[:1]:
            yield one.at(first.asked_at, plus=1, until=first.answered_at)


def unanswered(world: World) -> Iterator[Told]:
    """Contacts that were closed without an answer, of all that ended; nobody closes what is unanswered here."""
    for one, contact in _contacts(world):
        if contact.answered_at:
            yield one.at(contact.answered_at, of=1)


def _kept(world: World) -> Iterator[Told]:
    for one in casebook(world):
        for place, contact in enumerate(one.contacts):
            due = contact.asked_at + _PROMISED
            in_time = contact.answered_at is not None and contact.answered_at <= due
            part = "next_response" if place else "first_response"
            at = contact.answered_at if in_time and contact.answered_at else due
            yield one.at(at, plus=in_time, of=1, part=part, agent=contact.agent)


def attained(world: World) -> Iterator[Told]:
    """First answers in time, of those due."""
    return (one for one in _kept(world) if one.part == "first_response")


def promises(world: World) -> Iterator[Told]:
    """Answers in time, of those due."""
    return _kept(world)


def overdue(world: World) -> Iterator[Told]:
    """Contacts that wait past their deadline."""
    for one, contact in _contacts(world):
        due = contact.asked_at + _PROMISED
        if not (contact.answered_at and contact.answered_at <= due):
            yield one.at(due, plus=1, until=contact.answered_at)


def due_soon(world: World) -> Iterator[Told]:
    """Contacts that wait and are due within four hours."""
    for one, contact in _contacts(world):
        due = contact.asked_at + _PROMISED
        until = min(contact.answered_at or due, due)
        if due - _SOON < until:
            yield one.at(due - _SOON, plus=1, until=until)


def deflected(world: World) -> Iterator[Told]:
    """Cases that an automatic answer was enough for, of those that got one."""
    for one in casebook(world):
        words = one.conversation.words if one.conversation else ()
        receipts = [word.at for word in words if word.author == "receipt"]
        for at in receipts[:1]:
            later = [
                word for word in words
                if word.author in {"agent", "customer"} and at < word.at <= at + _WATCHED
            ]  # fmt: skip
            yield one.at(at, plus=not later, of=1, since=at + _WATCHED)
