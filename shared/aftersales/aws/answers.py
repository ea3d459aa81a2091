"""What paid text engines answered, by text hash, in the one table; forgotten after a season."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from aftersales.aws.keys import answer_key
from aftersales.aws.table import Table
from aftersales.language.hashing import answers_about
from aftersales.records.record import Instant

_KEPT = timedelta(days=90)


class DynamoAnswerCache:
    """Plays `AnswerCache`."""

    def __init__(self, table: Table, clock: Callable[[], Instant]) -> None:
        """Work on `table`."""
        self._table = table
        self._clock = clock

    def get_many(self, workspace: str, keys: Sequence[str]) -> Mapping[str, str]:
        """Read answers in batches of a hundred."""
        places = {each: answer_key(workspace, each) for each in keys}
        items = self._table.get_many(list(places.values()))
        found = {each: items.get((place["PK"], place["SK"])) for each, place in places.items()}
        return {each: item["body"]["S"] for each, item in found.items() if item}

    def put_many(self, workspace: str, answers: Mapping[str, str]) -> None:
        """Write one item per answer."""
        forget = int((self._clock() + _KEPT).timestamp())
        self._table.put_many(
            [
                {**answer_key(workspace, each), "kind": "answer", "body": answer, "expires_at": forget}
                for each, answer in answers.items()
            ]
        )

    def forget(self, workspace: str, texts: Sequence[str]) -> int:
        """Delete every answer about these texts (by hash), whatever was asked."""
        keys = [
            {"PK": item["PK"]["S"], "SK": item["SK"]["S"]}
            for text in texts
            for item in self._table.under(
                answer_key(workspace, answers_about(text)), ProjectionExpression="PK, SK"
            )
        ]
        self._table.delete_many(keys)
        return len(keys)
