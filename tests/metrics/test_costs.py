"""Costs of cases: known, inferred, unknown, recovered."""

import pytest

from aftersales.metrics.evaluate import Evaluator
from aftersales.records.action import Action, Verb
from aftersales.records.fact import Fact
from aftersales.records.message import Author
from aftersales.records.workspace import Settings
from tests.metrics.aftermath import claimed, money, paid_back, resent, sent_back, spent
from tests.metrics.golden.telling import WEEK, Teller, sums, tell
from tests.metrics.history import SETTINGS, at, fact, message, order

__all__ = ["tell"]

COST, INCOMPLETE = "cost_per_case.by_resolved", "cost_incomplete_share"
PAID = SETTINGS.having(labour_minute=money(50), tools_per_case=money(25))
DAY = "2026-11-03"


def case_of(key: str) -> list[Fact]:
    """An order whose customer wrote, and whose case was resolved two days later."""
    done = Action(
        store="shop",
        key=f"done-{key}",
        on=f"order:shop/{key}",
        verb=Verb.RESOLVED,
        member="lin@aurora.example",
        at=at("2026-11-05"),
    )
    return [
        order(key, DAY),
        message(f"m{key}", DAY, Author.CUSTOMER, thread=f"t{key}", number=f"#{key}"),
        fact(done, "2026-11-05"),
    ]


def missing(told: Evaluator) -> set[str | None]:
    """The components that nobody knows."""
    return {one.key for one in told.split("cost_missing_share", WEEK)}


def test_known_components_add_up_and_recoveries_come_off(tell: Teller) -> None:
    """10 minutes at 0.50, tools at 0.25, 4 dollars of freight, 1 of fees, less 3 from the carrier: 7.25 dollars, complete."""
    facts = [
        *case_of("1"),
        spent("l", "1", "2026-11-04", "labour", minutes=10),
        spent("f", "1", "2026-11-04", "return_freight", 400),
        spent("p", "1", "2026-11-04", "platform_fee", 100),
        spent("c", "1", "2026-11-20", "carrier_claim", 300),
    ]
    told = tell.told(facts, settings=PAID)
    assert sums(told, COST) == (7.25, 1)
    assert sums(told, INCOMPLETE) == (0, 1)
    shares = {one.key: one.numerator for one in told.split("cost_share", WEEK)}
    assert shares == {"labour": 5, "return_freight": 4, "platform_fee": 1, "tool": 0.25}


def test_unknown_components_are_listed_and_not_nought(tell: Teller) -> None:
    """A refund of goods that came back: whether they can be resold, the freight, the fee and the work are unknown."""
    facts = [
        *case_of("1"),
        sent_back("r", "1", DAY, received=1),
        paid_back("f", "1", "2026-11-04", 1000, returned="r"),
    ]
    told = tell.told(facts)
    assert sums(told, INCOMPLETE) == (1, 1)
    assert missing(told) == {"goods", "return_freight", "platform_fee", "labour", "tool"}
    assert sums(told, COST) == (0, 0)


def test_a_case_of_which_no_cost_is_known_does_not_make_the_others_look_cheap(tell: Teller) -> None:
    """The mean is over cases with a known cost; the other is counted as incomplete, not as free."""
    told = tell.told([*case_of("1"), *case_of("2"), spent("l", "1", "2026-11-04", "return_freight", 400)])
    assert sums(told, COST) == (4, 1)
    assert sums(told, INCOMPLETE) == (2, 2)


def test_goods_that_were_kept_are_known_to_be_lost(tell: Teller) -> None:
    """A returnless refund costs the goods, a goodwill refund its amount; what a fact tells goes before what was inferred."""
    facts = [
        *case_of("1"),
        *case_of("2"),
        sent_back("r", "2", DAY),
        paid_back("f", "1", "2026-11-04", 1000),
        paid_back("g", "1", "2026-11-04", 500, purpose="goodwill"),
    ]
    assert sums(tell.told(facts), COST) == (15, 1)
    assert sums(tell.told([*facts, spent("x", "1", "2026-11-04", "goods", 300)]), COST) == (8, 1)


def test_a_second_parcel_has_a_cost_that_somebody_must_tell(tell: Teller) -> None:
    """A replacement went out, so reshipping is missing until it is told."""
    facts = [*case_of("1"), resent("x", "1", None, "2026-11-04")]
    assert "reship" in missing(tell.told(facts))
    assert "reship" not in missing(tell.told([*facts, spent("y", "1", "2026-11-04", "reship", 700)]))


def test_what_a_carrier_paid_comes_off(tell: Teller) -> None:
    """5 dollars of freight, less the 3 of a claim that the carrier accepted; a claim that was refused brings nothing."""
    facts = [*case_of("1"), spent("f", "1", "2026-11-04", "return_freight", 500)]
    for parcel, status, recovered in (("A", "accepted", 300), ("B", "refused", None)):
        facts.append(claimed(parcel, "2026-11-04", status, 900, recovered))
    assert sums(tell.told(facts), COST) == (2, 1)


def test_an_order_that_replaces_another_is_a_second_parcel(tell: Teller) -> None:
    """Its units count as exchanged for the first order, by whose number or key it is known, and somebody must tell what it cost."""
    again = order("2", "2026-11-04", replaces="#1")
    told = tell.told([*case_of("1"), again])
    assert "reship" in missing(told)
    assert sums(told, "exchange_rate.units.by_order") == (1, 1)
    reported = resent("x", "1", "2", "2026-11-04")
    assert sums(tell.told([*case_of("1"), again, reported]), "exchange_rate.units.by_order") == (1, 1)


@pytest.mark.parametrize("settings", [SETTINGS, PAID])
def test_an_open_case_costs_nothing_yet(tell: Teller, settings: Settings) -> None:
    """Costs are dated by the resolution; a case that is open is in no figure of costs."""
    told = tell.told(case_of("1")[:2], settings=settings)
    assert sums(told, COST) == (0, 0)
