"""Translation by memory: a text whose every sentence this workspace has had translated before. No model guesses anything."""

from aftersales.language.hashing import sentence_hash, sentences
from aftersales.language.port import PhraseMemory
from aftersales.records.understanding import Translation

_LONGEST_RUN = 4
"""What was translated in one go may be several sentences."""


class MemoryTranslator:
    """Plays `Translator`."""

    def __init__(self, memory: PhraseMemory) -> None:
        """Look sentences up in `memory`."""
        self._memory = memory

    def translate(self, workspace: str, text: str, source: str, target: str) -> Translation | None:
        """Translate when all sentences are known; half a translation would hide what is missing."""
        pieces = [piece for piece in sentences(text) if any(sign.isalnum() for sign in piece)]
        runs = {
            (start, end): sentence_hash("".join(pieces[start:end]))
            for start in range(len(pieces))
            for end in range(start + 1, min(len(pieces), start + _LONGEST_RUN) + 1)
        }
        known = self._memory.get_many(workspace, source, target, list(dict.fromkeys(runs.values())))
        found: list[str] = []
        start = 0
        while start < len(pieces):
            ends = (end for end in range(start + _LONGEST_RUN, start, -1) if runs.get((start, end)) in known)
            end = next(ends, None)
            if end is None:
                return None
            found.append(known[runs[start, end]])
            start = end
        gap = "" if target in {"zh", "ja"} else " "
        return Translation(language=target, text=gap.join(found), engine="memory") if found else None
