"""What was learned from texts, forgotten: sentences, paid answers and labelled texts in the one table."""

from collections.abc import Sequence

from aftersales.aws.answers import DynamoAnswerCache
from aftersales.aws.glossary import DynamoGlossary
from aftersales.aws.phrases import DynamoPhraseMemory
from aftersales.records.labelled import LabelledText


class TableMemories:
    """Plays `Memories`."""

    def __init__(
        self, phrases: DynamoPhraseMemory, answers: DynamoAnswerCache, glossary: DynamoGlossary
    ) -> None:
        """Forget in these three."""
        self._phrases = phrases
        self._answers = answers
        self._glossary = glossary

    def forget_phrases(
        self, workspace: str, source: Sequence[str], target: Sequence[str], hashes: Sequence[str]
    ) -> int:
        """Forget sentences pair by pair."""
        return sum(
            self._phrases.forget(workspace, one, other, hashes)
            for one in source
            for other in target
            if one != other
        )

    def forget_answers(self, workspace: str, texts: Sequence[str]) -> int:
        """Forget what paid engines said of texts."""
        return self._answers.forget(workspace, texts)

    def labelled(self, workspace: str) -> Sequence[LabelledText]:
        """Read what people labelled."""
        return self._glossary.labelled(workspace)

    def forget_labelled(self, examples: Sequence[LabelledText]) -> None:
        """Forget labels, with the texts in them."""
        self._glossary.forget_labelled(examples)
