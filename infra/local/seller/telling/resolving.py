"""How cases end: how soon, at which contact, for how long, and what is still open."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from infra.local.seller.shapes import World
from infra.local.seller.telling.answering import hours
from infra.local.seller.telling.casebook import Noted, casebook
from infra.local.seller.telling.sales import paid
from infra.local.seller.telling.told import Told, sold_as

_WATCHED = timedelta(days=7)
_AGES = (("0-1", 0, 1), ("1-3", 1, 3), ("3-7", 3, 7), ("7+", 7, None))


def _came_again(one: Noted, world: World) -> bool:
    """Whether the same customer had a case about the same order, or of the same branch, within a week of the first resolution."""
    ended = one.cycles[0].resolved_at
    return ended is not None and any(
        other is not one
        and ended < other.case.opened_at <= ended + _WATCHED
        and (other.case.dossier == one.case.dossier or _alike(one, other))
        for other in casebook(world)
    )


def _alike(one: Noted, other: Noted) -> bool:
    mine, theirs = one.told.cause, other.told.cause
    same = bool(mine and theirs) and str(mine).partition(".")[0] == str(theirs).partition(".")[0]
    return same and one.customer is not None and one.customer == other.customer


def _first_ends(world: World) -> Iterator[tuple[Noted, datetime]]:
    for one in casebook(world):
        ended = one.cycles[0].resolved_at
        if ended:
            yield one, ended


def _comes_back(one: Noted, ended: datetime) -> bool:
    again = one.cycles[0].reopened_at
    return again is not None and again <= ended + _WATCHED


def first_contact(world: World) -> Iterator[Told]:
    """Cases resolved with one contact answered and nothing after it, of those that a person had answered."""
    for one, ended in _first_ends(world):
        answered = sum(
            contact.answered_at is not None and one.cycle_of(contact) == 1 for contact in one.contacts
        )
        if answered:
            done = answered == 1 and not _came_again(one, world) and not _comes_back(one, ended)
            yield one.at(ended, plus=done, of=1, since=ended + _WATCHED, agent=one.cycles[0].agent)


def repeats(world: World) -> Iterator[Told]:
    """Cases after which the customer came back within a week, of those resolved."""
    for one, ended in _first_ends(world):
        again = _came_again(one, world) or _comes_back(one, ended)
        yield one.at(ended, plus=again, of=1, since=ended + _WATCHED, agent=one.cycles[0].agent)


def resolved_in_a_week(world: World) -> Iterator[Told]:
    """Cases that stood resolved a week after their opening, of all opened."""
    for one in casebook(world):
        opened = one.case.opened_at
        yield one.at(opened, of=1)
        for cycle in one.cycles:
            if cycle.resolved_at and cycle.resolved_at < opened + _WATCHED:
                stays = cycle.reopened_at is None or cycle.reopened_at >= opened + _WATCHED
                yield one.at(
                    opened, plus=1, since=cycle.resolved_at, until=None if stays else cycle.reopened_at
                )


def cleared(world: World) -> Iterator[Told]:
    """Resolutions, of openings and reopenings."""
    for one in casebook(world):
        for cycle in one.cycles:
            yield one.at(cycle.opened_at, of=1)
            if cycle.resolved_at:
                yield one.at(cycle.resolved_at, plus=1)


def _ended(world: World) -> Iterator[tuple[Noted, datetime]]:
    return ((one, one.resolved_at) for one in casebook(world) if one.resolved_at)


def full(world: World) -> Iterator[Told]:
    """From the opening to the last resolution."""
    for one, ended in _ended(world):
        yield one.at(ended, plus=hours(one.case.opened_at, ended), of=1, agent=one.cycles[-1].agent)


def first(world: World) -> Iterator[Told]:
    """From the opening to the first resolution."""
    for one, ended in _first_ends(world):
        yield one.at(ended, plus=hours(one.case.opened_at, ended), of=1, agent=one.cycles[0].agent)


def active(world: World) -> Iterator[Told]:
    """How long it was our turn: while customers waited for an answer, or while a matter without words was under way."""
    for one, ended in _ended(world):
        if one.conversation:
            waits = [hours(one.asked_at, one.answered_at) for one in one.contacts if one.answered_at]
        else:
            waits = [hours(cycle.opened_at, cycle.resolved_at) for cycle in one.cycles if cycle.resolved_at]
        yield one.at(ended, plus=sum(waits), of=1, agent=one.cycles[-1].agent)


def backlog(world: World) -> Iterator[Told]:
    """Cases that are open, by their age."""
    for one in casebook(world):
        born = one.case.opened_at
        for cycle in one.cycles:
            for part, youngest, oldest in _AGES:
                since = max(cycle.opened_at, born + timedelta(days=youngest))
                ends = [cycle.resolved_at, born + timedelta(days=oldest) if oldest else None]
                until = min((at for at in ends if at), default=None)
                if until is None or since < until:
                    yield one.at(since, plus=1, until=until, part=part)


def contacts_per_case(world: World) -> Iterator[Told]:
    """Contacts until the resolution, of cases in which somebody wrote."""
    for one, ended in _ended(world):
        if one.contacts:
            yield one.at(ended, plus=len(one.contacts), of=1, agent=one.cycles[-1].agent)


def contact_rate(world: World) -> Iterator[Told]:
    """Contacts about orders, of those orders."""
    known = {f"{order.market.store}/{order.id}": order for order in paid(world)}
    for order in known.values():
        yield Told(at=order.placed_at, of=1, **sold_as(order))
    for one in casebook(world):
        if one.case.dossier in known:
            order = known[one.case.dossier]
            for contact in one.contacts:
                yield Told(at=order.placed_at, plus=1, since=contact.asked_at, **sold_as(order))


def causes(world: World) -> Iterator[Told]:
    """Cases by the branch of their cause."""
    for one in casebook(world):
        cause = one.told.cause
        yield one.at(one.case.opened_at, plus=1, of=cause is not None, part=cause and cause.partition(".")[0])
