"""Buckets whose objects are listed, replaced or handed out: the lake and the reports."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from aftersales.records.errors import UnavailableError

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


@contextmanager
def _typed(what: str) -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        raise UnavailableError(what, error.response["Error"]["Code"]) from error
    except BotoCoreError as error:
        raise UnavailableError(what, type(error).__name__) from error


class S3LakeObjects:
    """Plays `Objects` of the lake."""

    def __init__(self, client: "S3Client", bucket: str) -> None:
        """Remember the client and the bucket; nothing is called yet."""
        self._client = client
        self._bucket = bucket

    def put(self, key: str, body: bytes) -> None:
        """Write an object. Raises UnavailableError."""
        with _typed("lake"):
            self._client.put_object(Bucket=self._bucket, Key=key, Body=body)

    def get(self, key: str) -> bytes:
        """Read an object. Raises UnavailableError."""
        with _typed("lake"):
            return self._client.get_object(Bucket=self._bucket, Key=key)["Body"].read()

    def delete(self, key: str) -> None:
        """Remove an object, or nothing if there is none. Raises UnavailableError."""
        with _typed("lake"):
            self._client.delete_object(Bucket=self._bucket, Key=key)

    def list(self, prefix: str) -> dict[str, str]:
        """List all pages. Raises UnavailableError."""
        with _typed("lake"):
            pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=prefix)
            return {entry["Key"]: entry["ETag"] for page in pages for entry in page.get("Contents", ())}


class S3ReportFiles:
    """Plays `ReportFiles`. The client must sign with SigV4, else links neither expire nor notice a change."""

    def __init__(self, client: "S3Client", bucket: str) -> None:
        """Remember the client and the bucket; nothing is called yet."""
        self._client = client
        self._bucket = bucket

    def put(self, key: str, body: bytes, content_type: str) -> None:
        """Write an object. Raises UnavailableError."""
        with _typed("reports"):
            self._client.put_object(Bucket=self._bucket, Key=key, Body=body, ContentType=content_type)

    def presigned(self, key: str, *, seconds: int, name: str, content_type: str) -> str:
        """Sign an address; pages open in the browser, other files are downloaded under `name`."""
        how = "inline" if content_type.startswith("text/html") else "attachment"
        return self._client.generate_presigned_url(
            "get_object",
            Params={
                "Bucket": self._bucket,
                "Key": key,
                "ResponseContentDisposition": f'{how}; filename="{name}"',
                "ResponseContentType": content_type,
            },
            ExpiresIn=seconds,
        )
