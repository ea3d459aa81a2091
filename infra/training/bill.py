"""What the default gate costs per 100,000 messages: the calls it makes on the demo seller's own inbox, counted and priced.

The inbox is that of the demo: what its customers write, in the mixture in which they write it. Comprehend is played by a counter;
every call is taken from a purse, as in production.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from aftersales.engines.closer import CloserReader
from aftersales.engines.comprehend import Answer
from aftersales.language.causes import THRESHOLD
from aftersales.language.gate import translating_cost
from aftersales.language.port import Text
from aftersales.language.prices import price

_HUNDRED_THOUSAND = 100_000
_MILLION = 1_000_000
_MAILS = 0.1
"""One mail for ten messages, as a shop that answers on platforms sends them: an assumption, not a count."""


class CountedCalls:
    """Plays Comprehend and counts the texts it is asked about."""

    def __init__(self) -> None:
        """Begin at nothing."""
        self.asked = 0

    def languages(self, texts: Mapping[int, str]) -> dict[int, Answer]:
        """Name English, surely."""
        self.asked += len(texts)
        return {index: {"language": "en", "score": 0.9} for index in texts}

    def moods(self, texts: Mapping[int, str], language: str) -> dict[int, Answer]:
        """Find no mood, surely."""
        del language
        self.asked += len(texts)
        return {index: {"mood": "neutral", "score": 0.9} for index in texts}

    def phrases(self, texts: Mapping[int, str], language: str) -> dict[int, Answer]:
        """Find none: the default gate does not ask."""
        raise AssertionError(texts, language)

    def sides(self, texts: Mapping[int, str]) -> dict[int, Answer]:
        """Find none: the default gate does not ask."""
        raise AssertionError(texts)


class Counter:
    """Plays Purse and AnswerCache: pays everything, counts it, remembers answers."""

    def __init__(self) -> None:
        """Begin at nothing."""
        self.spent = 0
        self._answers: dict[str, str] = {}

    def spend(self, workspace: str, amount: int) -> bool:
        """Pay."""
        del workspace
        self.spent += amount
        return True

    def give_back(self, workspace: str, amount: int) -> None:
        """Take back."""
        del workspace
        self.spent -= amount

    def get_many(self, workspace: str, keys: Sequence[str]) -> Mapping[str, str]:
        """Return known answers."""
        del workspace
        return {key: self._answers[key] for key in keys if key in self._answers}

    def put_many(self, workspace: str, answers: Mapping[str, str]) -> None:
        """Remember answers."""
        del workspace
        self._answers |= answers


@dataclass(frozen=True, slots=True)
class Bill:
    """Counts of one inbox, and US dollars per 100,000 of its texts."""

    texts: int
    asked: int
    opened: int
    comprehend: float
    translate: float
    mail: float

    def __str__(self) -> str:
        """Say it in one line."""
        total = self.comprehend + self.translate + self.mail
        return (
            f"{self.texts:,} texts of the demo's inbox: Comprehend asked about {self.asked:,}; {self.opened:,} foreign ones need a "
            f"person, who has them translated. Per 100,000 texts: Comprehend ${self.comprehend:.2f} + "
            f"Translate ${self.translate:.2f} + mail ${self.mail:.2f} = ${total:.2f}"
        )


def bill(texts: Iterable[Text], reader_language: str = "zh") -> Bill:
    """Read an inbox through the gate and price what was called. Equal texts are paid once, as in production."""
    inbox = list(texts)
    service, counter = CountedCalls(), Counter()
    readings = CloserReader(service, counter, counter).read(inbox)
    per_text = _HUNDRED_THOUSAND / len(inbox) / _MILLION
    doubtful = {
        text.body: text
        for text, reading in zip(inbox, readings, strict=True)
        if reading.causes_confidence < THRESHOLD and reading.language != reader_language
    }
    return Bill(
        texts=len(inbox),
        asked=service.asked,
        opened=len(doubtful),
        comprehend=counter.spent * per_text,
        translate=sum(translating_cost(text) for text in doubtful) * per_text,
        mail=_MAILS * _HUNDRED_THOUSAND * price("ses_mail").of(1) / _MILLION,
    )
