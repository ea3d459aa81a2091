"""The office's doings as the facts that the product keeps of them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal

from aftersales.records.action import Action, Verb
from aftersales.records.cost import CarrierClaim, Component, Cost
from aftersales.records.exchange_rate import ExchangeRate
from aftersales.records.fact import Actor, AnyRecord, Fact, Observation, to_fact
from aftersales.records.money import Money
from aftersales.records.recommendation import Recommendation
from aftersales.records.survey import Survey, SurveyAnswer, SurveyState
from infra.local.seller.dollars import still
from infra.local.seller.formats.wire import WORKSPACE
from infra.local.seller.office import Asked, Closed, Recovery, closed, recoveries
from infra.local.seller.shapes import World

SYSTEM = "system"


def office_facts(world: World) -> list[Fact]:
    """Return every fact that the office leads to."""
    found = [fact for one in closed(world) for fact in _closing(one)]
    found += [fact for one in recoveries(world) for fact in _recovery(one)]
    return [*found, *(_rate(*rate) for rate in still(world.end.date()))]


def _rate(currency: str, day: date, per_euro: str) -> Fact:
    record = ExchangeRate(
        store="ecb",
        key=f"{currency}@{day}",
        currency=currency,
        day=day,
        per_euro=Decimal(per_euro),
        source="ecb",
    )
    return _fact(record, datetime.combine(day, time(15, tzinfo=UTC)), Actor.SYSTEM)


def _closing(one: Closed) -> Iterator[Fact]:
    store, name = one.order.market.store, one.conversation.id
    who = one.agent or SYSTEM
    proposed_at = one.conversation.words[0].at
    yield _fact(
        Action(store=store, key=f"close/{name}", on=one.home, verb=Verb.RESOLVED, member=who, at=one.at),
        one.at,
    )
    yield _fact(
        Recommendation(
            store=store,
            key=f"cause/{name}",
            on=one.home,
            case=1,
            form="cause",
            engine="embedded",
            offered="proposed",
            shown_at=proposed_at,
            outcome="accepted" if one.accepted else "overridden",
            decided_at=one.at,
            member=one.agent,
        ),
        one.at,
    )
    order = one.order.id if one.conversation.named else None
    yield _fact(
        Cost(
            store=store,
            key=f"labour/{name}",
            order=order,
            component=Component.LABOUR,
            incurred_at=one.at,
            minutes=one.minutes,
        ),
        one.at,
    )
    if one.survey:
        yield from _survey(one, one.survey)


def _survey(one: Closed, asked: Asked) -> Iterator[Fact]:
    store, key = one.order.market.store, f"survey/{one.conversation.id}"
    bounced = asked.state == "bounced"
    yield _fact(
        Survey(
            store=store,
            key=key,
            on=one.home,
            case=1,
            state=SurveyState.BOUNCED if bounced else SurveyState.DELIVERED,
            sent_at=asked.sent_at,
            delivered_at=None if bounced else asked.sent_at,
            bounced_at=asked.sent_at if bounced else None,
            agent=one.agent,
        ),
        asked.sent_at,
    )
    for place, answer in enumerate(asked.answers):
        yield _fact(
            SurveyAnswer(
                store=store, key=f"{key}/{place}", survey=key, on=one.home, score=answer.score, at=answer.at
            ),
            answer.at,
            Actor.CUSTOMER,
        )


def _recovery(one: Recovery) -> Iterator[Fact]:
    claimed = Money(minor=one.claimed, currency=one.order.market.currency)
    claim = CarrierClaim(
        store=one.order.market.store,
        key=f"lost/{one.parcel}",
        order=one.order.id,
        parcel=one.parcel,
        carrier=one.carrier,
        status="filed",
        filed_at=one.filed_at,
        claimed=claimed,
    )
    yield _fact(claim, one.filed_at)
    if one.decided_at:
        decided = claim.having(
            status="accepted" if one.accepted else "refused",
            decided_at=one.decided_at,
            recovered=claimed if one.accepted else None,
        )
        yield _fact(decided, one.decided_at)


def _fact(record: AnyRecord, at: datetime, actor: Actor = Actor.AGENT) -> Fact:
    observation = Observation(record=record, occurred_at=at, version=at.isoformat(), actor=actor)
    return to_fact(
        observation, workspace=WORKSPACE, connection=record.store, platform="helloword", ingested_at=at
    )
