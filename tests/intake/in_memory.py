"""In-memory collaborators of intake: a delivery log and a text queue."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from aftersales.deliveries.webhook import Outcome
from aftersales.intake.delivery_log import ConnectionCounts, Rejection
from aftersales.records.fact import Fact
from aftersales.records.record import Instant


class InMemoryDeliveryLog:
    def __init__(self) -> None:
        self._counts: dict[tuple[str, str], Counter[Outcome]] = {}
        self._last: dict[tuple[str, str], Instant] = {}
        self._rejections: dict[tuple[str, str, str, str], Rejection] = {}

    def count(self, workspace: str, connection: str, outcomes: Mapping[Outcome, int], at: Instant) -> None:
        self._counts.setdefault((workspace, connection), Counter()).update(outcomes)
        self._last[workspace, connection] = at

    def reject(self, rejection: Rejection) -> None:
        day = rejection.at.date().isoformat()
        self._rejections[day, rejection.archive, rejection.name, rejection.reason] = rejection

    def counts(self, workspace: str) -> Sequence[ConnectionCounts]:
        return [
            ConnectionCounts.model_validate(
                {
                    "connection": connection,
                    "last_at": self._last[owner, connection],
                    **{outcome.value: number for outcome, number in counts.items()},
                }
            )
            for (owner, connection), counts in sorted(self._counts.items())
            if owner == workspace
        ]

    def rejections(self, workspace: str, limit: int) -> Sequence[Rejection]:
        found = [rejection for rejection in self._rejections.values() if rejection.workspace == workspace]
        return sorted(found, key=lambda rejection: rejection.at, reverse=True)[:limit]


class InMemoryTextQueue:
    def __init__(self) -> None:
        self.sent: list[Fact] = []

    def __len__(self) -> int:
        return len(self.sent)

    def send(self, facts: Sequence[Fact]) -> None:
        self.sent.extend(facts)


def nothing_erased(_workspace: str, _names: Sequence[str]) -> Collection[str]:
    """A house that nobody was erased from."""
    return ()
