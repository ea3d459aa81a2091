"""A month's budget is a hard stop, per workspace."""

from datetime import UTC, datetime

from aftersales.aws.purse import DynamoPurse
from tests.aws.table import moto_table

CENT = 10_000


def test_a_budget_is_never_overdrawn_and_begins_anew_each_month() -> None:
    """What does not fit is refused whole; a smaller sum may still fit; the next month is fresh."""
    now = [datetime(2026, 3, 31, 23, 0, tzinfo=UTC)]
    with moto_table() as table:
        purse = DynamoPurse(table, lambda _: 1, lambda: now[0])
        assert purse.spend("w", CENT - 300)
        assert not purse.spend("w", 301)
        assert purse.left("w") == 300
        assert purse.spend("w", 300)
        assert (purse.left("w"), purse.left("other")) == (0, CENT)
        assert not purse.spend("w", 1)
        assert purse.spend("other", CENT)
        now[0] = datetime(2026, 4, 1, tzinfo=UTC)
        assert purse.spend("w", 1)


def test_what_is_given_back_can_be_spent_again() -> None:
    """A call that failed leaves the month as it was."""
    with moto_table() as table:
        purse = DynamoPurse(table, lambda _: 1, lambda: datetime(2026, 3, 1, tzinfo=UTC))
        assert purse.spend("w", CENT)
        purse.give_back("w", CENT)
        assert purse.spend("w", CENT)


def test_two_calls_at_one_time_cannot_overdraw() -> None:
    """Another call takes the last of the budget while this one is deciding: this one is refused."""
    march = datetime(2026, 3, 1, tzinfo=UTC)
    with moto_table() as table:
        other = DynamoPurse(table, lambda _: 1, lambda: march)

        def while_another_spends(_workspace: str) -> int:
            assert other.spend("w", CENT)
            return 1

        assert not DynamoPurse(table, while_another_spends, lambda: march).spend("w", CENT)
        assert not other.spend("w", 1)
