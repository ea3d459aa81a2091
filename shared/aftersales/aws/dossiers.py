"""Dossiers in the one table."""

from collections.abc import Iterable, Iterator, Sequence

from aftersales.aws.keys import (
    case_keys,
    case_sort_key,
    customer_key,
    fact_keys,
    from_cursor,
    home_key,
    inbox_key,
    link_key,
    to_cursor,
)
from aftersales.aws.marks import read_marks
from aftersales.aws.table import Item, Table
from aftersales.cases.component import Partition, Read, StoredCase
from aftersales.cases.dossier import Dossier
from aftersales.cases.ledger import PutFact, TakenIn, add_facts, read_dossier
from aftersales.customers.forgetting import forgotten, mark_names
from aftersales.records.case import Case, CaseState
from aftersales.records.fact import Fact
from aftersales.records.order import Order
from aftersales.records.record import Instant
from aftersales.records.workspace import Settings

_IN_HOME = "PK = :home"


class DynamoDossierStore:
    """Plays `DossierStore` with one query per home and one write per fact or case."""

    def __init__(self, table: Table) -> None:
        """Work on `table`."""
        self._table = table

    def add(self, facts: Sequence[Fact], settings: Settings) -> set[str]:
        """Store facts by conditional put and refold their dossiers."""
        return self.take_in(facts, settings).new

    def take_in(self, facts: Sequence[Fact], settings: Settings) -> TakenIn:
        """Look up the marks once, then store and refold."""
        return self._add(facts, settings, self._put_fact)

    def replace(self, facts: Sequence[Fact], settings: Settings) -> None:
        """Put facts over what is there: the same ids in the same places, so nothing is folded that was not before."""
        self._add(facts, settings, self._replace_fact)

    def _add(self, facts: Sequence[Fact], settings: Settings, put: PutFact) -> TakenIn:
        workspace = settings.workspace
        return add_facts(
            [fact for fact in facts if fact.workspace == workspace],
            settings,
            put=put,
            link_many=lambda pairs: self._link_many(workspace, pairs),
            read=self._reader(workspace),
            link=lambda home, announcer: self._link(workspace, home, announcer),
            write=lambda home, number, seen, case: self._write_case(workspace, home, number, seen, case),
            guard=lambda some: self._as_kept(workspace, some),
        )

    def _as_kept(self, workspace: str, facts: Sequence[Fact]) -> Sequence[Fact]:
        """Blank what a mark covers."""
        marks = read_marks(self._table, workspace, {name for fact in facts for name in mark_names(fact)})
        return [forgotten(fact, marks.get) for fact in facts] if marks else facts

    def dossier(self, workspace: str, home: str, settings: Settings) -> Dossier:
        """Fold the dossier that `home` belongs to."""
        return read_dossier(workspace, home, self._reader(workspace), settings)

    def cases(
        self, workspace: str, state: CaseState, *, limit: int, after: str | None = None
    ) -> tuple[Sequence[Case], str | None]:
        """One page of an inbox."""
        inbox = inbox_key(workspace, state)
        start = from_cursor(after, "GSI1PK", inbox)
        page = next(
            self._table.pages(
                "GSI1PK = :inbox",
                {"inbox": inbox},
                IndexName="GSI1",
                Limit=limit,
                ScanIndexForward=state is CaseState.WAITING,
                **({"ExclusiveStartKey": start} if start else {}),
            )
        )
        return self._bodies(page["Items"]), to_cursor(page.get("LastEvaluatedKey"))

    def case(self, workspace: str, home: str, number: int) -> Case | None:
        """Read one case item."""
        item = self._table.get({"PK": home_key(workspace, home), "SK": case_sort_key(number)})
        return _case(item) if item else None

    def orders_of(self, workspace: str, customer: str) -> Sequence[Order]:
        """Read the newest fact of each order of a customer."""
        newest: dict[str, Fact] = {}
        for item in self._of_customer(workspace, customer, "ORDER#"):
            fact = Fact.model_validate_json(item["body"]["S"])
            if fact.entity not in newest or newest[fact.entity].version < fact.version:
                newest[fact.entity] = fact
        orders = [fact.record for fact in newest.values() if isinstance(fact.record, Order)]
        return sorted(orders, key=lambda order: order.placed_at, reverse=True)

    def cases_of(self, workspace: str, customer: str) -> Sequence[Case]:
        """Read a customer's cases."""
        found = [case for item in self._of_customer(workspace, customer, "CASE#") if (case := _case(item))]
        return sorted(found, key=lambda case: case.opened_at, reverse=True)

    def cases_due(self, workspace: str, until: Instant, *, since: Instant | None = None) -> Iterable[Case]:
        """Read the overdue end of the inbox."""
        return self._before(workspace, CaseState.WAITING, until, since)

    def cases_silent(self, workspace: str, since: Instant) -> Iterable[Case]:
        """Read the oldest end of the answered inbox."""
        return self._before(workspace, CaseState.ANSWERED, since)

    def _before(
        self, workspace: str, state: CaseState, until: Instant, since: Instant | None = None
    ) -> list[Case]:
        # A place is a moment and more after it, so the moment alone lies before every place of that moment.
        items = self._table.query(
            "GSI1PK = :inbox AND GSI1SK BETWEEN :since AND :until",
            {
                "inbox": inbox_key(workspace, state),
                "since": since.isoformat() if since else "0",
                "until": until.isoformat(),
            },
            IndexName="GSI1",
        )
        return self._bodies(list(items))

    def _reader(self, workspace: str) -> Read:
        def read(home: str) -> Partition:
            facts: dict[str, Fact] = {}
            links: set[str] = set()
            cases: dict[int, StoredCase] = {}
            for item in self._table.query(_IN_HOME, {"home": home_key(workspace, home)}, ConsistentRead=True):
                sort_key = item["SK"]["S"]
                if sort_key.startswith("F#"):
                    fact = Fact.model_validate_json(item["body"]["S"])
                    facts[fact.id] = fact
                elif sort_key.startswith("L#"):
                    links.add(sort_key[2:])
                elif sort_key.startswith("C#"):
                    cases[int(sort_key[2:])] = StoredCase(int(item["seen"]["N"]), _case(item))
            return Partition(facts, frozenset(links), cases)

        return read

    def _put_fact(self, fact: Fact) -> bool:
        return self._table.put(_fact_item(fact), unless="attribute_not_exists(PK)")

    def _replace_fact(self, fact: Fact) -> bool:
        self._table.put(_fact_item(fact))
        return False

    def _link(self, workspace: str, home: str, announcer: str) -> None:
        self._table.put(_link_item(workspace, home, announcer))

    def _link_many(self, workspace: str, pairs: Sequence[tuple[str, str]]) -> None:
        self._table.put_many([_link_item(workspace, home, announcer) for home, announcer in pairs])

    def _write_case(self, workspace: str, home: str, number: int, seen: int, case: Case | None) -> None:
        values: dict[str, str | int] = {
            "PK": home_key(workspace, home),
            "SK": case_sort_key(number),
            "kind": "case" if case else "moved",
            "seen": seen,
        }
        if case:
            values |= {**case_keys(case), "body": case.model_dump_json(exclude_none=True)}
        self._table.put(values, unless="attribute_not_exists(PK) OR seen <= :seen", seen=seen)

    def _of_customer(self, workspace: str, customer: str, prefix: str) -> Iterator[Item]:
        keys = self._table.query(
            "GSI2PK = :customer AND begins_with(GSI2SK, :prefix)",
            {"customer": customer_key(workspace, customer), "prefix": prefix},
            IndexName="GSI2",
            ScanIndexForward=False,
            Limit=100,
        )
        found = [
            {"PK": item["PK"]["S"], "SK": item["SK"]["S"]} for item, _ in zip(keys, range(100), strict=False)
        ]
        yield from self._table.get_many(found).values()

    def _bodies(self, keys: Sequence[Item]) -> list[Case]:
        """Read the full items behind index entries, in the index's order."""
        places = [(item["PK"]["S"], item["SK"]["S"]) for item in keys]
        items = self._table.get_many([{"PK": pk, "SK": sk} for pk, sk in places])
        return [case for place in places if place in items and (case := _case(items[place]))]


def _fact_item(fact: Fact) -> dict[str, str | int]:
    body = fact.model_dump_json(exclude_none=True)
    return {**fact_keys(fact), "kind": "fact", "type": fact.type, "body": body}


def _link_item(workspace: str, home: str, announcer: str) -> dict[str, str | int]:
    return {"PK": home_key(workspace, home), "SK": link_key(announcer), "kind": "link"}


def _case(item: Item) -> Case | None:
    return Case.model_validate_json(item["body"]["S"]) if "body" in item else None
