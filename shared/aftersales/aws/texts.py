"""The queue of facts that hold customers' words."""

from collections.abc import Sequence
from json import dumps

from aftersales.aws.queue import SqsQueue
from aftersales.records.fact import Fact


class SqsTextQueue:
    """Plays `TextQueue`: sends where a fact lies, never its words."""

    def __init__(self, queue: SqsQueue) -> None:
        """Send to `queue`."""
        self._queue = queue

    def send(self, facts: Sequence[Fact], *, closely: bool = False) -> None:
        """Send a message for each fact; `closely`: a person has asked for it. Raises UnavailableError."""
        more = {"closely": True} if closely else {}
        self._queue.send_many(
            dumps(
                {"workspace": fact.workspace, "home": fact.home, "fact": fact.id, **more},
                separators=(",", ":"),
            )
            for fact in facts
        )
