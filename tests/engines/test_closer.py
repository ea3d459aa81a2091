"""A paid engine is asked only about what the embedded one doubts or a person asks for, once, and within the budget."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from aftersales.engines.closer import CloserReader
from aftersales.engines.embedded import EmbeddedReader
from aftersales.language.gate import doubts_language, doubts_mood
from aftersales.language.hashing import answers_about, asked_words, text_hash
from aftersales.language.port import Text
from aftersales.records.errors import UnavailableError
from aftersales.records.understanding import Sentiment
from tests.engines.in_memory import InMemoryComprehend
from tests.language.in_memory import InMemoryAnswers, InMemoryPurse

SURE = Text("Absolutely love it, great quality, would buy again!", workspace="w")
DOUBTED = Text("Ok hmm, Artikel xyz bzw taglia", workspace="w")
BUDGET = 10**9


def _reader(service: InMemoryComprehend, purse: InMemoryPurse) -> CloserReader:
    return CloserReader(service, purse, InMemoryAnswers())


def test_a_text_that_is_sure_costs_nothing() -> None:
    """The embedded reading stands and no service is called."""
    service, purse = InMemoryComprehend(), InMemoryPurse(BUDGET)
    assert _reader(service, purse).read([SURE]) == EmbeddedReader().read([SURE])
    assert (purse.left, service.asked) == (BUDGET, [])


def test_doubts_are_settled_by_the_service() -> None:
    """Language first, then the mood in that language; the reading tells who judged and what it took."""
    (embedded,) = EmbeddedReader().read([DOUBTED])
    assert doubts_language(embedded, DOUBTED)
    service, purse = InMemoryComprehend(), InMemoryPurse(BUDGET)
    (reading,) = _reader(service, purse).read([DOUBTED])
    assert (reading.language, reading.language_confidence) == ("en", 0.97)
    assert reading.cost == BUDGET - purse.left == 300 * len(service.asked)
    if reading.mood_engine:
        assert (reading.sentiment, reading.sentiment_confidence) == (Sentiment.NEUTRAL, 0.83)


def test_equal_texts_are_paid_once() -> None:
    """The second time the answer is remembered, in another batch, too; another workspace pays for itself."""
    service, purse, answers = InMemoryComprehend(), InMemoryPurse(BUDGET), InMemoryAnswers()
    reader = CloserReader(service, purse, answers)
    (first,) = reader.read([DOUBTED])
    left, asked = purse.left, len(service.asked)
    (second,) = reader.read([DOUBTED])
    assert (purse.left, len(service.asked), second.cost) == (left, asked, 0)
    assert (second.language, second.sentiment) == (first.language, first.sentiment)
    reader.read([Text(DOUBTED.body, workspace="other")])
    assert purse.left < left


class _Kept(InMemoryAnswers):
    """Remembers under which names answers were kept."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def put_many(self, workspace: str, answers: Mapping[str, str]) -> None:
        self.names += answers
        super().put_many(workspace, answers)


@pytest.mark.parametrize("text", [DOUBTED, Text("", DOUBTED.body), Text(f"{DOUBTED.body} " * 400)])
def test_answers_are_kept_where_erasing_looks_for_them(text: Text) -> None:
    """By the hash of what was asked, also of a heading without a body and of a text that was cut."""
    answers = _Kept()
    asked = replace(text, workspace="w", closely=True)
    CloserReader(InMemoryComprehend(), InMemoryPurse(BUDGET), answers).read([asked])
    assert answers.names
    mine = answers_about(text_hash(asked_words(text)))
    assert all(name.startswith(mine) for name in answers.names)


def test_an_empty_purse_is_a_hard_stop() -> None:
    """With the month's budget spent the embedded reading stands, and nothing is called."""
    service = InMemoryComprehend()
    assert _reader(service, InMemoryPurse(299)).read([DOUBTED]) == EmbeddedReader().read([DOUBTED])
    assert service.asked == []


def test_an_outage_costs_nothing() -> None:
    """What was taken for a call that failed is given back, however often it is tried."""
    service, purse = InMemoryComprehend(), InMemoryPurse(BUDGET)
    service.away = True
    for _ in range(3):
        with pytest.raises(UnavailableError):
            _reader(service, purse).read([DOUBTED, SURE])
    assert purse.left == BUDGET


def test_a_person_may_ask_for_a_closer_look() -> None:
    """Then mood, key phrases and single things are asked for, though nothing is in doubt."""
    text = Text("The battery dies after ten minutes, I am very disappointed.", workspace="w", closely=True)
    service = InMemoryComprehend()
    (reading,) = _reader(service, InMemoryPurse(BUDGET)).read([text])
    assert [question for question, _ in service.asked] == ["mood en", "phrases en", "sides"]
    assert reading.key_phrases == ("the battery",)
    assert [(label.aspect, text.body[label.start : label.end]) for label in reading.aspects] == [
        ("battery", "battery")
    ]
    assert (reading.mood_engine, reading.cost) == ("comprehend", 900)


def test_stars_leave_nothing_to_doubt() -> None:
    """No mood is paid for where the customer gave stars."""
    text = Text("hm, well, so so I guess", stars=3, workspace="w")
    (reading,) = EmbeddedReader().read([text])
    assert not doubts_mood(reading, text)


def test_its_version_leads_that_of_the_embedded_engine() -> None:
    """A closer reading hides the embedded one that stood in for it, whichever was stored first."""
    version = "1/{0.version}/{0.name}".format
    assert version(CloserReader) > version(EmbeddedReader)
