"""What each workspace has spent on paid engines this month, counted in the one table."""

from collections.abc import Callable

from aftersales.aws.keys import spent_key
from aftersales.aws.table import Table
from aftersales.records.record import Instant

_MICRO_PER_CENT = 10_000


class DynamoPurse:
    """Plays `Purse`. The table itself compares and counts in one step, so that calls at one time cannot overdraw."""

    def __init__(self, table: Table, cents_of: Callable[[str], int], clock: Callable[[], Instant]) -> None:
        """Count in `table` against each workspace's monthly budget in US cents."""
        self._table = table
        self._cents_of = cents_of
        self._clock = clock

    def spend(self, workspace: str, amount: int) -> bool:
        """Take the amount if the month's budget holds it."""
        left = self._cents_of(workspace) * _MICRO_PER_CENT - amount
        if left < 0:
            return False
        key = spent_key(workspace, self._clock())
        return self._table.add(key, {"spent": amount, "calls": 1}, {"kind": "spent"}, at_most={"spent": left})

    def left(self, workspace: str) -> int:
        """Return what the running month's budget still holds; other calls may take it at any moment."""
        item = self._table.get(spent_key(workspace, self._clock())) or {}
        spent = int(item["spent"]["N"]) if "spent" in item else 0
        return max(0, self._cents_of(workspace) * _MICRO_PER_CENT - spent)

    def give_back(self, workspace: str, amount: int) -> None:
        """Put an amount back into the running month."""
        self._table.add(
            spent_key(workspace, self._clock()), {"spent": -amount, "calls": -1}, {"kind": "spent"}
        )
