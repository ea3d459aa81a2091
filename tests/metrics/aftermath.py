"""More of what befalls an order, one call per fact: parcels with their times, exchanges, claims, costs, merged customers."""

from collections.abc import Iterable

from aftersales.records.after_sales import (
    Claim,
    ClaimStatus,
    Refund,
    RefundStatus,
    Replacement,
    ReturnLine,
    ReturnStatus,
)
from aftersales.records.cost import CarrierClaim, Component, Cost
from aftersales.records.fact import Fact
from aftersales.records.money import Money
from aftersales.records.order import Customer, OrderLine
from aftersales.records.parcel import Parcel, ParcelStatus
from aftersales.records.same_customer import SameCustomer
from tests.metrics.history import at, fact, line, order, returned


def money(minor: int, currency: str = "USD") -> Money:
    """Minor units of a currency."""
    return Money(minor=minor, currency=currency)


def bought(key: str, when: str, customer: str, *lines: OrderLine) -> Fact:
    """A shipped and paid order of a known customer."""
    return order(key, when, *(lines or (line(),)), customer=Customer(key=customer))


def sent_back(
    key: str,
    of: str | None,
    when: str,
    units: int = 1,
    *,
    received: int = 0,
    resolution: str = "open",
    **changes: object,
) -> Fact:
    """A return of units of line 1; those `received` arrived two days after it was asked for and close it."""
    part = ReturnLine(line="1", sku="LAMP", quantity=units, received=received)
    state: dict[str, object] = {"status": ReturnStatus.CLOSED, "received_at": at(when)} if received else {}
    return returned(key, of, when, part, resolution=resolution, **(state | changes))


def paid_back(
    key: str, of: str | None, when: str, minor: int, status: str = "settled", **changes: object
) -> Fact:
    """A refund of goods as it stands on a day; pending or failed ones have moved no money."""
    record = Refund(
        store="shop",
        key=key,
        order=of,
        status=RefundStatus(status),
        created_at=at(when),
        settled_at=at(when) if status == "settled" else None,
        total=money(minor),
        goods=money(minor),
    )
    return fact(record.having(**changes), when)


def resent(key: str, of: str, new: str | None, when: str, units: int = 1) -> Fact:
    """A second parcel sent instead of a refund."""
    return fact(
        Replacement(
            store="shop", key=key, order=of, new_order=new, shipped_at=at(when), sku="LAMP", quantity=units
        ),
        when,
    )


def disputed(key: str, of: str, opened: str, when: str, status: ClaimStatus) -> Fact:
    """A chargeback as it stands on a day."""
    record = Claim(
        store="shop",
        key=key,
        order=of,
        form="chargeback",
        status=status,
        opened_at=at(opened),
        updated_at=at(when),
    )
    return fact(record, when)


def travelled(tracking: str, when: str, status: ParcelStatus, **changes: object) -> Fact:
    """A state of a parcel that was handed over on 3 November unless told otherwise."""
    record = Parcel(
        store="carrier",
        key=tracking,
        carrier="DHL",
        status=status,
        updated_at=at(when),
        shipped_at=at("2026-11-03"),
    )
    return fact(record.having(**changes), when, platform="17track")


def spent(key: str, of: str, when: str, component: str, minor: int | None = None, **changes: object) -> Fact:
    """An amount that the after-sales of an order cost."""
    record = Cost(
        store="shop",
        key=key,
        order=of,
        component=Component(component),
        incurred_at=at(when),
        amount=None if minor is None else money(minor),
    )
    return fact(record.having(**changes), when)


def claimed(parcel: str, when: str, status: str, minor: int, recovered: int | None = None) -> Fact:
    """A claim on a carrier, decided a day after it was filed."""
    record = CarrierClaim.model_validate(
        {
            "store": "shop",
            "key": f"claim-{parcel}",
            "order": "1",
            "parcel": parcel,
            "carrier": "DHL",
            "status": status,
            "filed_at": at(when),
            "decided_at": None if status == "filed" else at(when),
            "claimed": money(minor),
            "recovered": None if recovered is None else money(recovered),
        }
    )
    return fact(record, when)


def one_person(first: str, second: str, when: str, *, together: bool = True) -> Fact:
    """Two customer keys are one person from `when` on, or are so no longer."""
    record = SameCustomer(
        store="shop",
        key=f"{first}+{second}",
        first=first,
        second=second,
        together=together,
        at=at(when),
        member="lin@aurora.example",
    )
    return fact(record, when)


def orders_of(count: int, when: str) -> Iterable[Fact]:
    """So many orders of one unit each."""
    return [order(str(place), when) for place in range(1, count + 1)]
