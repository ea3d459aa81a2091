"""What the default gate costs per 100,000 messages: the calls it makes on the demo seller's own inbox, counted and priced.

The inbox is that of the demo: what its customers write, in the mixture in which they write it. Comprehend is played by a counter;
every call is taken from a purse, as in production.
"""

from collections import Counter
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


class CountedCalls:
    """Plays Comprehend and counts the texts it is asked about."""

    def __init__(self) -> None:
        """Begin at nothing; `moods_of` counts questions about moods by language."""
        self.asked = 0
        self.moods_of: Counter[str] = Counter()

    def languages(self, texts: Mapping[int, str]) -> dict[int, Answer]:
        """Name English, surely."""
        self.asked += len(texts)
        return {index: {"language": "en", "score": 0.9} for index in texts}

    def moods(self, texts: Mapping[int, str], language: str) -> dict[int, Answer]:
        """Find no mood, surely."""
        self.asked += len(texts)
        self.moods_of[language] += len(texts)
        return {index: {"mood": "neutral", "score": 0.9} for index in texts}

    def phrases(self, texts: Mapping[int, str], language: str) -> dict[int, Answer]:
        """Find none: the default gate does not ask."""
        raise AssertionError(texts, language)

    def sides(self, texts: Mapping[int, str]) -> dict[int, Answer]:
        """Find none: the default gate does not ask."""
        raise AssertionError(texts)


class Till:
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
    """Counts of one inbox, and US dollars per 100,000 of its texts at the list prices of `prices.tsv`.

    `asked_of`: in each language, about how many moods of how many texts; `opened`: foreign texts whose cause needs a person;
    `read_signs`: what translating every foreign text that a colleague answered would send.
    """

    texts: int
    asked: int
    asked_of: str
    opened: int
    opened_signs: int
    read: int
    read_signs: int
    mails: int
    comprehend: float
    translate: float
    mail: float
    translate_read: float

    @property
    def total(self) -> float:
        """What the default gate takes."""
        return self.comprehend + self.translate + self.mail

    def __str__(self) -> str:
        """Say what was counted and what it costs."""
        return (
            f"Counted on {self.texts:,} texts of the demo's inbox: Comprehend asked {self.asked:,} times (moods: {self.asked_of}); "
            f"{self.opened:,} foreign texts need a person, who has {self.opened_signs:,} signs translated; {self.mails:,} mails of "
            f"the house. Per 100,000 texts at list prices: Comprehend ${self.comprehend:.2f} + Translate ${self.translate:.2f} + "
            f"mail ${self.mail:.2f} = ${self.total:.2f}. Were every foreign text that was answered read in translation "
            f"({self.read:,} different ones, {self.read_signs:,} signs), Translate alone would be ${self.translate_read:.2f}, if "
            "the budget let it"
        )


def bill(
    texts: Iterable[Text], mails: int = 0, answered: Iterable[Text] = (), reader_language: str = "zh"
) -> Bill:
    """Read an inbox through the gate and price what was called. Equal texts are paid once, as in production."""
    inbox = list(texts)
    service, till = CountedCalls(), Till()
    readings = CloserReader(service, till, till).read(inbox)
    per_text = _HUNDRED_THOUSAND / len(inbox) / _MILLION
    languages = {text.body: reading.language for text, reading in zip(inbox, readings, strict=True)}
    doubtful = {
        text.body
        for text, reading in zip(inbox, readings, strict=True)
        if reading.causes_confidence < THRESHOLD and reading.language != reader_language
    }
    read = {text.body for text in answered if languages.get(text.body) != reader_language}
    return Bill(
        texts=len(inbox),
        asked=service.asked,
        asked_of=_by_language(service.moods_of, Counter(reading.language or "-" for reading in readings)),
        opened=len(doubtful),
        opened_signs=sum(map(len, doubtful)),
        read=len(read),
        read_signs=sum(map(len, read)),
        mails=mails,
        comprehend=till.spent * per_text,
        translate=sum(translating_cost(text) for text in doubtful) * per_text,
        mail=mail_cost(mails, len(inbox)),
        translate_read=sum(translating_cost(text) for text in read) * per_text,
    )


def _by_language(asked: Counter[str], texts: Counter[str]) -> str:
    return ", ".join(f"{name} {asked[name]} of {count}" for name, count in sorted(texts.items()))


def mail_cost(mails: int, texts: int) -> float:
    """Return what so many mails cost per 100,000 texts, in dollars."""
    return mails * price("ses_mail").of(1) * _HUNDRED_THOUSAND / texts / _MILLION
