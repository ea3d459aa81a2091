"""In-memory stores that play the roles of aftersales.cases.stores; tests/cases/store_contract.py proves them equal to the adapters."""

from collections.abc import Callable, Iterable, Sequence

from aftersales.cases.component import Partition, StoredCase
from aftersales.cases.dossier import Dossier
from aftersales.cases.ledger import TakenIn, add_facts, read_dossier
from aftersales.customers.forgetting import forgotten
from aftersales.records.case import Case, CaseState
from aftersales.records.erasure import Mark
from aftersales.records.errors import RejectedError, UnavailableError
from aftersales.records.fact import Fact
from aftersales.records.order import Order
from aftersales.records.record import Instant
from aftersales.records.setting_change import SettingChange, change_between
from aftersales.records.workspace import Connection, Member, Settings

_Key = tuple[str, str]


class InMemoryDossierStore:
    def __init__(self) -> None:
        self._facts: dict[_Key, dict[str, Fact]] = {}
        self._links: dict[_Key, set[str]] = {}
        self._cases: dict[tuple[str, str, int], StoredCase] = {}
        self.marks: dict[_Key, Mark] = {}

    def __len__(self) -> int:
        return sum(len(facts) for facts in self._facts.values())

    def __contains__(self, fact: str) -> bool:
        return any(fact in facts for facts in self._facts.values())

    def facts(self, workspace: str) -> list[Fact]:
        found = [
            fact for (owner, _), facts in self._facts.items() if owner == workspace for fact in facts.values()
        ]
        return sorted(found, key=lambda fact: fact.id)

    def all_cases(self, workspace: str) -> list[Case]:
        found = [
            stored.case for (owner, _, _), stored in self._cases.items() if owner == workspace and stored.case
        ]
        return sorted(found, key=lambda case: case.id)

    def _as_kept(self, workspace: str, facts: Sequence[Fact]) -> Sequence[Fact]:
        return [forgotten(fact, lambda name: self.marks.get((workspace, name))) for fact in facts]

    def replace(self, facts: Sequence[Fact], settings: Settings) -> None:
        for fact in facts:
            self._facts[settings.workspace, fact.home][fact.id] = fact
        self.add(facts, settings)

    def add(self, facts: Sequence[Fact], settings: Settings) -> set[str]:
        return self.take_in(facts, settings).new

    def take_in(self, facts: Sequence[Fact], settings: Settings) -> TakenIn:
        workspace = settings.workspace

        def put(fact: Fact) -> bool:
            partition = self._facts.setdefault((workspace, fact.home), {})
            known = fact.id in partition
            partition.setdefault(fact.id, fact)
            return not known

        def link(home: str, announcer: str) -> None:
            self._links.setdefault((workspace, home), set()).add(announcer)

        def link_many(pairs: Sequence[tuple[str, str]]) -> None:
            for home, announcer in pairs:
                link(home, announcer)

        def write(home: str, number: int, seen: int, case: Case | None) -> None:
            stored = self._cases.get((workspace, home, number))
            if stored is None or stored.seen <= seen:
                self._cases[workspace, home, number] = StoredCase(seen, case)

        mine = [fact for fact in facts if fact.workspace == workspace]
        return add_facts(
            mine,
            settings,
            put=put,
            link_many=link_many,
            read=lambda home: self._read(workspace, home),
            link=link,
            write=write,
            guard=lambda some: self._as_kept(workspace, some),
        )

    def _read(self, workspace: str, home: str) -> Partition:
        return Partition(
            dict(self._facts.get((workspace, home), {})),
            frozenset(self._links.get((workspace, home), ())),
            {n: stored for (ws, at, n), stored in self._cases.items() if (ws, at) == (workspace, home)},
        )

    def dossier(self, workspace: str, home: str, settings: Settings) -> Dossier:
        return read_dossier(workspace, home, lambda at: self._read(workspace, at), settings)

    def cases(
        self, workspace: str, state: CaseState, *, limit: int, after: str | None = None
    ) -> tuple[Sequence[Case], str | None]:
        found = [case for case in self.all_cases(workspace) if case.state is state]
        found.sort(
            key=lambda case: (_order(case), case.priority, case.id), reverse=state is not CaseState.WAITING
        )
        start = self._start(after, workspace)
        page = found[start : start + limit]
        more = start + limit < len(found)
        return page, f"{workspace}/{start + limit}" if more else None

    def _start(self, after: str | None, workspace: str) -> int:
        if after is None:
            return 0
        owner, _, start = after.partition("/")
        if owner != workspace:
            raise RejectedError("bad_cursor")
        return int(start)

    def case(self, workspace: str, home: str, number: int) -> Case | None:
        stored = self._cases.get((workspace, home, number))
        return stored.case if stored else None

    def orders_of(self, workspace: str, customer: str) -> Sequence[Order]:
        newest: dict[str, Fact] = {}
        for fact in self.facts(workspace):
            record = fact.record
            known = newest.get(fact.entity)
            if (
                isinstance(record, Order)
                and record.customer
                and record.customer.key == customer
                and (known is None or known.version < fact.version)
            ):
                newest[fact.entity] = fact
        orders = [fact.record for fact in newest.values() if isinstance(fact.record, Order)]
        return sorted(orders, key=lambda order: order.placed_at, reverse=True)

    def cases_of(self, workspace: str, customer: str) -> Sequence[Case]:
        found = [case for case in self.all_cases(workspace) if case.customer == customer]
        return sorted(found, key=lambda case: case.opened_at, reverse=True)

    def cases_due(self, workspace: str, until: Instant, *, since: Instant | None = None) -> Iterable[Case]:
        waiting, _ = self.cases(workspace, CaseState.WAITING, limit=1_000_000)
        return [
            case
            for case in waiting
            if case.due_at and (since is None or since <= case.due_at) and case.due_at < until
        ]

    def cases_silent(self, workspace: str, since: Instant) -> Iterable[Case]:
        answered, _ = self.cases(workspace, CaseState.ANSWERED, limit=1_000_000)
        return sorted(
            (case for case in answered if case.updated_at < since), key=lambda case: case.updated_at
        )


