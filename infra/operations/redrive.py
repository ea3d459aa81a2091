"""Puts back what was given up: `make redrive queue=deliveries|notifications|texts|outbox|stream-failures|event-failures`.

A message is deleted only after it was handed on, so a crash in between repeats it, and repeating is harmless everywhere.
"""

import json
import sys
from base64 import b64encode
from collections.abc import Callable
from datetime import datetime
from typing import Any

from infra.operations.target import Target, arguments, target_of

WORK = {
    "deliveries": ("DeliveriesDeadLetterQueue", "DeliveriesQueue"),
    "notifications": ("NotificationsDeadLetterQueue", "NotificationsQueue"),
    "texts": ("TextsDeadLetterQueue", "TextsQueue"),
    "outbox": ("OutboxDeadLetterQueue", "OutboxQueue"),
}
FAILURES = {"stream-failures": "StreamFailuresQueue", "event-failures": "EventFailuresQueue"}
Message = dict[str, Any]


def drain(sqs: Any, queue_url: str, hand_on: Callable[[Message], None]) -> int:
    """Hand on every visible message of a queue and delete it; return how many there were."""
    done = 0
    while True:
        answer = sqs.receive_message(
            QueueUrl=queue_url, MaxNumberOfMessages=10, WaitTimeSeconds=1, MessageAttributeNames=["All"]
        )
        messages = answer.get("Messages", [])
        if not messages:
            return done
        for message in messages:
            hand_on(message)
            sqs.delete_message(QueueUrl=queue_url, ReceiptHandle=message["ReceiptHandle"])
            done += 1


def back_to_work(target: Target, queue: str) -> int:
    """Move the messages of a dead-letter queue to the queue they came from."""
    given_up, work = (target.resource(logical_id) for logical_id in WORK[queue])
    sqs = target.client("sqs")
    return drain(sqs, given_up, lambda message: _resend(sqs, work, message))


def _resend(sqs: Any, queue_url: str, message: Message) -> None:
    attributes = message.get("MessageAttributes")
    extra = {"MessageAttributes": attributes} if attributes else {}
    sqs.send_message(QueueUrl=queue_url, MessageBody=message["Body"], **extra)


def again(target: Target, queue: str) -> int:
    """Give the events of an on-failure destination to their functions once more."""
    read = _stream_event if queue == "stream-failures" else _whole_event

    def hand_on(message: Message) -> None:
        note = json.loads(message["Body"])
        function = note["requestContext"]["functionArn"]
        event = read(target, note)
        answer = target.client("lambda").invoke(
            FunctionName=_unqualified(function), Payload=json.dumps(event, default=_plain).encode()
        )
        outcome = json.loads(answer["Payload"].read() or b"null")
        if "FunctionError" in answer or (outcome or {}).get("batchItemFailures"):
            sys.exit(f"{function} failed again; its log says why, and the message stays where it is.")

    return drain(target.client("sqs"), target.resource(FAILURES[queue]), hand_on)


def _unqualified(arn: str) -> str:
    return ":".join(arn.split(":")[:7])


def _whole_event(_: Target, note: Message) -> Any:
    return note["requestPayload"]


def _stream_event(target: Target, note: Message) -> Message:
    """Read the records of a failed batch again, while the stream still has them (24 hours)."""
    batch = note["DDBStreamBatchInfo"]
    streams = target.client("dynamodbstreams")
    iterator = streams.get_shard_iterator(
        StreamArn=batch["streamArn"],
        ShardId=batch["shardId"],
        ShardIteratorType="AT_SEQUENCE_NUMBER",
        SequenceNumber=batch["startSequenceNumber"],
    )["ShardIterator"]
    records: list[Message] = []
    while len(records) < batch["batchSize"] and iterator:
        page = streams.get_records(ShardIterator=iterator, Limit=batch["batchSize"] - len(records))
        if not page["Records"]:
            break
        records += page["Records"]
        iterator = page.get("NextShardIterator")
    return {"Records": [{**record, "eventSourceARN": batch["streamArn"]} for record in records]}


def _plain(value: object) -> object:
    """Write what boto3 parsed the way a stream event has it."""
    if isinstance(value, bytes):
        return b64encode(value).decode()
    return value.timestamp() if isinstance(value, datetime) else str(value)


def main() -> None:
    """Redrive the queue that the argument names."""
    parser = arguments(__doc__)
    parser.add_argument("queue", choices=[*WORK, *FAILURES])
    given = parser.parse_args()
    target = target_of(given.stage)
    done = back_to_work(target, given.queue) if given.queue in WORK else again(target, given.queue)
    print(f"{done} messages of {given.queue} were put back to work")


if __name__ == "__main__":
    main()
