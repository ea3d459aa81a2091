"""What the measured functions find around them: queue, table, archive, one connection, and orders to be sent."""

import hmac
import json
import os
from base64 import b64encode
from dataclasses import dataclass
from typing import Any

import boto3

from aftersales.deliveries.raw import RawDelivery
from tests.architecture.repository import ROOT
from tests.aws.table import table_properties
from tests.bench.floors import REGION
from tests.bench.meter import MeteredCloud

SAMPLE = ROOT / "events" / "platforms" / "shopify" / "rest_2026_07_order.json"
SECRET = b"bench-secret"
TABLE = "AfterSales"
CONNECTION = {"workspace": "bench", "platform": "shopify", "store": "shop-1", "secrets": [SECRET.decode()]}


@dataclass(frozen=True)
class Stage:
    """The metered cloud, set up, and a documented order as the model of all others."""

    cloud: MeteredCloud
    queue_url: str
    order: dict[str, Any]

    def body(self, number: int) -> bytes:
        """Return an order webhook's body; every number is another order."""
        return json.dumps({**self.order, "id": number, "name": f"#{number}", "order_number": number}).encode()

    def webhook(self, number: int) -> dict[str, Any]:
        """Return the gateway's event of a signed order webhook."""
        body = self.body(number)
        headers = {
            "x-shopify-hmac-sha256": signature(body),
            "x-shopify-topic": "orders/create",
            "x-shopify-shop-domain": "shop-1.example.com",
            "x-shopify-webhook-id": str(number),
        }
        return {
            "headers": headers,
            "body": body.decode(),
            "isBase64Encoded": False,
            "pathParameters": {"connection": "shop-1"},
            "requestContext": {"http": {"method": "POST"}},
        }

    def message(self, number: int) -> str:
        """Return the queue message that the door makes of it."""
        delivery = RawDelivery(
            workspace="bench",
            connection="shop-1",
            platform="shopify",
            store="shop-1",
            channel="webhook",
            name="orders/create",
            received_at="2026-01-01T00:00:00+00:00",
            body=self.body(number),
            headers={"webhook-id": str(number), "triggered-at": "2026-01-01T00:00:00Z"},
        )
        return delivery.to_json()


def signature(body: bytes) -> str:
    """Sign as the platform does."""
    return b64encode(hmac.digest(SECRET, body, "sha256")).decode()


def set_up(cloud: MeteredCloud) -> Stage:
    """Make the resources and point the functions' environment at them."""
    session = boto3.Session(aws_access_key_id="test", aws_secret_access_key="test", region_name=REGION)
    session.client("dynamodb", endpoint_url=cloud.url).create_table(TableName=TABLE, **table_properties())
    session.client("s3", endpoint_url=cloud.url).create_bucket(Bucket="archive")
    queue_url = session.client("sqs", endpoint_url=cloud.url).create_queue(QueueName="deliveries")["QueueUrl"]
    session.client("ssm", endpoint_url=cloud.url).put_parameter(
        Name="/bench/connections/shop-1", Value=json.dumps(CONNECTION), Type="SecureString"
    )
    os.environ |= {
        "AWS_ENDPOINT_URL": cloud.url,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "TABLE_NAME": TABLE,
        "ARCHIVE_BUCKET": "archive",
        "DELIVERIES_QUEUE_URL": queue_url,
        "TEXTS_QUEUE_URL": queue_url,
        "PARAMETER_PREFIX": "/bench",
        "LOG_LEVEL": "INFO",
        "POWERTOOLS_SERVICE_NAME": "bench",
        "POWERTOOLS_METRICS_NAMESPACE": "AfterSales",
    }
    samples = json.loads(SAMPLE.read_text(encoding="utf-8"))
    orders = (
        one["response"] for one in samples if one["method"] == "POST" and one["path"].endswith("/orders.json")
    )
    return Stage(cloud, queue_url, next(orders)["order"])
