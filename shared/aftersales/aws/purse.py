"""What each workspace has spent on paid engines this month, counted in the one table."""

from collections.abc import Callable

from aftersales.aws.keys import spent_key
from aftersales.aws.table import Table
from aftersales.records.record import Instant

_MICRO_PER_CENT = 10_000


class DynamoPurse:
    """Plays `Purse`. Two calls at one time may overdraw by one text; the next one is then refused."""

    def __init__(self, table: Table, cents_of: Callable[[str], int], clock: Callable[[], Instant]) -> None:
        """Count in `table` against each workspace's monthly budget in US cents."""
        self._table = table
        self._cents_of = cents_of
        self._clock = clock

    def spend(self, workspace: str, amount: int) -> bool:
        """Take the amount if the month's budget holds it."""
        key = spent_key(workspace, self._clock())
        item = self._table.get(key)
        spent = int(item["spent"]["N"]) if item else 0
        if spent + amount > self._cents_of(workspace) * _MICRO_PER_CENT:
            return False
        self._table.add(key, {"spent": amount, "calls": 1}, {"kind": "spent"})
        return True

    def give_back(self, workspace: str, amount: int) -> None:
        """Put an amount back into the running month."""
        self._table.add(
            spent_key(workspace, self._clock()), {"spent": -amount, "calls": -1}, {"kind": "spent"}
        )
