"""Translation by memory: a text whose every sentence this workspace has had translated before. No model guesses anything."""

from aftersales.language.hashing import sentence_hash, sentences
from aftersales.language.port import PhraseMemory
from aftersales.records.understanding import Translation


class MemoryTranslator:
    """Plays `Translator`."""

    def __init__(self, memory: PhraseMemory) -> None:
        """Look sentences up in `memory`."""
        self._memory = memory

    def translate(self, workspace: str, text: str, source: str, target: str) -> Translation | None:
        """Translate when all sentences are known; half a translation would hide what is missing."""
        pieces = [piece for piece in sentences(text) if any(sign.isalnum() for sign in piece)]
        hashes = [sentence_hash(piece) for piece in pieces]
        if not hashes:
            return None
        known = self._memory.get_many(workspace, source, target, list(dict.fromkeys(hashes)))
        if not all(each in known for each in hashes):
            return None
        gap = "" if target in {"zh", "ja"} else " "
        return Translation(language=target, text=gap.join(known[each] for each in hashes), engine="memory")
