"""Queue, archive and parameters on AWS keep the contracts of the door."""

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import boto3
import pytest
from botocore.config import Config
from botocore.stub import Stubber
from moto import mock_aws

from aftersales.aws.archive import S3Archive
from aftersales.aws.door_config import KEPT_SECONDS, MOST_KEPT, SsmDoorConfigs
from aftersales.aws.queue import SqsQueue
from aftersales.intake.door import DeliveryQueue, DoorConfigs
from aftersales.intake.sending import Archive
from aftersales.records.errors import UnavailableError
from tests.aws import account
from tests.intake.door_contract import CONFIG, ArchiveContract, DoorConfigsContract, QueueContract

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_ssm import SSMClient

PARAMETER = {
    "workspace": "demo",
    "platform": "shopify",
    "store": "shopify-aurora",
    "secrets": ["new", "old"],
    "account": "aurora-living.myshopify.com",
    "api": {"base_url": "https://aurora-living.myshopify.com", "credentials": {"access_token": "shpat_1"}},
}


@pytest.fixture
def session() -> Iterator[boto3.Session]:
    """An account in memory."""
    with mock_aws():
        yield account.session()


class TestSqsQueue(QueueContract):
    @pytest.fixture(autouse=True)
    def _made(self, session: boto3.Session) -> None:
        self.client: SQSClient = session.client("sqs", config=Config(parameter_validation=False))
        self.url = self.client.create_queue(QueueName="deliveries")["QueueUrl"]

    def queue(self) -> DeliveryQueue:
        return SqsQueue(self.client, self.url)

    def messages(self) -> list[str]:
        answer = self.client.receive_message(QueueUrl=self.url, MaxNumberOfMessages=10)
        return [message["Body"] for message in answer.get("Messages", [])]

    def test_many_messages_go_in_batches(self) -> None:
        """Any number of messages is sent; a batch is limited by number and by size."""
        SqsQueue(self.client, self.url).send_many(
            [*(str(number) for number in range(25)), "x" * 200_000, "y" * 200_000]
        )
        answer = self.client.get_queue_attributes(
            QueueUrl=self.url, AttributeNames=["ApproximateNumberOfMessages"]
        )
        assert answer["Attributes"]["ApproximateNumberOfMessages"] == "27"

    def test_message_that_was_not_taken_is_a_failure(self) -> None:
        """A batch may succeed in part: then all of it is repeated."""
        with Stubber(self.client) as stub:
            failed = {"Id": "0", "SenderFault": False, "Code": "InternalError"}
            stub.add_response("send_message_batch", {"Successful": [], "Failed": [failed]})
            with pytest.raises(UnavailableError, match="queue: 1 of 1"):
                SqsQueue(self.client, self.url).send_many(["a"])

    @pytest.mark.parametrize("method", ["send_message", "send_message_batch"])
    def test_fault_of_the_service_is_unavailable(self, method: str) -> None:
        """Whatever the service answers, the platform is told to come again."""
        with Stubber(self.client) as stub:
            stub.add_client_error(method, "ServiceUnavailable")
            queue = SqsQueue(self.client, self.url)
            with pytest.raises(UnavailableError, match="queue: ServiceUnavailable"):
                queue.send("a") if method == "send_message" else queue.send_many(["a"])


class TestS3Archive(ArchiveContract):
    @pytest.fixture(autouse=True)
    def _made(self, session: boto3.Session) -> None:
        self.client: S3Client = session.client("s3")
        self.client.create_bucket(Bucket="archive")
        self.made = S3Archive(self.client, "archive")

    def archive(self) -> Archive:
        return self.made

    def read(self, key: str) -> bytes:
        return self.made.get(key)

    def test_fault_of_the_service_is_unavailable(self) -> None:
        """A bucket that refuses is a service that is away."""
        with pytest.raises(UnavailableError, match="archive: NoSuchBucket"):
            S3Archive(self.client, "other").put("a", b"")


class TestSsmDoorConfigs(DoorConfigsContract):
    @pytest.fixture(autouse=True)
    def _made(self, session: boto3.Session) -> None:
        self.client: SSMClient = session.client("ssm")
        self.now = 0.0
        self._put(PARAMETER)

    def _put(self, values: Mapping[str, object]) -> None:
        self.client.put_parameter(
            Name="/aftersales/connections/shopify-aurora",
            Value=json.dumps(values),
            Type="SecureString",
            Overwrite=True,
        )

    def configs(self) -> DoorConfigs:
        return SsmDoorConfigs(self.client, "/aftersales", lambda: self.now)

    def test_new_secret_works_within_a_minute(self) -> None:
        """A configuration is kept for a minute, then read anew: also one that was not there."""
        configs = self.configs()
        assert configs.find("shopify-aurora") == CONFIG
        self._put({**PARAMETER, "secrets": ["newest"]})
        self.now = KEPT_SECONDS - 1
        assert configs.find("shopify-aurora") == CONFIG
        self.now = KEPT_SECONDS
        found = configs.find("shopify-aurora")
        assert found
        assert found.secrets == ("newest",)

    def test_strangers_cannot_fill_the_memory(self) -> None:
        """Ids that do not exist are remembered, but never more than a set number of them."""
        configs = SsmDoorConfigs(self.client, "/aftersales", lambda: self.now)
        with Stubber(self.client) as stub:
            for _ in range(MOST_KEPT + 5):
                stub.add_client_error("get_parameter", "ParameterNotFound")
            for number in range(MOST_KEPT + 5):
                assert configs.find(f"made-up-{number}") is None
        assert len(configs._kept) == MOST_KEPT

    def test_fault_of_the_service_is_unavailable(self) -> None:
        """If parameters cannot be read nothing is known about the connection: the platform comes again."""
        with Stubber(self.client) as stub:
            stub.add_client_error("get_parameter", "ThrottlingException")
            with pytest.raises(UnavailableError, match="parameters: ThrottlingException"):
                self.configs().find("shopify-aurora")
