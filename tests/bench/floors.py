"""The least that any Python program would do for the same job: the standard library, one kept connection, one signed call."""

import hmac
import json
from base64 import b64decode, b64encode
from datetime import UTC, datetime
from hashlib import sha256
from http.client import HTTPConnection
from typing import Any

REGION = "us-east-1"


class BareClient:
    """Calls an AWS JSON service over one kept connection, signed by hand; no retries, no parsing of errors."""

    def __init__(self, port: int, service: str, version: str) -> None:
        self._connection = HTTPConnection("127.0.0.1", port)
        self._host = f"127.0.0.1:{port}"
        self._service = service
        self._version = version
        day = datetime.now(UTC).strftime("%Y%m%d")
        self._scope = f"{day}/{REGION}/{service}/aws4_request"
        key = b"AWS4test"
        for part in (day, REGION, service, "aws4_request"):
            key = hmac.digest(key, part.encode(), "sha256")
        self._key = key

    def call(self, operation: str, request: dict[str, Any]) -> bytes:
        """Send one request and return the answer's bytes."""
        body = json.dumps(request).encode()
        target = f"{self._version}.{operation}"
        at = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        signed = f"host:{self._host}\nx-amz-date:{at}\nx-amz-target:{target}\n"
        names = "host;x-amz-date;x-amz-target"
        canonical = f"POST\n/\n\n{signed}\n{names}\n{sha256(body).hexdigest()}"
        text = f"AWS4-HMAC-SHA256\n{at}\n{self._scope}\n{sha256(canonical.encode()).hexdigest()}"
        signature = hmac.new(self._key, text.encode(), sha256).hexdigest()
        headers = {
            "Content-Type": "application/x-amz-json-1.0",
            "X-Amz-Date": at,
            "X-Amz-Target": target,
            "Authorization": f"AWS4-HMAC-SHA256 Credential=test/{self._scope}, SignedHeaders={names}, Signature={signature}",
        }
        self._connection.request("POST", "/", body, headers)
        return self._connection.getresponse().read()


def acknowledge(sqs: BareClient, queue_url: str, secret: bytes, body: bytes, signature: str) -> bool:
    """Verify a webhook and send it to a queue."""
    expected = b64encode(hmac.digest(secret, body, "sha256"))
    if not hmac.compare_digest(expected, signature.encode()):
        return False
    return b"MessageId" in sqs.call(
        "SendMessage", {"QueueUrl": queue_url, "MessageBody": b64encode(body).decode()}
    )


def ingest(dynamodb: BareClient, table: str, message: str) -> None:
    """Read one queued delivery and put it into the table once, under its own id."""
    envelope = json.loads(message)
    body = b64decode(envelope["body"])
    order = json.loads(body)
    item = {
        "PK": {"S": f"{envelope['workspace']}#order:{order['id']}"},
        "SK": {"S": f"F#{order['updated_at']}#{sha256(body).hexdigest()}"},
        "body": {"S": json.dumps(order)},
    }
    dynamodb.call(
        "PutItem", {"TableName": table, "Item": item, "ConditionExpression": "attribute_not_exists(PK)"}
    )
