"""A workspace's id leads every key, so it must not look like more than one part of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from aftersales.aws.keys import (
    alert_key,
    box_key,
    connection_key,
    counts_key,
    customer_key,
    dispatch_key,
    home_key,
    inbox_key,
    member_key,
    overview_key,
    rejection_key,
    report_key,
    report_link_key,
    settings_key,
)
from aftersales.records.case import CaseState
from aftersales.records.dispatch import DispatchState
from aftersales.records.record import WorkspaceId
from aftersales.records.workspace import Settings

IDS = st.from_regex(r"[a-z0-9][a-z0-9-]{0,10}", fullmatch=True)
# Homes and customers hold whatever platforms and mail programs make up.
ANYTHING = st.text(max_size=20)


@pytest.mark.parametrize(
    "name", ["", "a#b", "SESSION", "MEMBER#x", "-a", "a b", "WORKSPACES", "a/b", "ä", "a" * 64]
)
def test_an_id_cannot_be_two_parts_of_a_key(name: str) -> None:
    """I10: separators and capitals, of which the table's own partitions are made, are refused."""
    with pytest.raises(ValidationError):
        TypeAdapter(WorkspaceId).validate_python(name)
    with pytest.raises(ValidationError):
        Settings(workspace=name, name=name)


@given(IDS, IDS, ANYTHING, ANYTHING)
def test_no_key_of_one_workspace_is_a_key_of_another(one: str, other: str, first: str, second: str) -> None:
    """I10: whatever homes and customers are called, partitions of two workspaces are never the same."""

    def partitions(workspace: str, name: str) -> set[str]:
        items = (
            report_key(workspace, name),
            report_link_key(workspace, name),
            alert_key(workspace, name),
            dispatch_key(workspace, name),
            counts_key(workspace, name),
            rejection_key(workspace, "2026-01-31", name),
            connection_key(workspace, name),
            member_key(workspace, name),
            overview_key(workspace),
            settings_key(workspace),
        )
        queries = (
            home_key(workspace, name),
            customer_key(workspace, name),
            inbox_key(workspace, CaseState.WAITING),
            box_key(workspace, DispatchState.WAITING),
        )
        return {*queries, *(item["PK"] for item in items)}

    if one != other:
        assert not partitions(one, first) & partitions(other, second)
