"""The file of a case: found under any of its homes, with the customer's history."""

import pytest

from aftersales.desk.case_page import read_case, read_file
from aftersales.records.errors import RejectedError
from tests.cases import building as make
from tests.cases.building import SETTINGS
from tests.cases.in_memory import InMemoryDossierStore, InMemoryWorkspaceStore


def test_a_conversation_is_found_where_its_order_is() -> None:
    """An address from before the order was known still leads to the case."""
    store = InMemoryDossierStore()
    older = make.order(-500, key="800", number="0900")
    store.add([make.fact(record) for record in (make.message(1), make.order(), older)], SETTINGS)
    case, file = read_case(store, InMemoryWorkspaceStore(), "w", f"thread:{make.STORE}/t1", 1)
    assert case.home == f"order:{make.STORE}/900"
    assert [order.number for order in file.orders] == ["1001", "0900"]
    assert (len(file.turns), len(file.timeline), file.cases) == (1, 2, [])


def test_another_workspace_has_no_such_case() -> None:
    """The same home in another workspace is empty."""
    store = InMemoryDossierStore()
    store.add([make.fact(make.message(1))], SETTINGS)
    with pytest.raises(RejectedError, match="unknown_case"):
        read_case(store, InMemoryWorkspaceStore(), "other", f"number:{make.STORE}/1001", 1)
    with pytest.raises(RejectedError, match="unknown_case"):
        read_file(store, InMemoryWorkspaceStore(), "other", f"number:{make.STORE}/1001")


def test_an_order_without_a_case_has_a_file_too() -> None:
    """What a figure counts can be opened, also where nobody ever complained."""
    store = InMemoryDossierStore()
    store.add([make.fact(make.order()), make.fact(make.order(-500, key="800", number="0900"))], SETTINGS)
    file = read_file(store, InMemoryWorkspaceStore(), "w", f"number:{make.STORE}/1001")
    assert file.dossier.order == make.order()
    assert [order.number for order in file.orders] == ["1001", "0900"]
