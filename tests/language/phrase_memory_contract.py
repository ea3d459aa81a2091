"""What every PhraseMemory does; run for the fake and for the adapter."""

from aftersales.language.port import PhraseMemory


class PhraseMemoryContract:
    def test_what_was_put_is_found(self, memory: PhraseMemory) -> None:
        """Only known sentences come back, under their hashes; the later translation stands."""
        memory.put("w", "de", "zh", {"h1": "一", "h2": "二"})
        memory.put("w", "de", "zh", {"h2": "贰"})
        assert memory.get_many("w", "de", "zh", ["h1", "h2", "h3"]) == {"h1": "一", "h2": "贰"}

    def test_nothing_crosses(self, memory: PhraseMemory) -> None:
        """Workspace and both languages keep memories apart."""
        memory.put("w", "de", "zh", {"h1": "一"})
        assert memory.get_many("v", "de", "zh", ["h1"]) == {}
        assert memory.get_many("w", "nl", "zh", ["h1"]) == {}
        assert memory.get_many("w", "de", "en", ["h1"]) == {}

    def test_many_are_found_in_one_go(self, memory: PhraseMemory) -> None:
        """A long text has more sentences than one request holds."""
        pairs = {f"h{number}": str(number) for number in range(130)}
        memory.put("w", "de", "zh", pairs)
        assert memory.get_many("w", "de", "zh", list(pairs)) == pairs
