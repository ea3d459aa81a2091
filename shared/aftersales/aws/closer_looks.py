"""Closer looks are ordered through the queue of texts and paid from the workspace's purse."""

from aftersales.aws.purse import DynamoPurse
from aftersales.aws.texts import SqsTextQueue
from aftersales.records.fact import Fact


class QueuedLooks:
    """Plays `CloserLooks`."""

    def __init__(self, texts: SqsTextQueue, purse: DynamoPurse) -> None:
        """Order in `texts`; what is left is read from `purse`."""
        self._texts = texts
        self._purse = purse

    def left(self, workspace: str) -> int:
        """Read the purse."""
        return self._purse.left(workspace)

    def order(self, fact: Fact) -> None:
        """Send a message about one fact."""
        self._texts.send([fact], closely=True)
