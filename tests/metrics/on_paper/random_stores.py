"""Random histories of stores that sell: orders, parcels, returns, refunds, disputes, reviews, claims on carriers. One call, one store."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Literal, TypeVar

from aftersales.records.after_sales import (
    Claim,
    ClaimStatus,
    Refund,
    RefundStatus,
    Replacement,
    Resolution,
    Return,
    ReturnLine,
    ReturnStatus,
    Review,
)
from aftersales.records.cause import Cause
from aftersales.records.cost import CarrierClaim
from aftersales.records.exchange_rate import ExchangeRate
from aftersales.records.fact import Actor, AnyRecord, Fact, Observation, to_fact
from aftersales.records.money import Money
from aftersales.records.order import Customer, Order, OrderLine, OrderStatus
from aftersales.records.parcel import Parcel, ParcelStatus
from tests.metrics.history import at

FIRST = at("2026-10-20")
DAYS = 40
CURRENCIES = ("USD", "JPY", "TWD")
PER_EURO = {"USD": Decimal("1.25"), "JPY": Decimal(150)}
"""Told for each day; nobody tells what a Taiwan dollar was worth."""
PLATFORMS = ("shopify", "amazon", "woocommerce")
SKUS = ("A", "B")
CAUSES = (
    None, Cause.DAMAGED_IN_TRANSIT, Cause.WRONG_ITEM, Cause.SIZE_TOO_SMALL, Cause.QUALITY, Cause.CHANGED_MIND,
)  # fmt: skip
T = TypeVar("T")


def rates() -> Iterator[Fact]:
    """What a euro was worth on each day."""
    for currency, per_euro in PER_EURO.items():
        for day in range(-9, DAYS + 90):
            when = FIRST + timedelta(days=day)
            name = f"{currency}@{when.date()}"
            told = ExchangeRate(
                store="ecb", key=name, currency=currency, day=when.date(), per_euro=per_euro, source="ecb"
            )
            yield _fact(told, when, "ecb")


def _fact(record: AnyRecord, when: datetime, platform: str, version: str | None = None) -> Fact:
    seen = Observation(
        record=record, occurred_at=when, version=version or when.isoformat(), actor=Actor.PLATFORM
    )
    return to_fact(seen, workspace="demo", connection=record.store, platform=platform, ingested_at=when)


class Store:
    """Makes up what happened in one store; keys are so few that records meet each other."""

    def __init__(self, name: str, chance: Random) -> None:
        self.name, self._chance = name, chance
        self.platform = chance.choice(PLATFORMS)
        self.currency = chance.choice(CURRENCIES)

    def facts(self) -> list[Fact]:
        """Return a history of some thirty facts."""
        makers = (
            self._order, self._order, self._parcel, self._return, self._refund, self._claim, self._review,
            self._carrier_claim, self._replacement,
        )  # fmt: skip
        found = [self._order() for _ in range(3)]
        return found + [maker() for maker in self._chance.choices(makers, k=self._chance.randrange(28))]

    def _one(self, *options: T) -> T:
        return self._chance.choice(options)

    def _happens(self, chance: float) -> bool:
        return self._chance.random() < chance

    def _hours(self, most: int) -> timedelta:
        return timedelta(hours=self._chance.randrange(most))

    def _when(self) -> datetime:
        return FIRST + timedelta(hours=self._chance.randrange(24 * DAYS))

    def _key(self) -> str:
        return self._one("1", "2", "3", "4")

    def _parcel_key(self) -> str:
        return f"{self.name}-{self._one('P', 'Q', 'R')}"

    def _money(self) -> Money:
        return Money(minor=self._chance.randrange(1, 30) * 100, currency=self.currency)

    def _told(self, record: AnyRecord, when: datetime) -> Fact:
        return _fact(record, when, self.platform)

    def _order(self) -> Fact:
        key, when = self._key(), self._when()
        lines = tuple(
            OrderLine(
                key=str(place),
                sku=self._one(*SKUS),
                ordered=units,
                shipped=self._one(units, units, 0),
                price=self._money(),
            )
            for place, units in enumerate(self._chance.choices((1, 2, 3), k=self._one(1, 2)))
        )
        return self._told(
            Order(
                store=self.name,
                key=key,
                number=f"#{key}",
                placed_at=when,
                updated_at=when,
                status=self._one(*[OrderStatus.SHIPPED] * 4, OrderStatus.PAID, OrderStatus.CANCELLED),
                paid=self._happens(0.75),
                currency=self.currency,
                market=self._one("US", "DE"),
                channel="web",
                customer=self._one(None, *(Customer(key=f"{self.name}-{name}") for name in ("ada", "ben"))),
                lines=lines,
                is_test=self._happens(0.1),
                replaces=self._one(*[None] * 8, f"#{self._key()}", self._key()),
                warehouse=self._one(None, "north"),
                ship_by=self._one(None, when + timedelta(days=2)),
                deliver_until=self._one(None, when + timedelta(days=6)),
                tracking_numbers=tuple({self._parcel_key() for _ in range(self._one(0, 1, 2))}),
            ),
            when,
        )

    def _parcel(self) -> Fact:
        when = self._when()
        status = self._one(*ParcelStatus)
        record = Parcel(
            store="carrier",
            key=self._parcel_key(),
            carrier=self.name,
            status=status,
            updated_at=when,
            shipped_at=self._one(None, when - timedelta(days=1)),
            delivered_at=when if status is ParcelStatus.DELIVERED else None,
            expected_at=self._one(None, when + timedelta(days=3)),
            held_by=self._one(*[None] * 5, "customs"),
        )
        return _fact(record, when, "17track")

    def _return(self) -> Fact:
        when = self._when()
        came = self._one(None, when + timedelta(days=self._chance.randrange(4)))
        lines = tuple(
            ReturnLine(
                line=self._one(None, "0", "1"),
                sku=self._one(*SKUS),
                quantity=units,
                received=units if came else 0,
                cause=self._one(*CAUSES),
            )
            for units in self._chance.choices((1, 2), k=self._one(1, 2))
        )
        return self._told(
            Return(
                store=self.name,
                key=self._key(),
                order=self._one(None, self._key(), self._key()),
                status=self._one(*ReturnStatus),
                requested_at=when,
                updated_at=when,
                received_at=came,
                lines=lines,
                resolution=self._one(*Resolution),
                difference=self._one(None, self._money()),
                processed_at=came + self._hours(30) if came and self._happens(0.5) else None,
            ),
            when,
        )  # fmt: skip

    def _refund(self) -> Fact:
        when, total = self._when(), self._money()
        status = self._one(
            RefundStatus.SETTLED, RefundStatus.SETTLED, RefundStatus.PENDING, RefundStatus.FAILED
        )
        sign = self._one(1, 1, 1, -1)
        total = total.model_copy(update={"minor": sign * total.minor})
        nothing = total.model_copy(update={"minor": 0})
        form: Literal["money", "credit"] = self._one("money", "money", "credit")
        purpose: Literal["goodwill", "stock_out"] | None = self._one(None, None, "goodwill", "stock_out")
        goods, shipping = self._one((None, None), (total, None), (nothing, None), (nothing, total))
        return self._told(
            Refund(
                store=self.name,
                key=self._key(),
                order=self._one(None, self._key(), self._key()),
                status=status,
                created_at=when,
                settled_at=when + timedelta(days=1) if status is RefundStatus.SETTLED else None,
                total=total,
                goods=goods,
                shipping=shipping,
                returned=self._one(None, self._key()),
                form=form,
                purpose=purpose,
            ),
            when,
        )

    def _claim(self) -> Fact:
        when, key = self._when(), self._key()
        return self._told(
            Claim(
                store=self.name, key=key, order=key, form="chargeback", status=self._one(*ClaimStatus), opened_at=when,
                updated_at=when, cause=self._one(*CAUSES),
            ),
            when,
        )  # fmt: skip

    def _review(self) -> Fact:
        posted = self._when()
        form: Literal["product", "seller_feedback"] = self._one("product", "product", "seller_feedback")
        verdict: Literal["negative", "positive"] | None = self._one(*[None] * 5, "negative", "positive")
        return self._told(
            Review(
                store=self.name,
                key=self._key(),
                form=form,
                order=self._one(None, self._key()),
                sku=self._one(*SKUS),
                stars=None if verdict else self._one(None, 1, 2, 3, 4, 5),
                verdict=verdict,
                visible=self._happens(0.67),
                posted_at=posted,
                updated_at=posted,
            ),
            posted + timedelta(days=self._chance.randrange(15)),
        )

    def _carrier_claim(self) -> Fact:
        when, asked = self._when(), self._money()
        status: Literal["filed", "accepted", "refused"] = self._one("filed", "accepted", "refused")
        return self._told(
            CarrierClaim(
                store=self.name, key=self._key(), order=self._key(), parcel=self._parcel_key(), carrier=self.name,
                status=status, filed_at=when, decided_at=None if status == "filed" else when + timedelta(days=3),
                claimed=asked, recovered=self._one(None, asked) if status == "accepted" else None,
            ),
            when,
        )  # fmt: skip

    def _replacement(self) -> Fact:
        when, key = self._when(), self._key()
        return self._told(
            Replacement(
                store=self.name, key=key, order=self._key(), new_order=self._one(None, "9"), shipped_at=when,
                sku=self._one(*SKUS), quantity=self._one(1, 2),
            ),
            when,
        )  # fmt: skip
