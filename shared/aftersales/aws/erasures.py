"""Privacy requests, their errands and marks in the one table."""

from collections.abc import Iterable, Mapping, Sequence

from aftersales.aws.keys import customer_key, erasure_key, mark_key, privacy_key
from aftersales.aws.marks import read_marks
from aftersales.aws.table import Table
from aftersales.records.after_sales import PrivacyRequest
from aftersales.records.erasure import Erasure, Mark
from aftersales.records.fact import Fact


class DynamoErasureStore:
    """Plays `ErasureStore`: an item per errand, an item per mark."""

    def __init__(self, table: Table) -> None:
        """Work on `table`."""
        self._table = table

    def requests(self, workspace: str) -> Sequence[PrivacyRequest]:
        """Query the places by deadline, then read the facts behind them."""
        places = self._table.query("GSI1PK = :privacy", {"privacy": privacy_key(workspace)}, IndexName="GSI1")
        keys = [{"PK": item["PK"]["S"], "SK": item["SK"]["S"]} for item in places]
        facts = [Fact.model_validate_json(item["body"]["S"]) for item in self._table.get_many(keys).values()]
        newest: dict[str, PrivacyRequest] = {}
        for fact in sorted(facts, key=lambda fact: (fact.version, fact.id)):
            if isinstance(fact.record, PrivacyRequest):
                newest[fact.home] = fact.record
        return sorted(newest.values(), key=lambda request: (request.due_at, request.home))

    def erasure(self, workspace: str, request: str) -> Erasure | None:
        """Read one item."""
        item = self._table.get(erasure_key(workspace, request))
        return Erasure.model_validate_json(item["body"]["S"]) if item else None

    def erasures(self, workspace: str) -> Sequence[Erasure]:
        """Query all of them."""
        items = self._table.under(erasure_key(workspace, ""))
        return [Erasure.model_validate_json(item["body"]["S"]) for item in items]

    def begin_erasure(self, erasure: Erasure) -> Erasure:
        """Put one item unless there is one."""
        is_new = self._table.put(_errand(erasure), unless="attribute_not_exists(PK)")
        return erasure if is_new else self.erasure(erasure.workspace, erasure.request) or erasure

    def save_erasure(self, erasure: Erasure) -> None:
        """Put one item."""
        self._table.put(_errand(erasure))

    def keep_marks(self, workspace: str, marks: Mapping[str, Mark]) -> None:
        """Put one item per mark; the one that says that there are any comes last."""
        items = [
            {**mark_key(workspace, name), "kind": "mark", "body": mark.model_dump_json(exclude_none=True)}
            for name, mark in marks.items()
        ]
        self._table.put_many(items)
        if items:
            self._table.put({**mark_key(workspace, ""), "kind": "marks"})

    def marks(self, workspace: str, names: Iterable[str]) -> Mapping[str, Mark]:
        """Read an item per name."""
        return read_marks(self._table, workspace, names)

    def homes_of(self, workspace: str, customer: str) -> Sequence[str]:
        """Query the customer's orders and cases; their partitions are the homes."""
        places = self._table.query(
            "GSI2PK = :customer", {"customer": customer_key(workspace, customer)}, IndexName="GSI2"
        )
        return sorted({item["PK"]["S"].partition("#")[2] for item in places})


def _errand(erasure: Erasure) -> dict[str, str | int]:
    key = erasure_key(erasure.workspace, erasure.request)
    return {**key, "kind": "erasure", "body": erasure.model_dump_json(exclude_none=True)}
