"""New words of customers, against what they used to say."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from aftersales.language.key_phrases import terms
from aftersales.metrics.alert_rules import rules_of
from aftersales.metrics.rates import rates_p
from aftersales.metrics.terms import Saying, emerging, new_terms
from aftersales.records.alert_rule import Watch
from aftersales.records.fact import Fact
from aftersales.records.message import Author
from aftersales.records.understanding import Sentiment, Understanding
from tests.metrics.asking import Asker
from tests.metrics.history import SETTINGS, fact, message

WORDS = ("parcel", "where", "refund", "colour", "size", "thanks", "late", "box")


def sayings(
    count: int, *always: str, language: str = "en", start: int = 0, chance: Random | None = None
) -> list[Saying]:
    """So many conversations; each has the terms given and, with chance, a few of the usual words."""
    return [
        Saying(
            entity=f"message:{language}{number}",
            home=f"thread:{language}{number}",
            language=language,
            terms=frozenset([*always, *(chance.sample(WORDS, 3) if chance else ())]),
        )
        for number in range(start, start + count)
    ]


def test_a_new_word_stands_out() -> None:
    """'zipper' was in 2 of 200 conversations and is in 8 of 30: far beyond chance, and the usual words are not news."""
    chance = Random(1)
    before = sayings(198, chance=chance) + sayings(2, "zipper", start=198, chance=chance)
    now = sayings(22, start=900, chance=chance) + sayings(8, "zipper", start=922, chance=chance)
    (found,) = new_terms(now, before, minimum=5)
    assert (found.term, found.now, found.before) == ("zipper", (8, 30), (2, 200))
    assert found.tested.p == rates_p((8, 30), (2, 200))
    assert found.tested.adjusted < 0.001
    assert len(found.sayings) == 8


def test_each_conversation_counts_once() -> None:
    """A customer who says it ten times is one customer: four conversations are too few to be tested."""
    now = sayings(26) + [one for one in sayings(4, "zipper", start=26) for _ in range(10)]
    assert new_terms(now, sayings(200), minimum=5) == []


def test_languages_are_compared_with_themselves() -> None:
    """More German customers than usual do not make every German word news."""
    before = sayings(40, "danke", language="de") + sayings(400, "thanks")
    now = sayings(40, "danke", language="de", start=900) + sayings(20, "thanks", start=900)
    assert new_terms(now, before, minimum=5) == []


def test_a_language_that_was_hardly_heard_before_has_no_usual_words() -> None:
    """Without thirty conversations of the past nothing can be called new."""
    assert new_terms(sayings(20, "zipper"), sayings(29, start=900), minimum=5) == []


def test_words_of_the_same_conversations_are_one_piece_of_news() -> None:
    """'zipper', 'broke' and 'zipper broke' stand in the same eight texts: the longest says most."""
    now = sayings(22, start=900) + sayings(8, "zipper", "broke", "zipper broke", start=922)
    (found,) = new_terms(now, sayings(200), minimum=5)
    assert found.term == "zipper broke"


@given(st.integers(0, 1000))
def test_nothing_new_is_found_where_nothing_is_new(seed: int) -> None:
    """Texts of the same words in both times: at most a chance finding."""
    chance = Random(seed)
    assert len(new_terms(sayings(40, chance=chance), sayings(200, start=900, chance=chance), minimum=5)) <= 1


def said(key: str, when: str, text: str, language: str = "en") -> list[Fact]:
    """A customer's message and what was read in it."""
    wrote = message(key, when, Author.CUSTOMER, thread=f"t{key}")
    wrote = wrote.having(record=wrote.record.having(text=text))
    labels = Understanding(
        store="shop",
        key=f"{key}-labels",
        about=wrote.entity,
        about_home=wrote.home,
        text_hash="x",
        engine="embedded",
        engine_version="1",
        language=language,
        language_confidence=0.99,
        sentiment=Sentiment.NEGATIVE,
        sentiment_confidence=0.8,
        causes=(),
        urgency="normal",
    )
    return [wrote, fact(labels, when)]


def test_a_rule_reads_the_lake_and_says_what_would_end_it(ask: Asker) -> None:
    """Seven whole days against the eight weeks before; p, family, evidence and the number of conversations fewer."""
    facts = [
        one
        for number in range(60)
        for one in said(f"b{number}", f"2026-10-{1 + number % 28:02}", "Where is my parcel please?")
    ]
    facts += [
        one for number in range(12) for one in said(f"n{number}", "2026-11-10", "Where is my parcel please?")
    ]
    facts += [
        one
        for number in range(7)
        for one in said(f"z{number}", "2026-11-11", "The zipper broke after a day!")
    ]
    rule = next(rule for rule in rules_of(SETTINGS) if rule.watch is Watch.TERMS)
    (found,) = emerging(ask.evaluator(facts, as_of="2026-11-13"), rule, terms)
    assert (found.term, found.language, found.numerator, found.denominator) == ("zipper broke", "en", 7, 19)
    assert (found.before, found.before_denominator) == (0, 60)
    assert (found.p or 1) < 0.01
    assert len(found.evidence) == 7
    assert found.evidence[0].split()[1].startswith("thread:shop/tz")
    fewer = found.to_close or 0
    assert rates_p((7 - fewer, 19), (0, 60)) >= 0.1 > rates_p((8 - fewer, 19), (0, 60))
    assert (found.first_day, found.last_day) == ("2026-11-06", "2026-11-13")
