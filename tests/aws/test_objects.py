"""Buckets in moto."""

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from botocore.config import Config
from moto import mock_aws

from aftersales.aws.objects import S3LakeObjects, S3ReportFiles
from aftersales.records.errors import UnavailableError
from tests.aws.account import session
from tests.lake.objects_contract import KEYS, ObjectsContract

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


@pytest.fixture
def client() -> Iterator["S3Client"]:
    """A client as wiring makes it, with one bucket."""
    with mock_aws():
        made: S3Client = session().client(
            "s3", config=Config(signature_version="s3v4", s3={"addressing_style": "path"})
        )
        made.create_bucket(Bucket="bucket")
        yield made


class TestS3LakeObjects(ObjectsContract):
    @pytest.fixture
    def objects(self, client: "S3Client", monkeypatch: pytest.MonkeyPatch) -> S3LakeObjects:
        # S3 has pages of a thousand; putting so many takes seconds and says no more.
        monkeypatch.setenv("MOTO_S3_DEFAULT_MAX_KEYS", "10")
        for number in range(KEYS):
            client.put_object(Bucket="bucket", Key=f"full/{number}", Body=b"")
        assert client.list_objects_v2(Bucket="bucket", Prefix="full/")["IsTruncated"]
        return S3LakeObjects(client, "bucket")


def test_a_bucket_that_is_away_is_unavailable(client: "S3Client") -> None:
    """Reading, writing and listing tell the queue to try again."""
    away = S3LakeObjects(client, "nowhere")
    with pytest.raises(UnavailableError):
        away.get("key")
    with pytest.raises(UnavailableError):
        away.put("key", b"")
    with pytest.raises(UnavailableError):
        away.list("")


def test_an_address_is_signed_for_minutes(client: "S3Client") -> None:
    """SigV4 with the expiry, the type and the name in the signature; pages open, other files are downloaded."""
    files = S3ReportFiles(client, "bucket")
    files.put("reports/a.csv", b"x", "text/csv; charset=utf-8")
    address = files.presigned(
        "reports/a.csv", seconds=300, name="a.csv", content_type="text/csv; charset=utf-8"
    )
    query = parse_qs(urlsplit(address).query)
    assert query["X-Amz-Algorithm"] == ["AWS4-HMAC-SHA256"]
    assert query["X-Amz-Expires"] == ["300"]
    assert query["response-content-disposition"] == ['attachment; filename="a.csv"']
    page = files.presigned(
        "reports/a.html", seconds=300, name="a.html", content_type="text/html; charset=utf-8"
    )
    assert parse_qs(urlsplit(page).query)["response-content-disposition"] == ['inline; filename="a.html"']
    assert client.get_object(Bucket="bucket", Key="reports/a.csv")["ContentType"] == "text/csv; charset=utf-8"
