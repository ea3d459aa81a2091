"""In-memory collaborators of text understanding: a phrase memory, a reader that can be away."""

from collections.abc import Mapping, Sequence

from aftersales.language.examples import MOST
from aftersales.language.port import Reading, Text
from aftersales.records.errors import UnavailableError
from aftersales.records.glossary import ReplyTemplate, Term
from aftersales.records.labelled import LabelledText
from aftersales.records.understanding import CauseLabel, Sentiment, Translation


class InMemoryPhraseMemory:
    def __init__(self) -> None:
        self._texts: dict[tuple[str, str, str, str], str] = {}

    def get_many(self, workspace: str, source: str, target: str, hashes: Sequence[str]) -> Mapping[str, str]:
        found = {each: self._texts.get((workspace, source, target, each)) for each in hashes}
        return {each: text for each, text in found.items() if text is not None}

    def put(self, workspace: str, source: str, target: str, pairs: Mapping[str, str]) -> None:
        self._texts |= {(workspace, source, target, each): text for each, text in pairs.items()}


class InMemoryPurse:
    """Plays Purse; `left` is one sum for every workspace."""

    def __init__(self, left: int = 10**9) -> None:
        self.left = left

    def spend(self, workspace: str, amount: int) -> bool:
        if amount > self.left:
            return False
        self.left -= amount
        return True

    def give_back(self, workspace: str, amount: int) -> None:
        self.left += amount


class InMemoryAnswers:
    """Plays AnswerCache."""

    def __init__(self) -> None:
        self._answers: dict[tuple[str, str], str] = {}

    def get_many(self, workspace: str, keys: Sequence[str]) -> Mapping[str, str]:
        return {key: self._answers[workspace, key] for key in keys if (workspace, key) in self._answers}

    def put_many(self, workspace: str, answers: Mapping[str, str]) -> None:
        self._answers |= {(workspace, key): answer for key, answer in answers.items()}


class InMemoryGlossary:
    """Plays GlossaryStore and ExampleStore."""

    def __init__(self) -> None:
        self._terms: dict[tuple[str, str], Term] = {}
        self._templates: dict[tuple[str, str], ReplyTemplate] = {}
        self._examples: dict[tuple[str, str], LabelledText] = {}

    def terms(self, workspace: str) -> Sequence[Term]:
        return [term for (owner, _), term in sorted(self._terms.items()) if owner == workspace]

    def save_terms(self, terms: Sequence[Term]) -> None:
        self._terms |= {(term.workspace, term.id): term for term in terms}

    def delete_term(self, workspace: str, term: str) -> None:
        self._terms.pop((workspace, term), None)

    def templates(self, workspace: str) -> Sequence[ReplyTemplate]:
        mine = [template for (owner, _), template in self._templates.items() if owner == workspace]
        return sorted(mine, key=lambda template: (template.title.casefold(), template.id))

    def save_template(self, template: ReplyTemplate) -> None:
        self._templates[template.workspace, template.id] = template

    def delete_template(self, workspace: str, template: str) -> None:
        self._templates.pop((workspace, template), None)

    def examples(self, workspace: str) -> Sequence[LabelledText]:
        mine = [example for (owner, _), example in self._examples.items() if owner == workspace]
        return sorted(mine, key=lambda example: (example.at, example.id), reverse=True)[:MOST]

    def learn(self, example: LabelledText) -> None:
        self._examples[example.workspace, example.id] = example

    def forget(self, example: LabelledText) -> None:
        self._examples.pop((example.workspace, example.id), None)


class InMemoryReader:
    """Reads every text alike; is away for texts that hold the word `away`."""

    name = "fake"

    def __init__(self, version: str = "1") -> None:
        self.version = version
        self.read_texts: list[Text] = []

    def read(self, texts: Sequence[Text]) -> Sequence[Reading]:
        if any("away" in text.body for text in texts):
            raise UnavailableError("comprehend", "ThrottlingException")
        self.read_texts.extend(texts)
        return [
            Reading(
                language="en",
                language_confidence=0.9,
                sentiment=Sentiment.NEGATIVE,
                sentiment_confidence=0.8,
                causes=(
                    CauseLabel.model_validate(
                        {"cause": "size_fit.too_small", "confidence": 0.8, "start": 0, "end": 2}
                    ),
                ),
            )
            for _ in texts
        ]


class InMemoryTranslator:
    """Translates by turning a text to capital letters."""

    def translate(self, workspace: str, text: str, source: str, target: str) -> Translation | None:
        return Translation(language=target, text=text.upper(), engine="fake")
