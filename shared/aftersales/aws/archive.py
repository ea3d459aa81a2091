"""The archive of raw deliveries."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from aftersales.records.errors import UnavailableError

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


class S3Archive:
    """One bucket; a key always has the same content, so writing it again is harmless."""

    def __init__(self, client: "S3Client", bucket: str) -> None:
        """Remember the client and the bucket; nothing is called yet."""
        self._client = client
        self._bucket = bucket

    def put(self, key: str, data: bytes) -> None:
        """Write an object. Raises UnavailableError."""
        try:
            self._client.put_object(Bucket=self._bucket, Key=key, Body=data)
        except ClientError as error:
            raise UnavailableError("archive", error.response["Error"]["Code"]) from error
        except BotoCoreError as error:
            raise UnavailableError("archive", type(error).__name__) from error

    def get(self, key: str) -> bytes:
        """Read an object. Raises UnavailableError, also for a key that is not there (yet)."""
        try:
            return self._client.get_object(Bucket=self._bucket, Key=key)["Body"].read()
        except ClientError as error:
            raise UnavailableError("archive", error.response["Error"]["Code"]) from error
        except BotoCoreError as error:
            raise UnavailableError("archive", type(error).__name__) from error

    def list(self, prefix: str, after: str) -> Iterator[str]:
        """Yield keys page by page, in S3's order. Raises UnavailableError."""
        try:
            pages = self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self._bucket, Prefix=prefix, StartAfter=after
            )
            for page in pages:
                yield from (entry["Key"] for entry in page.get("Contents", ()))
        except ClientError as error:
            raise UnavailableError("archive", error.response["Error"]["Code"]) from error
        except BotoCoreError as error:
            raise UnavailableError("archive", type(error).__name__) from error
