"""Marks of what was erased, read before anything is stored.

A workspace that never erased anybody pays one small read per batch of facts; another pays one more per home, store and customer of
the batch. They are read one by one: no function that stores facts needs the right to read in batches for it.
"""

from collections.abc import Iterable

from aftersales.aws.keys import mark_key
from aftersales.aws.table import Table
from aftersales.records.erasure import Mark


def read_marks(table: Table, workspace: str, names: Iterable[str]) -> dict[str, Mark]:
    """Return the marks that there are of these names; consistent, so that nothing slips by a mark that was just made."""
    if table.get(mark_key(workspace, "")) is None:
        return {}
    items = {name: table.get(mark_key(workspace, name)) for name in names}
    return {name: Mark.model_validate_json(item["body"]["S"]) for name, item in items.items() if item}
