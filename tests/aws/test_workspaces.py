"""DynamoWorkspaceStore keeps the contract."""

from collections.abc import Iterator
from json import dumps, loads

import pytest

from aftersales.aws.keys import setting_change_key
from aftersales.aws.workspaces import DynamoWorkspaceStore
from aftersales.records.cause import Cause
from aftersales.records.taxonomy import OwnCause
from aftersales.records.workspace import Settings
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
