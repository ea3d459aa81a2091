"""The newest overview of each workspace, in the one table."""

from aftersales.aws.keys import overview_key
from aftersales.aws.table import Table
from aftersales.desk.figures import Overview


class DynamoOverviewStore:
    """Plays `OverviewStore` with one item per workspace."""

    def __init__(self, table: Table) -> None:
        """Work on `table`."""
        self._table = table

    def load(self, workspace: str) -> Overview | None:
        """Read the overview."""
        item = self._table.get(overview_key(workspace))
        return Overview.model_validate_json(item["body"]["S"]) if item else None

    def save(self, overview: Overview) -> None:
        """Replace the overview."""
        key = overview_key(overview.workspace)
        self._table.put({**key, "kind": "figures", "body": overview.model_dump_json()})
