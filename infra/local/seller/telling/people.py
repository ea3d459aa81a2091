"""What people write and do, what is asked of them by machines, and what customers think of it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from infra.local.seller.formats.mail import colleague
from infra.local.seller.markets import ZONE
from infra.local.seller.office import Answered, Asked
from infra.local.seller.shapes import World
from infra.local.seller.telling.casebook import Noted, casebook
from infra.local.seller.telling.told import Key, Told

_WATCHED = timedelta(days=7)
_SILENCE = timedelta(hours=24)
_CONTENT = 4


def _hour(at: datetime) -> str:
    """Return weekday and hour in the seller's zone, '1-09' for Monday from nine to ten."""
    local = at.astimezone(ZoneInfo(ZONE))
    return f"{local.isoweekday()}-{local:%H}"


def _spoken(world: World) -> Iterator[Noted]:
    return (one for one in casebook(world) if one.conversation)


def _written(world: World, author: str) -> Iterator[tuple[Noted, datetime, Key]]:
    for one in _spoken(world):
        for place, words in enumerate(one.conversation.words if one.conversation else ()):
            if words.author == author and one.conversation:
                yield one, words.at, colleague(one.conversation, place)


def conversations(world: World) -> Iterator[Told]:
    """Conversations, each at its first message."""
    for one in _spoken(world):
        if one.conversation:
            at = one.conversation.words[0].at
            yield one.at(at, plus=1, part=_hour(at))


def customer_messages(world: World) -> Iterator[Told]:
    """Messages of customers."""
    for one, at, _ in _written(world, "customer"):
        yield one.at(at, plus=1, part=_hour(at))


def agent_messages(world: World) -> Iterator[Told]:
    """Messages of people of ours."""
    for one, at, agent in _written(world, "agent"):
        yield one.at(at, plus=1, part=_hour(at), agent=agent)


def replies(world: World) -> Iterator[Told]:
    """Replies by who wrote them."""
    for one, at, agent in _written(world, "agent"):
        yield one.at(at, plus=1, agent=agent)


def handled(world: World) -> Iterator[Told]:
    """Cases by each person's first reply."""
    firsts: dict[tuple[int, str], tuple[Noted, datetime]] = {}
    for one, at, agent in _written(world, "agent"):
        if agent:
            firsts.setdefault((id(one), agent), (one, at))
    for (_, agent), (one, at) in firsts.items():
        yield one.at(at, plus=1, agent=agent)


def resolved(world: World) -> Iterator[Told]:
    """Resolutions by whom they are credited to."""
    for one in casebook(world):
        for cycle in one.cycles:
            if cycle.resolved_at:
                yield one.at(cycle.resolved_at, plus=1, agent=cycle.agent)


def reopened(world: World) -> Iterator[Told]:
    """Resolutions that did not last, of all."""
    for one in casebook(world):
        for cycle in one.cycles:
            if cycle.resolved_at:
                yield one.at(cycle.resolved_at, of=1, agent=cycle.agent)
                if cycle.reopened_at:
                    yield one.at(cycle.resolved_at, plus=1, since=cycle.reopened_at, agent=cycle.agent)


def sessions(world: World) -> Iterator[Told]:
    """Stretches of a conversation without a day of silence, and without a resolution within."""
    for one in _spoken(world):
        for asked_at, last_at in _sessions(one):
            lasted = (last_at - asked_at).total_seconds() / 3600
            yield one.at(asked_at, plus=lasted, of=1, since=last_at + _SILENCE)


def _sessions(one: Noted) -> Iterator[tuple[datetime, datetime]]:
    words = one.conversation.words if one.conversation else ()
    people = [word for word in words if word.author in {"customer", "agent"}]
    cut = one.closing.at if one.closing else None
    session = people[:1]
    for before, word in zip(people, [*people[1:], None], strict=True):
        is_over = (
            word is None or word.at - before.at > _SILENCE or (cut is not None and before.at <= cut < word.at)
        )
        if is_over:
            asked = [each.at for each in session if each.author == "customer"]
            if len(session) > 1 and asked:
                yield asked[0], session[-1].at
            session = []
        if word is not None:
            session.append(word)


def _asked(world: World) -> Iterator[tuple[Noted, Asked]]:
    for one in casebook(world):
        if one.closing and one.closing.survey:
            yield one, one.closing.survey


def _scores(world: World) -> Iterator[tuple[Told, int]]:
    """Yield each survey's answers while they count: the last within seven days of the first, dated by the first."""
    for one, asked in _asked(world):
        counted = [answer for answer in asked.answers if answer.at <= asked.answers[0].at + _WATCHED]
        following_ones: list[Answered | None] = [*counted[1:], *([None] if counted else [])]
        for answer, following in zip(counted, following_ones, strict=True):
            told = one.at(counted[0].at, of=1, since=answer.at, until=following.at if following else None)
            yield told.having(agent=one.closing.agent if one.closing else None), answer.score


def satisfied(world: World) -> Iterator[Told]:
    """Answers of four or five, of all."""
    return (told.having(plus=score >= _CONTENT) for told, score in _scores(world))


def mean_score(world: World) -> Iterator[Told]:
    """Scores of all answers."""
    return (told.having(plus=score) for told, score in _scores(world))


def survey_response(world: World) -> Iterator[Told]:
    """Surveys answered, of those that arrived."""
    for one, asked in _asked(world):
        agent = one.closing.agent if one.closing else None
        if asked.state == "delivered":
            yield one.at(asked.sent_at, of=1, agent=agent)
            for answer in asked.answers[:1]:
                yield one.at(asked.sent_at, plus=1, since=answer.at, agent=agent)


def accepted(world: World) -> Iterator[Told]:
    """Proposals taken, of those shown."""
    for one in _spoken(world):
        if one.closing and one.conversation:
            shown = one.at(one.conversation.words[0].at, of=1, part="cause", agent=one.closing.agent)
            yield shown
            if one.closing.accepted:
                yield shown.having(plus=1, of=0, since=one.closing.at)


def overridden(world: World) -> Iterator[Told]:
    """Causes that people changed, of those that an engine found: nobody changes any here."""
    for one in casebook(world):
        if one.engine_cause:
            yield one.at(one.case.opened_at, of=1)
