"""Whose words speak for a cause, and which translation stands beside them."""

from collections.abc import Iterable

from aftersales.metrics.quotes import Quote, quotes
from aftersales.records.action import Discard
from aftersales.records.after_sales import ReturnLine
from aftersales.records.case import Case, Label
from aftersales.records.cause import Cause
from aftersales.records.fact import Fact
from aftersales.records.message import Author
from aftersales.records.order import Customer
from aftersales.records.reply import Rendering
from aftersales.records.same_customer import SameCustomer
from aftersales.records.understanding import Translation, Understanding
from tests.metrics.asking import WEEK, Asker
from tests.metrics.history import at, case, fact, message, order, read_as, returned, review

SMALL = Cause.SIZE_TOO_SMALL
MONDAY = "2026-11-02T08:00"


def _said(ask: Asker, facts: Iterable[Fact], cases: Iterable[Case] = (), count: int = 2) -> list[Quote]:
    return quotes(ask.evaluator(facts, cases).lake, WEEK, [SMALL], count)[SMALL]


def _asked_back(key: str, *comments: str) -> list[Fact]:
    lines = [ReturnLine(line="1", sku="LAMP", quantity=1, comment=comment) for comment in comments]
    back = returned(key, key, MONDAY, *lines)
    return [order(key, "2026-10-20"), back, read_as(back, cause=SMALL)]


def _translated(of: Fact, tongue: str, text: str, engine: str, text_hash: str = "…") -> Fact:
    record = Rendering(
        store="shop",
        key=f"{of.record.key}>{tongue}/{engine}",
        about=of.entity,
        about_home=of.home,
        text_hash=text_hash,
        source="en",
        translation=Translation(language=tongue, text=text, engine=engine),
        member="lee@example.com",
        at=at(MONDAY),
    )
    return fact(record, MONDAY)


def test_what_somebody_wrote_about_a_return_is_quoted(ask: Asker) -> None:
    """The comments of a return are one text, as the engine read it; a return without a word is silent."""
    facts = [*_asked_back("1", "too tight", "", "and too short"), *_asked_back("2", "")]
    (quote,) = _said(ask, facts)
    assert (quote.entity, quote.text) == ("return:shop/1", "too tight and too short")


def test_a_return_whose_case_a_person_has_relabelled_speaks_for_that_cause_alone(ask: Asker) -> None:
    """A person's word beats the engine's label of the text."""
    facts = _asked_back("1", "too tight")
    judged = case(1, MONDAY, Cause.WRONG_ITEM, home=facts[1].home)
    label = Label(at=at(MONDAY), member="lee@example.com", cause=Cause.WRONG_ITEM)
    assert _said(ask, facts, [judged.having(labels=(label,))]) == []
    assert _said(ask, facts, [judged.having(cause=SMALL, labels=(label.having(cause=SMALL),))])


def test_two_customers_come_before_one_who_says_it_twice(ask: Asker) -> None:
    """Of one dossier's texts the second waits until everybody else has spoken, though it be clearer."""
    one = [message(f"m{place}", MONDAY, Author.CUSTOMER, "t1", text=f"too small {place}") for place in (1, 2)]
    other = message("m3", MONDAY, Author.CUSTOMER, "t2", text="it pinches")
    unsure = read_as(other, cause=SMALL)
    assert isinstance(unsure.record, Understanding)
    label = unsure.record.causes[0].having(confidence=0.71)
    facts = [*one, other, *(read_as(two, cause=SMALL) for two in one)]
    found = _said(ask, [*facts, fact(unsure.record.having(causes=(label,)), MONDAY)])
    assert {quote.home for quote in found} == {"thread:shop/t1", "thread:shop/t2"}


def test_a_customer_speaks_once_for_a_cause(ask: Asker) -> None:
    """However many orders somebody has: a letter, a return and a review of one person are one voice, and of two who prove to be one."""
    ada, ben = Customer(key="ada"), Customer(key="ben")
    bought = [order("1", "2026-10-20", customer=ada), order("2", "2026-10-21", customer=ben)]
    back = returned("r", "1", MONDAY, ReturnLine(line="1", sku="LAMP", quantity=1, comment="too tight"))
    told = review("v", MONDAY, 2, order="2", text="it pinches", visible=True)
    wrote = message("m1", MONDAY, Author.CUSTOMER, "t1", text="it is too narrow", customer="ada")
    stranger = message("m2", MONDAY, Author.CUSTOMER, "t2", text="too short")
    facts = [*bought, back, told, wrote, stranger]
    facts += [read_as(one, cause=SMALL) for one in facts[2:]]
    voices = [{"return:shop/r", "message:shop/m1"}, {"review:shop/v"}, {"message:shop/m2"}]
    heard = [quote.entity for quote in _said(ask, facts, count=9)]
    assert [len(voice.intersection(heard)) for voice in voices] == [1, 1, 1]
    same = SameCustomer(store="shop", key="ada=ben", first="ada", second="ben", member="kim", at=at(MONDAY))
    heard = [quote.entity for quote in _said(ask, [*facts, fact(same, MONDAY)], count=9)]
    assert len(heard) == 2
    assert "message:shop/m2" in heard


