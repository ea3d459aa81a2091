"""What of a text is counted."""

import pytest

from aftersales.language.terms import terms


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("The zipper BROKE, again!", {"zipper", "broke", "the zipper", "zipper broke", "again"}),
        ("Der Reißverschluss klemmt", {"reißverschluss", "reißverschluss klemmt"}),
        ("衣服起球很严重", {"起球", "严重", "很严重"}),
        ("ファスナーが壊れた", {"ファスナー"}),
        ("l'odeur est forte", {"l'odeur", "forte"}),
        ("молния сломалась", {"молния", "молния сломалась"}),
    ],
)
def test_words_and_neighbours_are_counted(text: str, held: set[str]) -> None:
    """Words and pairs where there are spaces, pieces of runs where there are none, in small letters."""
    assert held <= terms(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "!!! 😡",
        "12345 AB12CD #1001",
        "see https://shop.example/a?b=c",
        "me@example.com",
        "> what they wrote\n> before",
    ],
)
def test_what_names_a_person_or_an_order_is_left_out(text: str) -> None:
    """Addresses, numbers and quoted mail are no words; at most a bare 'see' remains."""
    assert terms(text) <= {"see"}


def test_markup_is_not_read_and_sentences_do_not_run_together() -> None:
    """A pair spans no full stop and no tag."""
    found = terms("<p>Too small.</p><p>Colour faded</p>")
    assert "small colour" not in found
    assert "colour faded" in found
    assert not any("<" in term or term == "p" for term in found)


def test_a_long_text_gives_a_bounded_number() -> None:
    """Only the beginning of a huge text is read."""
    assert len(terms("起球" * 100_000)) < 50
    assert max(map(len, terms("a" * 5000))) <= 40
