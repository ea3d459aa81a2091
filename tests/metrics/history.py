"""Small hand-made histories for the figures: one call states one fact."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from aftersales.records.action import Action, Verb
from aftersales.records.after_sales import (
    Refund,
    RefundStatus,
    Resolution,
    Return,
    ReturnLine,
    ReturnStatus,
    Review,
)
from aftersales.records.case import (
    Case,
    CaseState,
    Contact,
    Cycle,
    Outcome,
    Queue,
    Said,
    Trigger,
)
from aftersales.records.cause import Cause
from aftersales.records.exchange_rate import ExchangeRate
from aftersales.records.fact import Actor, AnyRecord, Fact, Observation, to_fact
from aftersales.records.message import Author, Message
from aftersales.records.money import Money
from aftersales.records.order import Order, OrderLine, OrderStatus
from aftersales.records.parcel import Parcel, ParcelStatus
from aftersales.records.survey import Survey, SurveyAnswer, SurveyState
from aftersales.records.understanding import CauseLabel, Sentiment, Understanding
from aftersales.records.workspace import Settings

SETTINGS = Settings(workspace="demo", name="Aurora Living", zone="Asia/Shanghai", language="zh")


def at(text: str) -> datetime:
    """'2026-11-02' or '2026-11-02T08:30', UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def fact(record: AnyRecord, when: str, version: str | None = None, platform: str = "shopify") -> Fact:
    """A fact about a record that became true at `when`."""
    observation = Observation(
        record=record, occurred_at=at(when), version=version or at(when).isoformat(), actor=Actor.PLATFORM
    )
    return to_fact(
        observation,
        workspace="demo",
        connection=record.store,
        platform=platform,
        ingested_at=at(when),
    )


def line(key: str = "1", sku: str | None = "LAMP", shipped: int = 1, price: int = 1000) -> OrderLine:
    """An order line."""
    return OrderLine(
        key=key, sku=sku, ordered=shipped, shipped=shipped, price=Money(minor=price, currency="USD")
    )


def order(key: str, when: str, *lines: OrderLine, **changes: object) -> Fact:
    """A shipped and paid order."""
    record = Order(
        store="shop",
        key=key,
        number=f"#{key}",
        placed_at=at(when),
        updated_at=at(when),
        status=OrderStatus.SHIPPED,
        paid=True,
        currency="USD",
        total=Money(minor=sum(part.ordered * 1000 for part in lines), currency="USD"),
        market="US",
        channel="web",
        lines=lines or (line(),),
    )
    return fact(record.having(**changes), when)


def returned(
    key: str, of: str | None, when: str, *lines: ReturnLine, resolution: str = "open", **changes: object
) -> Fact:
    """A return request; without lines one unit of line 1."""
    record = Return(
        store="shop",
        key=key,
        order=of,
        status=ReturnStatus.REQUESTED,
        requested_at=at(when),
        updated_at=at(when),
        lines=lines or (ReturnLine(line="1", sku="LAMP", quantity=1),),
        resolution=Resolution(resolution),
    )
    changed = record.having(**changes)
    return fact(changed, when, version=f"{changed.updated_at.isoformat()}{changed.status}")


def refund(key: str, of: str, when: str, minor: int = 1000, status: str = "settled") -> Fact:
    """A refund of goods."""
    money = Money(minor=minor, currency="USD")
    record = Refund(
        store="shop",
        key=key,
        order=of,
        status=RefundStatus(status),
        created_at=at(when),
        settled_at=at(when) if status == "settled" else None,
        total=money,
        goods=money,
    )
    return fact(record, when, version=f"{when}{status}")


def exchange_rate(currency: str, day: str, per_euro: str) -> Fact:
    """What a euro was worth on a day."""
    record = ExchangeRate(
        store="ecb",
        key=f"{currency}@{day}",
        currency=currency,
        day=at(day).date(),
        per_euro=Decimal(per_euro),
        source="ecb",
    )
    return fact(record, day, platform="ecb")


def review(key: str, posted: str, stars: int | None, when: str | None = None, **changes: object) -> Fact:
    """A product review as it reads from `when` on."""
    record = Review(
        store="shop",
        key=key,
        form="product",
        stars=stars,
        sku="LAMP",
        posted_at=at(posted),
        updated_at=at(when or posted),
    )
    return fact(record.having(**changes), when or posted)


