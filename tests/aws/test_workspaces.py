"""DynamoWorkspaceStore keeps the contract."""

from collections.abc import Iterator
from json import dumps, loads

import pytest

from aftersales.aws.keys import connection_key, setting_change_key
from aftersales.aws.table import Plain, Table
from aftersales.aws.workspaces import DynamoWorkspaceStore
from aftersales.records.cause import Cause
from aftersales.records.errors import RejectedError
from aftersales.records.taxonomy import OwnCause
from aftersales.records.workspace import Connection, Settings
from tests.aws.table import moto_table
from tests.cases.building import at
from tests.cases.store_contract import WorkspaceStoreContract


class TestDynamoWorkspaceStore(WorkspaceStoreContract):
    @pytest.fixture
    def store(self) -> Iterator[DynamoWorkspaceStore]:
        with moto_table() as table:
            yield DynamoWorkspaceStore(table)


def test_examples_are_struck_from_settings_that_are_being_saved() -> None:
    """Who saves in that moment keeps what they saved, and the sentence is struck from that; a history of another shape is no trouble."""
    lamp = OwnCause(
        cause=Cause("quality.own_lamp"), zh="灯", en="Lamp", examples=("Mine", "Ours"), since=at(0)
    )
    mine = Settings(workspace="w", name="One", own_causes=(lamp,))
    with moto_table() as table:
        store = DynamoWorkspaceStore(table)
        store.save_settings(mine)
        old = {
            "old": {"own_causes": None, "name": 1},
            "new": {"own_causes": [{"examples": ["Mine"], "x": 1}]},
        }
        table.put({**setting_change_key("w", "2026"), "body": dumps(old)})
        seen: list[str] = []

        def is_theirs(sentence: str) -> bool:
            if not seen:
                store.save_settings(mine.having(name="Two"))
            seen.append(sentence)
            return sentence == "Mine"

        assert store.strike_examples("w", is_theirs) == 1
        settings, change = store.settings("w"), table.get(setting_change_key("w", "2026"))
        assert (settings.name, settings.own_causes) == ("Two", (lamp.having(examples=("Ours",)),))
        assert change
        assert loads(change["body"]["S"])["new"] == {"own_causes": [{"examples": [], "x": 1}]}


class _Overtaken(Table):
    """Lets somebody else save a connection right before the first time that a connection's own item is written."""

    def __init__(self, inner: Table, other: Connection) -> None:
        self.__dict__.update(inner.__dict__)
        self._store, self._others = DynamoWorkspaceStore(inner), [other]

    def put(self, values: Plain, *, unless: str | None = None, **bound: str | int) -> bool:
        self._let_others(values)
        return super().put(values, unless=unless, **bound)

    def put_both(self, guarded: Plain, other: Plain, *, unless: str, **bound: str | int) -> bool:
        self._let_others(other)
        return super().put_both(guarded, other, unless=unless, **bound)

    def _let_others(self, values: Plain) -> None:
        if str(values["SK"]).startswith(connection_key("w", "")["SK"]):
            while self._others:
                self._store.save_connection(self._others.pop())


def test_of_two_who_connect_one_account_at_once_one_is_told() -> None:
    """An address and its connection are saved together, so nobody has a connection whose address leads to another workspace."""
    mine = Connection(workspace="w", id="a", platform="mail", store="a", name="A", address="care@x.example")
    theirs = mine.having(workspace="other")
    with moto_table() as table:
        with pytest.raises(RejectedError, match=r"^address_taken$"):
            DynamoWorkspaceStore(_Overtaken(table, theirs)).save_connection(mine)
        store = DynamoWorkspaceStore(table)
        assert (store.connections("w"), store.connections("other")) == ([], [theirs])
        assert store.connection_by_address("mail", "care@x.example") == theirs