def test_a_customer_whom_the_review_or_only_a_letter_names_speaks_once(ask: Asker) -> None:
    """A shop's review tells who wrote it and of no order; a guest's order names nobody, and the letter about it does."""
    bought = [order("1", "2026-10-20", customer=Customer(key="ada")), order("2", "2026-10-21")]
    backs = [
        returned(key, key, MONDAY, ReturnLine(line="1", sku="LAMP", quantity=1, comment=f"too tight {key}"))
        for key in ("1", "2")
    ]
    told = review("v", MONDAY, 2, text="it pinches", visible=True, customer="ada")
    wrote = message("m1", MONDAY, Author.CUSTOMER, "t1", "#2", text="it is too narrow", customer="ben")
    asked = case(1, MONDAY, home="order:shop/2", homes=("number:shop/#2", "order:shop/2"), customer="ben")
    facts = [*bought, *backs, told, wrote]
    heard = _said(ask, [*facts, *(read_as(one, cause=SMALL) for one in facts[2:])], [asked], count=9)
    voices = [{"return:shop/1", "review:shop/v"}, {"return:shop/2", "message:shop/m1"}]
    assert [len(voice & {quote.entity for quote in heard}) for voice in voices] == [1, 1]


def test_what_was_taken_out_as_spam_is_never_quoted(ask: Asker) -> None:
    """A text whose case is in no figure is in no report either."""
    wrote = message("m1", MONDAY, Author.CUSTOMER, "t1", text="too small")
    facts = [wrote, read_as(wrote, cause=SMALL)]
    opened = case(1, MONDAY, SMALL, home=wrote.home, homes=(wrote.home,))
    assert len(_said(ask, facts, [opened])) == 1
    assert _said(ask, facts, [opened.having(discard=Discard.SPAM)]) == []


def test_each_reader_gets_the_translation_into_their_own_language(ask: Asker) -> None:
    """Languages do not push one another out, a person's comes before an engine's, and the original's own readers need none."""
    wrote = message("m1", MONDAY, Author.CUSTOMER, "t1", text="demasiado pequeña")
    labels = read_as(wrote, cause=SMALL).record.having(
        language="es-MX",
        translation=Translation(language="zh", text="太小", engine="memory"),
        translations=(Translation(language="en", text="too small", engine="memory"),),
    )
    person = _translated(wrote, "zh", "小了", "person")
    engine = _translated(wrote, "zh", "小的", "translate")
    (quote,) = _said(ask, [wrote, fact(labels, MONDAY), person, engine])
    beside = {tongue: quote.beside(tongue) for tongue in ("zh", "en", "es", "de")}
    assert {tongue: one and one.text for tongue, one in beside.items()} == {
        "zh": "小了",
        "en": "too small",
        "es": None,
        "de": None,
    }
    assert [quote.is_strange(tongue) for tongue in beside] == [False, False, False, True]


def test_a_translation_of_words_that_were_changed_since_is_left_out(ask: Asker) -> None:
    """A translation belongs to the very text that it was made of."""
    wrote = message("m1", MONDAY, Author.CUSTOMER, "t1", text="too small")
    facts = [
        wrote,
        read_as(wrote, cause=SMALL),
        _translated(wrote, "zh", "太大", "person", "of another text"),
    ]
    (quote,) = _said(ask, facts)
    assert quote.translations == ()


def test_a_reviews_title_stands_before_its_words_where_it_has_one(ask: Asker) -> None:
    """Evidence is counted in the words alone, so a title in front of them moves it along."""
    body = f"{'long ago ' * 60}it pinches badly {'and so on ' * 60}"
    named = review("r1", MONDAY, 2, title="Never again", text=body, visible=True)
    plain = review("r2", MONDAY, 2, title="", text="too small", visible=True)
    labels = read_as(named, cause=SMALL).record
    assert isinstance(labels, Understanding)
    at_words = labels.causes[0].having(start=body.index("it pinches"), end=body.index("badly"))
    found = _said(
        ask, [named, plain, fact(labels.having(causes=(at_words,)), MONDAY), read_as(plain, cause=SMALL)]
    )
    assert {quote.text for quote in found if quote.entity == "review:shop/r2"} == {"too small"}
    (long,) = (quote.text for quote in found if quote.entity == "review:shop/r1")
    assert "it pinches badly" in long
    assert abs(long.index("it pinches") - 105) <= 15