def message(
    key: str, when: str, author: Author, thread: str = "t1", number: str | None = None, **changes: object
) -> Fact:
    """A message of a conversation."""
    record = Message(
        store="shop",
        key=key,
        thread=thread,
        author=author,
        sent_at=at(when),
        channel="mail",
        text="…",
        order_number=number,
    )
    return fact(record.having(**changes), when, platform="mail")


def acted(verb: str, when: str, on: str = "thread:shop/t1", **changes: object) -> Fact:
    """What a member did to a case."""
    record = Action(
        store="shop", key=f"{verb}-{when}", on=on, verb=Verb(verb), member="lee@example.com", at=at(when)
    )
    return fact(record.having(**changes), when, platform="helloword")


def read_as(wrote: Fact, *signals: str, cause: Cause | None = None) -> Fact:
    """What an engine read in a message."""
    record = Understanding(
        store="shop",
        key=f"{wrote.record.key}-labels",
        about=wrote.entity,
        about_home=wrote.home,
        text_hash="…",
        engine="embedded",
        engine_version="1",
        language="en",
        language_confidence=0.99,
        sentiment=Sentiment.NEUTRAL,
        sentiment_confidence=0.8,
        causes=(CauseLabel(cause=cause, confidence=0.87),) if cause else (),
        urgency="normal",
        signals=signals,
    )
    return fact(record, wrote.occurred_at.strftime("%Y-%m-%dT%H:%M"))


def survey(key: str, when: str, state: str = "delivered", **changes: object) -> Fact:
    """A survey about the first case of thread t1; delivered or bounced a minute later."""
    told = at(when) + timedelta(minutes=1)
    record = Survey(
        store="shop",
        key=key,
        on="thread:shop/t1",
        case=1,
        state=SurveyState(state),
        sent_at=at(when),
        delivered_at=told if state == "delivered" else None,
        bounced_at=told if state == "bounced" else None,
    )
    return fact(record.having(**changes), when, version=f"{when}{state}")


def rated(key: str, when: str, score: int, of: str = "s1", on: str = "thread:shop/t1") -> Fact:
    """An answer to a survey."""
    return fact(SurveyAnswer(store="shop", key=key, survey=of, on=on, score=score, at=at(when)), when)


def parcel(tracking: str, when: str, status: ParcelStatus) -> Fact:
    """A parcel's state."""
    record = Parcel(store="carrier", key=tracking, status=status, updated_at=at(when))
    return fact(record, when, platform="17track")


def case(
    number: int, opened: str, cause: Cause | None = None, home: str = "order:shop/1", **changes: object
) -> Case:
    """A case; times are given by keyword as aware datetimes."""
    record = Case(
        workspace="demo",
        home=home,
        number=number,
        seen=1,
        state=CaseState.WAITING,
        triggers=(Trigger.MESSAGE,),
        queue=Queue.QUESTIONS,
        priority=2,
        cause=cause,
        cause_source="engine" if cause else None,
        cause_confidence=0.9 if cause else None,
        sentiment=None,
        urgency="normal",
        platform="shopify",
        store="shop",
        title="…",
        opened_at=at(opened),
        updated_at=at(opened),
        cycles=(Cycle(opened_at=at(opened)),),
    )
    return _whole(record.having(**changes), changes)


def _whole(told: Case, changes: dict[str, object]) -> Case:
    """Derive what the fold would from the times of a case: its first contact, the reply to it, its cycle."""
    asked, answered, resolved = told.first_asked_at, told.first_answer_at, told.resolved_at
    derived: dict[str, object] = {"homes": (told.home,)}
    if asked is not None:
        ended, outcome = (answered, Outcome.ANSWERED) if answered else (resolved, Outcome.UNANSWERED)
        contact = Contact(
            cycle=1,
            channel="mail",
            priority=told.priority,
            asked_at=asked,
            last_asked_at=asked,
            ended_at=ended,
            outcome=outcome if ended else None,
        )
        derived["contacts"] = (contact,)
        derived["replies"] = (Said(at=answered, cycle=1, channel="mail"),) if answered else ()
    if resolved is not None:
        derived["cycles"] = (Cycle(opened_at=told.opened_at, resolved_at=resolved),)
    return told.having(**(derived | changes))


def shuffled_twice(facts: Iterable[Fact]) -> list[Fact]:
    """The same facts, each twice, last first: order and repetition must not matter."""
    once = list(facts)
    return [*reversed(once), *once]
