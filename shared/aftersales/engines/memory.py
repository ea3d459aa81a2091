"""Translation by memory: a text whose every sentence this workspace has had translated before. No model guesses anything."""

from aftersales.language.hashing import LONGEST_RUN, run_hashes
from aftersales.language.port import PhraseMemory
from aftersales.records.understanding import Translation


class MemoryTranslator:
    """Plays `Translator`."""

    def __init__(self, memory: PhraseMemory) -> None:
        """Look sentences up in `memory`."""
        self._memory = memory

    def translate(self, workspace: str, text: str, source: str, target: str) -> Translation | None:
        """Translate when all sentences are known; half a translation would hide what is missing."""
        runs = run_hashes(text)
        length = max((end for _, end in runs), default=0)
        known = self._memory.get_many(workspace, source, target, list(dict.fromkeys(runs.values())))
        found: list[str] = []
        start = 0
        while start < length:
            ends = (end for end in range(start + LONGEST_RUN, start, -1) if runs.get((start, end)) in known)
            end = next(ends, None)
            if end is None:
                return None
            found.append(known[runs[start, end]])
            start = end
        gap = "" if target in {"zh", "ja"} else " "
        return Translation(language=target, text=gap.join(found), engine="memory") if found else None
