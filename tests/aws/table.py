"""A table in moto, made from the template so that its keys cannot drift from what is deployed."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from moto import mock_aws

from aftersales.aws.table import Table
from infra.local.template import read_template
from tests.aws.account import session

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@cache
def table_properties() -> Mapping[str, Any]:
    """The table as the template declares it."""
    properties = read_template()["Resources"]["Table"]["Properties"]
    wanted = ("AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "BillingMode")
    return {name: properties[name] for name in wanted}


@contextmanager
def moto_table() -> Iterator[Table]:
    """Start moto and make the table."""
    with mock_aws():
        client: DynamoDBClient = session().client("dynamodb")
        client.create_table(TableName="AfterSales", **table_properties())
        yield Table(client, "AfterSales")
