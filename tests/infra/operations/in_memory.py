"""A system in this process, made on demand: queues, a bucket and the table."""

from dataclasses import dataclass
from typing import Any

from infra.operations.target import Target
from tests.aws.table import table_properties


@dataclass(frozen=True)
class InMemoryTarget(Target):
    """A stack whose resources are made in moto when they are asked for, under their logical ids."""

    def resource(self, logical_id: str) -> str:
        if logical_id.endswith("Queue"):
            url: str = self.client("sqs").create_queue(QueueName=logical_id)["QueueUrl"]
            return url
        if logical_id.endswith("Bucket"):
            self.client("s3").create_bucket(Bucket=logical_id.lower())
            return logical_id.lower()
        dynamodb: Any = self.client("dynamodb")
        if logical_id not in dynamodb.list_tables()["TableNames"]:
            dynamodb.create_table(TableName=logical_id, **table_properties())
        return logical_id
