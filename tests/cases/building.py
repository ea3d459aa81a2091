"""Small builders of records and facts: a test names only what it is about."""

from datetime import UTC, datetime, timedelta
from typing import Any

from aftersales.language.hashing import text_hash
from aftersales.records.action import Action
from aftersales.records.after_sales import Claim, Refund, Return, ReturnLine, Review
from aftersales.records.cause import Cause
from aftersales.records.fact import Actor, Fact, Observation, to_fact
from aftersales.records.message import Message
from aftersales.records.money import Money
from aftersales.records.order import Customer, Order, OrderLine
from aftersales.records.parcel import Parcel
from aftersales.records.understanding import Understanding
from aftersales.records.workspace import Settings

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SETTINGS = Settings(workspace="w", name="W")
STORE = "shop"


def at(hours: float) -> datetime:
    """The moment so many hours after the start of the story."""
    return START + timedelta(hours=hours)


def order(hours: float = 0, **changes: Any) -> Order:
    """A paid order of two units for forty dollars."""
    values: dict[str, Any] = {
        "store": STORE,
        "key": "900",
        "number": "1001",
        "placed_at": at(hours),
        "updated_at": at(hours),
        "status": "paid",
        "paid": True,
        "currency": "USD",
        "total": Money(minor=4000, currency="USD"),
        "market": "US",
        "channel": "shopify",
        "customer": Customer(key="mail-1", name="Ann Example"),
        "lines": (OrderLine(key="1", sku="SKU-1", ordered=2, shipped=2),),
    }
    return Order.model_validate(values | changes)


def message(hours: float, author: str = "customer", **changes: Any) -> Message:
    """A message that names order 1001."""
    values: dict[str, Any] = {
        "store": STORE,
        "key": f"m{hours}-{author}",
        "thread": "t1",
        "author": author,
        "sent_at": at(hours),
        "channel": "mail",
        "subject": "Help",
        "text": "It does not fit.",
        "order_number": "1001",
    }
    return Message.model_validate(values | changes)


def back(hours: float, **changes: Any) -> Return:
    """A return of one unit that was too small."""
    values: dict[str, Any] = {
        "store": STORE,
        "key": "r1",
        "order": "900",
        "status": "requested",
        "requested_at": at(hours),
        "updated_at": at(hours),
        "lines": (ReturnLine(sku="SKU-1", quantity=1, code="SIZE_TOO_SMALL", cause=Cause.SIZE_TOO_SMALL),),
    }
    return Return.model_validate(values | changes)


def refund(hours: float, **changes: Any) -> Refund:
    """A settled refund of twenty dollars."""
    values: dict[str, Any] = {
        "store": STORE,
        "key": "f1",
        "order": "900",
        "status": "settled",
        "created_at": at(hours),
        "settled_at": at(hours),
        "total": Money(minor=2000, currency="USD"),
    }
    return Refund.model_validate(values | changes)


def review(hours: float, stars: int | None, **changes: Any) -> Review:
    """A product review of the order."""
    values: dict[str, Any] = {
        "store": STORE,
        "key": "v1",
        "form": "product",
        "order": "900",
        "sku": "SKU-1",
        "stars": stars,
        "text": "Meh.",
        "posted_at": at(10),
        "updated_at": at(hours),
    }
    return Review.model_validate(values | changes)


def claim(hours: float, **changes: Any) -> Claim:
    """A chargeback that needs a response."""
    values: dict[str, Any] = {
        "store": STORE,
        "key": "c1",
        "order": "900",
        "form": "chargeback",
        "status": "needs_response",
        "opened_at": at(hours),
        "updated_at": at(hours),
        "due_at": at(hours + 100),
    }
    return Claim.model_validate(values | changes)


def parcel(hours: float, status: str, **changes: Any) -> Parcel:
    """A parcel as the carrier tells it."""
    values: dict[str, Any] = {
        "store": "carrier",
        "key": "TN1",
        "status": status,
        "updated_at": at(hours),
    }
    return Parcel.model_validate(values | changes)


def action(hours: float, verb: str, **changes: Any) -> Action:
    """What a member did."""
    values: dict[str, Any] = {
        "store": STORE,
        "key": f"{verb}-{hours}",
        "on": f"order:{STORE}/900",
        "verb": verb,
        "member": "lee@example.com",
        "at": at(hours),
    }
    return Action.model_validate(values | changes)


def reading(about: Message | Review, **changes: Any) -> Understanding:
    """What an engine read in a text."""
    values: dict[str, Any] = {
        "store": about.store,
        "key": f"reading-{about.key}",
        "about": f"{about.kind}:{about.store}/{about.key}",
        "about_home": about.home,
        "text_hash": text_hash(about.text, about.subject if isinstance(about, Message) else about.title),
        "engine": "embedded",
        "engine_version": "1",
        "language": "en",
        "language_confidence": 0.9,
        "sentiment": "negative",
        "sentiment_confidence": 0.8,
        "urgency": "normal",
    }
    return Understanding.model_validate(values | changes)


_TIMES = ("updated_at", "sent_at", "at", "settled_at", "created_at", "requested_at")


def fact(
    record: Any, *, workspace: str = "w", version: str | None = None, when: datetime | None = None
) -> Fact:
    """State a record as a fact of the time that the record itself names."""
    occurred = when or next((getattr(record, name) for name in _TIMES if getattr(record, name, None)), START)
    observation = Observation(
        record=record, occurred_at=occurred, version=version or occurred.isoformat(), actor=Actor.PLATFORM
    )
    return to_fact(
        observation, workspace=workspace, connection=record.store, platform="shopify", ingested_at=at(1000)
    )
