"""Thin reading and writing of the one table: pages followed, capacity counted, AWS errors typed by what a queue should do."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from aftersales.records.errors import UnavailableError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

Item = dict[str, Any]
Plain = Mapping[str, str | int]


def to_item(values: Plain) -> Item:
    """Type plain strings and integers the way DynamoDB wants them."""
    return {
        name: {"N": str(value)} if isinstance(value, int) else {"S": value} for name, value in values.items()
    }


class Table:
    """One table; `write_units` adds up what DynamoDB says that writes consumed."""

    def __init__(self, client: "DynamoDBClient", name: str) -> None:
        """Remember the client and the table's name; nothing is called yet."""
        self._client = client
        self.name = name
        self.write_units = 0.0

    def put(self, values: Plain, *, unless: str | None = None, **bound: str | int) -> bool:
        """Put an item; `unless` is a condition that must hold, `bound` its values. False if it did not hold."""
        request: Item = {"TableName": self.name, "Item": to_item(values), "ReturnConsumedCapacity": "TOTAL"}
        if unless:
            request["ConditionExpression"] = unless
        if bound:
            request["ExpressionAttributeValues"] = {
                f":{name}": value for name, value in to_item(bound).items()
            }
        try:
            answer = self._client.put_item(**request)
        except ClientError as error:
            if error.response["Error"]["Code"] == "ConditionalCheckFailedException":
                self.write_units += 1
                return False
            raise UnavailableError("table", error.response["Error"]["Code"]) from error
        except BotoCoreError as error:
            raise UnavailableError("table", type(error).__name__) from error
        self.write_units += float(answer["ConsumedCapacity"]["CapacityUnits"])
        return True

    def put_both(self, guarded: Plain, other: Plain, *, unless: str, **bound: str | int) -> bool:
        """Put two items or none: `unless` must hold for the first. False if it did not hold, or another writer was at it."""
        guard: Item = {"TableName": self.name, "Item": to_item(guarded), "ConditionExpression": unless}
        if bound:
            guard["ExpressionAttributeValues"] = {f":{name}": value for name, value in to_item(bound).items()}
        try:
            answer = self._client_call(
                "transact_write_items",
                TransactItems=[{"Put": guard}, {"Put": {"TableName": self.name, "Item": to_item(other)}}],
                ReturnConsumedCapacity="TOTAL",
            )
        except UnavailableError as error:
            if error.detail == "TransactionCanceledException":
                return False
            raise
        self.write_units += sum(float(one["CapacityUnits"]) for one in answer.get("ConsumedCapacity", ()))
        return True

    def delete(self, key: Mapping[str, str]) -> None:
        """Delete one item; a missing one is no error."""
        self._call("delete_item", Key=to_item(key))

    def put_many(self, items: Sequence[Plain]) -> None:
        """Put items whatever is there; any number, 25 a call, repeated until DynamoDB has taken all."""
        self._write_many([{"PutRequest": {"Item": to_item(item)}} for item in items])

    def delete_many(self, keys: Sequence[Mapping[str, str]]) -> None:
        """Delete items whether they are there or not; any number, 25 a call."""
        self._write_many([{"DeleteRequest": {"Key": to_item(key)}} for key in keys])

    def _write_many(self, requests: Sequence[Item]) -> None:
        for start in range(0, len(requests), 25):
            waiting: Any = {self.name: requests[start : start + 25]}
            while waiting:
                answer = self._client_call(
                    "batch_write_item", RequestItems=waiting, ReturnConsumedCapacity="TOTAL"
                )
                self.write_units += sum(
                    float(one["CapacityUnits"]) for one in answer.get("ConsumedCapacity", ())
                )
                waiting = answer.get("UnprocessedItems")

    def add(
        self,
        key: Mapping[str, str],
        numbers: Mapping[str, int],
        texts: Mapping[str, str],
        at_most: Mapping[str, int] | None = None,
    ) -> bool:
        """Add to number attributes and set text attributes of one item, creating it where needed.

        With `at_most` only if what is there now of these attributes, so far as it is there, is no more; False if it is.
        """
        names = {f"#{index}": name for index, name in enumerate([*numbers, *texts])}
        places = {name: place for place, name in names.items()}
        update = "ADD " + ", ".join(f"{places[name]} :{places[name][1:]}" for name in numbers)
        update += " SET " + ", ".join(f"{places[name]} = :{places[name][1:]}" for name in texts)
        values = {f":{places[name][1:]}": value for name, value in to_item({**numbers, **texts}).items()}
        request: dict[str, Any] = {}
        if at_most:
            values |= {f":most{places[name][1:]}": value for name, value in to_item(at_most).items()}
            request["ConditionExpression"] = " AND ".join(
                f"(attribute_not_exists({places[name]}) OR {places[name]} <= :most{places[name][1:]})"
                for name in at_most
            )
        try:
            answer = self._call(
                "update_item",
                Key=to_item(key),
                UpdateExpression=update,
                ExpressionAttributeNames=names,
                ExpressionAttributeValues=values,
                ReturnConsumedCapacity="TOTAL",
                **request,
            )
        except UnavailableError as error:
            if error.detail == "ConditionalCheckFailedException":
                return False
            raise
        self.write_units += float(answer["ConsumedCapacity"]["CapacityUnits"])
        return True

    def get(self, key: Mapping[str, str], *, consistent: bool = True) -> Item | None:
        """Return one item."""
        answer = self._call("get_item", Key=to_item(key), ConsistentRead=consistent)
        return answer.get("Item")

    def pages(self, expression: str, bound: Plain, **options: Any) -> Iterator[Item]:  # noqa: ANN401 passed on as it is
        """Yield the pages of a query (each with Items and, if there is more, LastEvaluatedKey)."""
        values = {f":{name}": value for name, value in to_item(bound).items()}
        request = {"KeyConditionExpression": expression, "ExpressionAttributeValues": values, **options}
        while True:
            page = self._call("query", **request)
            yield page
            if "LastEvaluatedKey" not in page:
                return
            request["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def query(self, expression: str, bound: Plain, **options: Any) -> Iterator[Item]:  # noqa: ANN401 passed on as it is
        """Yield the items of all pages of a query."""
        for page in self.pages(expression, bound, **options):
            yield from page["Items"]

    def under(self, key: Mapping[str, str], **options: Any) -> Iterator[Item]:  # noqa: ANN401 passed on as it is
        """Yield the items of `key`'s partition whose sort key begins with that of `key`."""
        bound = {"partition": key["PK"], "prefix": key["SK"]}
        return self.query("PK = :partition AND begins_with(SK, :prefix)", bound, **options)

    def get_many(self, keys: Sequence[Mapping[str, str]]) -> dict[tuple[str, str], Item]:
        """Return the items that exist, by (PK, SK); any number of keys."""
        found: dict[tuple[str, str], Item] = {}
        for some in _hundreds(keys):
            wanted: Any = {self.name: {"Keys": [to_item(key) for key in some]}}
            while wanted:
                answer = self._client_call("batch_get_item", RequestItems=wanted)
                for item in answer["Responses"].get(self.name, []):
                    found[item["PK"]["S"], item["SK"]["S"]] = item
                wanted = answer.get("UnprocessedKeys")
        return found

    def _call(self, operation: str, **request: Any) -> Item:  # noqa: ANN401 passed on as it is
        return self._client_call(operation, TableName=self.name, **request)

    def _client_call(self, operation: str, **request: Any) -> Item:  # noqa: ANN401 passed on as it is
        try:
            answer: Item = getattr(self._client, operation)(**request)
        except ClientError as error:
            raise UnavailableError("table", error.response["Error"]["Code"]) from error
        except BotoCoreError as error:
            raise UnavailableError("table", type(error).__name__) from error
        return answer


def _hundreds(keys: Sequence[Mapping[str, str]]) -> Iterator[Sequence[Mapping[str, str]]]:
    """DynamoDB's limit of a batch read."""
    for start in range(0, len(keys), 100):
        yield keys[start : start + 100]
