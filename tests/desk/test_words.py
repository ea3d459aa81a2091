"""Terms and ready-made answers as people enter them."""

from typing import Any

import pytest

from aftersales.desk.words import COLUMNS, MOST_TERMS, filled_in, import_terms, make_template, make_term
from aftersales.records.errors import RejectedError
from tests.cases import building as make
from tests.cases.building import at
from tests.desk.language import KIM
from tests.language.glossary_contract import term
from tests.language.in_memory import InMemoryGlossary

LINE = {
    "source": "zh",
    "term": "充电宝",
    "target": "DE",
    "translation": "Powerbank",
    "avoid": "Ladeschatz | ; Bank",
}


def test_a_term_is_read_from_a_form_or_a_line() -> None:
    """Blanks and letter case of languages do not matter; words to avoid are a list."""
    made = make_term(KIM, LINE, at(1))
    assert (made.source, made.target, made.avoid, made.member) == (
        "zh",
        "de",
        ("Ladeschatz", "Bank"),
        KIM.email,
    )
    assert made.id == "zh/de/充电宝"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"term": " "}, "term_missing"),
        ({"translation": ""}, "term_missing"),
        ({"note": "x" * 201}, "term_too_long"),
        ({"target": "zh"}, "same_language"),
        ({"target": "Deutsch"}, "language_unknown"),
    ],
)
def test_what_is_no_term_is_refused(changes: dict[str, str], reason: str) -> None:
    """The reason is named, never the words."""
    with pytest.raises(RejectedError, match=reason):
        make_term(KIM, LINE | changes, at(1))


def test_a_table_is_taken_in_line_by_line() -> None:
    """Good lines are saved, bad ones named by number and reason; a term twice is the later one."""
    store = InMemoryGlossary()
    rows = [LINE, LINE | {"term": ""}, LINE | {"translation": "Akkupack"}, dict.fromkeys(COLUMNS, "")]
    done = import_terms(store, KIM, rows, at(1))
    assert (done.saved, done.refused) == (1, [(3, "term_missing"), (5, "term_missing")])
    assert [one.translation for one in store.terms("w")] == ["Akkupack"]


def test_a_termbase_has_a_size() -> None:
    """It is read with every draft, so it ends somewhere, and says so."""
    store = InMemoryGlossary()
    store.save_terms([term(term=f"t{number}") for number in range(MOST_TERMS)])
    with pytest.raises(RejectedError, match="too_many_terms"):
        import_terms(store, KIM, [LINE], at(1))


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"title": " "}, "template_title_missing"),
        ({"texts": {"de": " "}}, "template_empty"),
        ({"texts": {"de": "x" * 8001}}, "template_too_long"),
        ({"texts": {"": "Hallo"}}, "language_unknown"),
    ],
)
def test_what_is_no_answer_is_refused(values: dict[str, Any], reason: str) -> None:
    """A title and one text at least."""
    whole = {"title": "Sorry", "texts": {"de": "Hallo"}} | values
    with pytest.raises(RejectedError, match=reason):
        make_template(KIM, "t1", whole["title"], whole["texts"], None, at(1))


@pytest.mark.parametrize(
    ("language", "text"),
    [("de-AT", "Hallo Ann, #1001"), ("en", "Hello Ann, #1001"), ("fr", "")],
)
def test_an_answer_is_filled_in_the_language_asked_for_and_in_no_other(language: str, text: str) -> None:
    """Name and order number stand where the template asks for them; nobody gets a language unawares."""
    texts = {"de": "Hallo {name}, #{order}", "en": "Hello {name}, #{order}"}
    made = make_template(KIM, "t1", "Greeting", texts, None, at(1))
    assert filled_in(made, language, "Ann", make.order()) == text
