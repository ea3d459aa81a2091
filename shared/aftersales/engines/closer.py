"""The engine on AWS: the embedded one reads first, Comprehend is paid for a closer look only where the gate says so.

Causes, signals and urgency stay the embedded engine's: Comprehend knows none. Equal texts are paid once.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Protocol

from aftersales.engines.comprehend import LANGUAGES, TARGETED, Answer
from aftersales.engines.embedded import EmbeddedReader
from aftersales.language.aspects import name_aspect
from aftersales.language.gate import AnswerCache, Purse, doubts_language, doubts_mood, reading_cost
from aftersales.language.hashing import answer_name, asked_words
from aftersales.language.port import Reading, Text
from aftersales.records.errors import UnavailableError
from aftersales.records.understanding import AspectLabel, Sentiment

Question = Callable[[Mapping[int, str]], dict[int, Answer]]


class Service(Protocol):
    """What is asked; `Comprehend` plays it. A text without an answer was refused for good."""

    def languages(self, texts: Mapping[int, str]) -> dict[int, Answer]:
        """Return `language` and `score`."""

    def moods(self, texts: Mapping[int, str], language: str) -> dict[int, Answer]:
        """Return `mood` and `score`."""

    def phrases(self, texts: Mapping[int, str], language: str) -> dict[int, Answer]:
        """Return `phrases`."""

    def sides(self, texts: Mapping[int, str]) -> dict[int, Answer]:
        """Return `sides`, each [start, end, mood, score]."""


class CloserReader:
    """Plays `Reader`."""

    name = "aws"
    version = f"{EmbeddedReader.version}~comprehend"

    def __init__(self, service: Service, purse: Purse, answers: AnswerCache) -> None:
        """Ask `service`, paid from `purse` (empty: the embedded reading stands); `answers` holds what was paid before."""
        self._service = service
        self._purse = purse
        self._answers = answers
        self._embedded = EmbeddedReader()

    def read(self, texts: Sequence[Text]) -> Sequence[Reading]:
        """Read texts. Raises UnavailableError when Comprehend throttles or fails."""
        readings = list(self._embedded.read(texts))
        self._settle_languages(texts, readings)
        self._settle_moods(texts, readings)
        self._look_closely(texts, readings)
        return readings

    def _settle_languages(self, texts: Sequence[Text], readings: list[Reading]) -> None:
        asked = [index for index, text in enumerate(texts) if doubts_language(readings[index], text)]
        found = self._answered("language", texts, asked, self._service.languages)
        told = [index for index in found if found[index][0]]
        likely = [
            [(str(found[index][0]["language"]).split("-", 1)[0], float(found[index][0]["score"]))]
            for index in told
        ]
        anew = self._embedded.read_in([texts[index] for index in told], likely)
        for index, reading in zip(told, anew, strict=True):
            answer, paid = found[index]
            readings[index] = replace(
                reading,
                language=str(answer["language"]),
                language_confidence=float(answer["score"]),
                cost=readings[index].cost + paid,
            )

    def _settle_moods(self, texts: Sequence[Text], readings: list[Reading]) -> None:
        doubted = [index for index, text in enumerate(texts) if doubts_mood(readings[index], text)]
        for language, asked in _by_language(doubted, readings).items():
            question = partial(self._service.moods, language=language)
            for index, (answer, paid) in self._answered(f"mood {language}", texts, asked, question).items():
                readings[index] = replace(
                    readings[index],
                    sentiment=Sentiment(answer["mood"]),
                    sentiment_confidence=float(answer["score"]),
                    mood_engine="comprehend",
                    cost=readings[index].cost + paid,
                )

    def _look_closely(self, texts: Sequence[Text], readings: list[Reading]) -> None:
        """Key phrases and single things are asked for only where a person wants them: the embedded engine finds both."""
        wanted = [index for index, text in enumerate(texts) if text.closely]
        for language, asked in _by_language(wanted, readings).items():
            question = partial(self._service.phrases, language=language)
            for index, (answer, paid) in self._answered(
                f"phrases {language}", texts, asked, question
            ).items():
                phrases = tuple(str(phrase) for phrase in answer["phrases"])
                readings[index] = replace(
                    readings[index], key_phrases=phrases, cost=readings[index].cost + paid
                )
        english = [index for index in wanted if readings[index].language == TARGETED]
        for index, (answer, paid) in self._answered("sides", texts, english, self._service.sides).items():
            labels = tuple(_label(texts[index].body, side) for side in answer["sides"])
            readings[index] = replace(
                readings[index], aspects=labels or readings[index].aspects, cost=readings[index].cost + paid
            )

    def _answered(
        self, name: str, texts: Sequence[Text], asked: Sequence[int], question: Question
    ) -> dict[int, tuple[Answer, int]]:
        """Return answers and what each took: those known cost nothing, the others what the purse can pay."""
        keys = {index: answer_name(name, asked_words(texts[index])) for index in asked}
        by_workspace: dict[str, list[int]] = defaultdict(list)
        for index in asked:
            by_workspace[texts[index].workspace].append(index)
        found: dict[int, tuple[Answer, int]] = {}
        for workspace, indices in by_workspace.items():
            known = self._answers.get_many(workspace, sorted({keys[index] for index in indices}))
            found |= {index: (json.loads(known[keys[index]]), 0) for index in indices if keys[index] in known}
            costs = {
                index: reading_cost(asked_words(texts[index]))
                for index in indices
                if keys[index] not in known
            }
            paid = [index for index, cost in costs.items() if self._purse.spend(workspace, cost)]
            try:
                answers = question({index: asked_words(texts[index]) for index in paid}) if paid else {}
            except UnavailableError:
                for index in paid:
                    self._purse.give_back(workspace, costs[index])
                raise
            self._answers.put_many(
                workspace, {keys[index]: json.dumps(answer) for index, answer in answers.items()}
            )
            found |= {index: (answer, costs[index]) for index, answer in answers.items()}
        return found


def _by_language(indices: Sequence[int], readings: Sequence[Reading]) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for index in indices:
        language = readings[index].language
        if language in LANGUAGES and language is not None:
            groups[language].append(index)
    return groups


def _label(body: str, side: Sequence[object]) -> AspectLabel:
    start, end, mood, score = (
        int(str(side[0])),
        int(str(side[1])),
        Sentiment(str(side[2])),
        float(str(side[3])),
    )
    aspect = name_aspect(body[start:end], TARGETED)
    return AspectLabel(aspect=aspect, sentiment=mood, confidence=score, start=start, end=end)
