"""An order to erase a customer, executed by the running system."""

from collections.abc import Iterator
from dataclasses import replace
from tempfile import NamedTemporaryFile

import duckdb
import pytest

from aftersales.aws.objects import S3LakeObjects
from aftersales.deliveries.raw import from_lines
from aftersales.lake.writer import LakeWriter
from aftersales.records.erasure import Erasure, Step
from infra.local.cloud import LocalCloud
from tests.infra.local.batches import keep, send_claim, until
from tests.infra.local.holdings import facts_of, items_of
from tests.privacy.house import bought, mailed, redaction

pytestmark = pytest.mark.cloud
WORKSPACE, NAME, EMAIL, WORD = "forgotten", "Zelda Quuxley", "zelda@quux.example", "xylophonic"


def test_an_erased_customer_is_in_no_item_and_no_object(cloud: LocalCloud) -> None:
    """Order, mail and the platform's request come in; one run of the function later, neither word nor name is anywhere."""
    told = [
        bought(1001, NAME, EMAIL),
        mailed("m1", f"{NAME} <{EMAIL}>", "Order 1001", f"My {WORD} lamp."),
        redaction([6001], EMAIL, 1701),
    ]
    send_claim(cloud, keep(cloud, [replace(one, workspace=WORKSPACE) for one in told]))
    until(lambda: len(facts_of(cloud, WORKSPACE)) >= len(told), 300)
    # The stream would bring them within its batching window; the function must find them there.
    lake = LakeWriter(S3LakeObjects(cloud.client("s3"), cloud.resources["LakeBucket"]))
    lake.write("at-once", facts=facts_of(cloud, WORKSPACE))
    assert {place.split("/")[0] for place in _places(cloud)} >= {"item", "raw", "facts"}
    cloud.invoke("erase_customers", {"workspace": WORKSPACE})
    [errand] = [
        Erasure.model_validate_json(item["body"]["S"])
        for item in items_of(cloud, WORKSPACE)
        if item["SK"]["S"].startswith("ERASURE#")
    ]
    assert (errand.step, errand.found["orders"], errand.found["deliveries"]) == (Step.AGAIN, 1, 3)
    # The second round, half an hour later, burns the notes and blanks what the stream was still bringing.
    assert [place for place in _places(cloud) if place.split("/")[0] in {"item", "raw", "reports"}] == []
    assert [place for place in _places(cloud) if "/compact-" in place] == []


def _places(cloud: LocalCloud) -> Iterator[str]:
    """Yield every item and object of the workspace that holds one of the words."""
    for item in items_of(cloud, WORKSPACE):
        if _holds(str(item)):
            yield f"item/{item['SK']['S']}"
    s3 = cloud.client("s3")
    for name in ("ArchiveBucket", "LakeBucket", "ReportsBucket"):
        bucket = cloud.resources[name]
        for entry in s3.list_objects_v2(Bucket=bucket).get("Contents", []):
            if WORKSPACE in entry["Key"]:
                body = s3.get_object(Bucket=bucket, Key=entry["Key"])["Body"].read()
                if _holds(_opened(entry["Key"], body)):
                    yield entry["Key"]


def _holds(text: str) -> bool:
    return any(word.casefold() in text.casefold() for word in (NAME, EMAIL, WORD))


def _opened(key: str, body: bytes) -> str:
    if key.endswith(".parquet"):
        with duckdb.connect() as database, NamedTemporaryFile(suffix=".parquet") as file:
            file.write(body)
            file.flush()
            return str(database.execute("SELECT * FROM read_parquet($path)", {"path": file.name}).fetchall())
    return "\n".join(str(one) for one in from_lines(body)) if key.endswith(".jsonl") else body.decode()