def _order(case: Case) -> str:
    if case.state is CaseState.WAITING:
        return case.due_at.isoformat() if case.due_at else "9999"
    return case.updated_at.isoformat()


class InMemoryWorkspaceStore:
    def __init__(self) -> None:
        self._settings: dict[str, Settings] = {}
        self._connections: dict[_Key, Connection] = {}
        self._addresses: dict[_Key, _Key] = {}
        self._members: dict[str, Member] = {}
        self._changes: list[SettingChange] = []

    def workspaces(self) -> Sequence[str]:
        return sorted(self._settings)

    def settings(self, workspace: str) -> Settings:
        return self._settings.get(workspace, Settings(workspace=workspace, name=workspace))

    def save_settings(self, settings: Settings) -> None:
        self._settings[settings.workspace] = settings

    def change_settings(
        self, workspace: str, edit: Callable[[Settings], Settings], *, member: str, now: Instant
    ) -> SettingChange | None:
        for _ in range(5):
            before = self.settings(workspace)
            after = edit(before)
            change = change_between(before, after, member, now)
            if change is None:
                return None
            if self.settings(workspace) == before:
                self._settings[workspace] = after
                self._changes.append(change)
                return change
        raise UnavailableError("settings", "kept_by_others")

    def setting_changes(self, workspace: str, *, limit: int = 100) -> Sequence[SettingChange]:
        mine = [change for change in self._changes if change.workspace == workspace]
        return sorted(mine, key=lambda change: change.id, reverse=True)[:limit]

    def connections(self, workspace: str) -> Sequence[Connection]:
        return [
            connection for (owner, _), connection in sorted(self._connections.items()) if owner == workspace
        ]

    def connection(self, workspace: str, connection: str) -> Connection | None:
        return self._connections.get((workspace, connection))

    def save_connection(self, connection: Connection) -> None:
        key = (connection.workspace, connection.id)
        place = (connection.platform, connection.address.lower())
        holder = self._connections.get(self._addresses.get(place, key))
        if holder and (holder.platform, holder.address.lower()) == place and holder.workspace != key[0]:
            raise RejectedError("address_taken")
        self._connections[key] = connection
        self._addresses[place] = key

    def connection_by_address(self, platform: str, address: str) -> Connection | None:
        key = self._addresses.get((platform, address.lower()))
        return self._connections.get(key) if key else None

    def member(self, email: str) -> Member | None:
        return self._members.get(email.lower())

    def members(self, workspace: str) -> Sequence[Member]:
        return [member for _, member in sorted(self._members.items()) if member.workspace == workspace]

    def save_member(self, member: Member) -> None:
        self._members[member.email.lower()] = member

    def remove_member(self, member: Member) -> None:
        known = self.member(member.email)
        if known is not None and known.workspace == member.workspace:
            del self._members[member.email.lower()]
