"""Rounds over workspaces: which ones an event wants, and one workspace's trouble that costs the others nothing."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from aftersales.cases.stores import WorkspaceStore
from aftersales.records.errors import code_of


def wanted_workspaces(event: Mapping[str, Any], workspaces: WorkspaceStore) -> Sequence[str]:
    """Return the workspace that an invocation names, else all: a schedule names none."""
    return [event["workspace"]] if "workspace" in event else workspaces.workspaces()


def each(names: Sequence[str], work: Callable[[str], object]) -> list[str]:
    """Do work for each name, of a workspace say, the rest also when one fails; return the reasons of those that failed."""
    failed = []
    for name in names:
        try:
            work(name)
        except Exception as error:  # noqa: BLE001 a bug that one seller's data meets must not cost the others their report
            failed.append(code_of(error))
    return failed
