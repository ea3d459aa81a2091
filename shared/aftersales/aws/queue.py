"""Queues: one message, or many in batches."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from aftersales.records.errors import UnavailableError

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

BATCH_MESSAGES = 10
BATCH_BYTES = 256 * 1024


class SqsQueue:
    """A standard queue."""

    def __init__(self, client: "SQSClient", url: str) -> None:
        """Remember the client and the queue's address; nothing is called yet."""
        self._client = client
        self._url = url

    def send(self, message: str) -> None:
        """Write one message. Raises UnavailableError."""
        try:
            self._client.send_message(QueueUrl=self._url, MessageBody=message)
        except ClientError as error:
            raise UnavailableError("queue", error.response["Error"]["Code"]) from error
        except BotoCoreError as error:
            raise UnavailableError("queue", type(error).__name__) from error

    def send_many(self, messages: Iterable[str]) -> None:
        """Write messages in as few calls as may be; UnavailableError if any was not taken (then repeat them all)."""
        for batch in _batches(messages):
            entries = [{"Id": str(index), "MessageBody": message} for index, message in enumerate(batch)]
            try:
                answer = self._client.send_message_batch(QueueUrl=self._url, Entries=entries)  # type: ignore[arg-type]
            except ClientError as error:
                raise UnavailableError("queue", error.response["Error"]["Code"]) from error
            except BotoCoreError as error:
                raise UnavailableError("queue", type(error).__name__) from error
            if answer.get("Failed"):
                raise UnavailableError("queue", f"{len(answer['Failed'])} of {len(batch)} messages")


def _batches(messages: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for message in messages:
        length = len(message.encode())
        if batch and (len(batch) == BATCH_MESSAGES or size + length > BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(message)
        size += length
    if batch:
        yield batch
