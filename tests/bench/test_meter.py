from typing import Any

import pytest

from tests.bench.meter import units_of, written_by

ALL = {
    "KeySchema": [{"AttributeName": "GSI1PK"}, {"AttributeName": "GSI1SK"}],
    "Projection": {"ProjectionType": "ALL"},
}
KEYS = {"KeySchema": [{"AttributeName": "GSI2PK"}], "Projection": {"ProjectionType": "KEYS_ONLY"}}


def _item(size: int, *keys: str) -> dict[str, Any]:
    return {
        "PK": {"S": "a"},
        "SK": {"S": "b"},
        "body": {"S": "x" * size},
        **{key: {"S": "k"} for key in keys},
    }


@pytest.mark.parametrize(
    ("item", "indexes", "units"),
    [
        (_item(900), [ALL, KEYS], 1),
        (_item(1100), [ALL, KEYS], 2),
        (_item(1100, "GSI1PK", "GSI1SK"), [ALL, KEYS], 4),
        (_item(1100, "GSI1PK"), [ALL, KEYS], 2),
        (_item(1100, "GSI2PK"), [ALL, KEYS], 3),
    ],
)
def test_a_unit_is_a_kilobyte_begun(item: dict[str, Any], indexes: list[dict[str, Any]], units: int) -> None:
    """A put costs a unit per KB begun, again in each index that it enters, where only what is projected counts."""
    assert units_of(item, indexes) == units


def test_every_write_of_a_batch_counts() -> None:
    """A batch is charged for each of its writes, an update and a deletion for their key's unit."""
    put, key = _item(10), {"PK": {"S": "a"}, "SK": {"S": "b"}}
    batch = {"RequestItems": {"T": [{"PutRequest": {"Item": put}}, {"DeleteRequest": {"Key": key}}]}}
    assert written_by(batch) == [put, key]
    assert written_by({"Item": put}) == [put]
    assert written_by({"Key": key, "UpdateExpression": "ADD n :one"}) == [key]
