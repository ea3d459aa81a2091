"""The lake's table of returns."""

from pathlib import Path

from aftersales.records.after_sales import Refund, RefundStatus, Return, ReturnLine, ReturnStatus
from aftersales.records.money import Money
from tests.lake.in_memory import lake_of
from tests.metrics.history import at, fact


def _return(day: str, status: ReturnStatus, key: str = "r1") -> Return:
    return Return(
        store="shop",
        key=key,
        order="900",
        status=status,
        requested_at=at(day),
        updated_at=at(day),
        lines=(ReturnLine(line="1", quantity=1),),
    )


def _refund(status: RefundStatus) -> Refund:
    return Refund(
        store="shop",
        key=f"f-{status}",
        order="900",
        status=status,
        created_at=at("2026-11-12"),
        total=Money(minor=1000, currency="USD"),
        returned="r1" if status is RefundStatus.SETTLED else "r2",
    )


def test_states_of_a_return_are_one_row(tmp_path: Path) -> None:
    """The newest state counts, asked for when it was first seen; a settled refund that names the return resolves it."""
    facts = [
        fact(_return("2026-11-02", ReturnStatus.REQUESTED), "2026-11-02"),
        fact(_return("2026-11-10", ReturnStatus.CLOSED), "2026-11-10"),
        fact(_return("2026-11-03", ReturnStatus.REQUESTED, "r2"), "2026-11-03"),
        fact(_refund(RefundStatus.SETTLED), "2026-11-12"),
        fact(_refund(RefundStatus.PENDING), "2026-11-12"),
    ]
    rows = lake_of(tmp_path, facts).query(
        "SELECT key, status, outcome, requested_at FROM returns ORDER BY key", {}
    )
    assert [(row["key"], row["status"], row["outcome"], row["requested_at"].day) for row in rows] == [
        ("r1", "closed", "refund", 2),
        ("r2", "requested", None, 3),
    ]
