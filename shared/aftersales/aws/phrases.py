"""The phrase memory in the one table: a partition per workspace and target language, an item per sentence."""

from collections.abc import Mapping, Sequence

from aftersales.aws.keys import phrase_key
from aftersales.aws.table import Table


class DynamoPhraseMemory:
    """Plays `PhraseMemory`."""

    def __init__(self, table: Table) -> None:
        """Work on `table`."""
        self._table = table

    def get_many(self, workspace: str, source: str, target: str, hashes: Sequence[str]) -> Mapping[str, str]:
        """Read sentences in batches of a hundred."""
        keys = {each: phrase_key(workspace, target, source, each) for each in hashes}
        items = self._table.get_many(list(keys.values()))
        places = {each: (key["PK"], key["SK"]) for each, key in keys.items()}
        return {each: items[place]["text"]["S"] for each, place in places.items() if place in items}

    def put(self, workspace: str, source: str, target: str, pairs: Mapping[str, str]) -> None:
        """Write one item per sentence."""
        self._table.put_many(
            [
                {**phrase_key(workspace, target, source, each), "kind": "phrase", "text": text}
                for each, text in pairs.items()
            ]
        )

    def forget(self, workspace: str, source: str, target: str, hashes: Sequence[str]) -> int:
        """Delete sentences; how many were there is counted before."""
        known = self.get_many(workspace, source, target, hashes)
        self._table.delete_many([phrase_key(workspace, target, source, each) for each in known])
        return len(known)
