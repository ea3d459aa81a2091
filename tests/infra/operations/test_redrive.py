import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from moto import mock_aws

from infra.operations.redrive import FAILURES, WORK, again, back_to_work
from infra.operations.target import Target
from tests.aws.account import session
from tests.infra.operations.in_memory import InMemoryTarget

ARN = "arn:aws:lambda:us-east-1:123456789012:function:after-sales-ring_clock"


class InMemoryLambda:
    """Remembers what was invoked, and answers as told."""

    def __init__(self) -> None:
        self.invoked: list[tuple[str, Any]] = []
        self.answer: Any = None
        self.error: str | None = None

    def invoke(self, *, FunctionName: str, Payload: bytes) -> dict[str, Any]:  # noqa: N803 boto3's spelling
        self.invoked.append((FunctionName, json.loads(Payload)))
        failed = {"FunctionError": self.error} if self.error else {}
        return {"Payload": io.BytesIO(json.dumps(self.answer).encode()), **failed}


class InMemoryStreams:
    """A shard with five records."""

    def get_shard_iterator(self, **request: str) -> dict[str, str]:
        assert request["ShardIteratorType"] == "AT_SEQUENCE_NUMBER"
        return {"ShardIterator": request["SequenceNumber"]}

    def get_records(self, *, ShardIterator: str, Limit: int) -> dict[str, Any]:  # noqa: N803 boto3's spelling
        start = int(ShardIterator)
        numbers = range(start, min(start + min(Limit, 2), 5))
        return {
            "Records": [{"dynamodb": {"SequenceNumber": str(n)}} for n in numbers],
            "NextShardIterator": str(start + 2),
        }


@dataclass(frozen=True)
class TargetWithFunctions(InMemoryTarget):
    """A system whose functions only remember."""

    functions: InMemoryLambda = field(default_factory=InMemoryLambda)

    def client(self, service: Any) -> Any:
        others: Mapping[str, Any] = {"lambda": self.functions, "dynamodbstreams": InMemoryStreams()}
        return others.get(service) or super().client(service)


@pytest.fixture
def target() -> Iterator[TargetWithFunctions]:
    """A system in this process."""
    with mock_aws():
        yield TargetWithFunctions("after-sales", session())


def _put(target: Target, queue: str, body: object) -> None:
    target.client("sqs").send_message(QueueUrl=target.resource(queue), MessageBody=json.dumps(body))


def _in(target: Target, queue: str) -> int:
    asked = {"QueueUrl": target.resource(queue), "AttributeNames": ["All"]}
    attributes = target.client("sqs").get_queue_attributes(**asked)["Attributes"]
    return int(attributes["ApproximateNumberOfMessages"]) + int(
        attributes["ApproximateNumberOfMessagesNotVisible"]
    )


@pytest.mark.parametrize("queue", WORK)
def test_given_up_messages_go_back_to_work(target: TargetWithFunctions, queue: str) -> None:
    """Every message of a dead-letter queue is in its work queue afterwards, and nowhere else."""
    given_up, work = WORK[queue]
    for number in range(12):
        _put(target, given_up, number)
    assert back_to_work(target, queue) == 12
    assert (_in(target, given_up), _in(target, work)) == (0, 12)


def test_an_event_is_given_to_its_function_again(target: TargetWithFunctions) -> None:
    """A failed scheduled run or stored mail is run again with the same event, whatever version had failed."""
    note = {
        "requestContext": {"functionArn": f"{ARN}:$LATEST"},
        "requestPayload": {"time": "2026-11-02T01:00:00Z"},
    }
    _put(target, FAILURES["event-failures"], note)
    assert again(target, "event-failures") == 1
    assert target.functions.invoked == [(ARN, {"time": "2026-11-02T01:00:00Z"})]


def test_a_failed_batch_of_the_stream_is_read_again(target: TargetWithFunctions) -> None:
    """The note names shard and sequence numbers, and exactly the records of that batch reach the function."""
    batch = {"streamArn": "arn:stream", "shardId": "shard-1", "startSequenceNumber": "1", "batchSize": 3}
    note = {"requestContext": {"functionArn": ARN}, "DDBStreamBatchInfo": batch}
    _put(target, FAILURES["stream-failures"], note)
    again(target, "stream-failures")
    [(_, event)] = target.functions.invoked
    assert [record["dynamodb"]["SequenceNumber"] for record in event["Records"]] == ["1", "2", "3"]
    assert {record["eventSourceARN"] for record in event["Records"]} == {"arn:stream"}


@pytest.mark.parametrize(
    ("answer", "error"), [(None, "Unhandled"), ({"batchItemFailures": [{"itemIdentifier": "1"}]}, None)]
)
def test_what_fails_again_stays(target: TargetWithFunctions, answer: object, error: str | None) -> None:
    """If the function fails again, the message stays where it is and the operator is told."""
    target.functions.answer, target.functions.error = answer, error
    _put(target, FAILURES["event-failures"], {"requestContext": {"functionArn": ARN}, "requestPayload": {}})
    with pytest.raises(SystemExit, match="failed again"):
        again(target, "event-failures")
    assert _in(target, FAILURES["event-failures"]) == 1
