"""The queue of facts that hold customers' words."""

from collections.abc import Sequence
from json import dumps
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from aftersales.records.errors import UnavailableError
from aftersales.records.fact import Fact

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import SendMessageBatchRequestEntryTypeDef

_BATCH = 10


class SqsTextQueue:
    """Plays `TextQueue`: sends where a fact lies, never its words."""

    def __init__(self, client: "SQSClient", queue_url: str) -> None:
        """Send to `queue_url`."""
        self._client = client
        self._queue_url = queue_url

    def send(self, facts: Sequence[Fact]) -> None:
        """Send in batches of ten, SQS's limit."""
        bodies = [
            dumps({"workspace": fact.workspace, "home": fact.home, "fact": fact.id}, separators=(",", ":"))
            for fact in facts
        ]
        for start in range(0, len(bodies), _BATCH):
            entries: list[SendMessageBatchRequestEntryTypeDef] = [
                {"Id": str(index), "MessageBody": body}
                for index, body in enumerate(bodies[start : start + _BATCH])
            ]
            try:
                answer = self._client.send_message_batch(QueueUrl=self._queue_url, Entries=entries)
            except (ClientError, BotoCoreError) as error:
                raise UnavailableError("texts_queue", type(error).__name__) from error
            if answer.get("Failed"):
                raise UnavailableError("texts_queue", "partly_refused")
