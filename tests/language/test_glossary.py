"""The termbase: terms are found in whole words, breaches are named and mended where the wrong words are known."""

import pytest

from aftersales.language.glossary import breaches, mended, terms_in
from tests.language.glossary_contract import term

POWER = term(avoid=("Ladeschatz", "Energiebank"))
BANK = term(source="en", term="bank", translation="Bank")
POWER_BANK = term(source="en", term="power bank", translation="Powerbank")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Your power bank is on its way.", [POWER_BANK]),
        ("Ask your bank about the POWER  BANK.", [POWER_BANK, BANK]),
        ("The embankment broke.", []),
        ("Two power banks", [POWER_BANK]),
    ],
)
def test_the_longest_term_is_found_and_no_part_of_a_word(text: str, found: list[object]) -> None:
    """A term stands as whole words, bent endings included, and the longer one takes its words with it."""
    assert terms_in(text, "en", "de", [BANK, POWER_BANK]) == found


def test_scripts_without_spaces_are_searched_within() -> None:
    """Chinese has no word breaks, so a term counts wherever it stands."""
    assert terms_in("这个充电宝坏了", "zh", "de", [POWER]) == [POWER]


def test_a_missing_term_is_a_breach_and_known_wrong_words_are_mended() -> None:
    """What was translated otherwise is shown with the words that stand in its place, and replaced on demand."""
    found = breaches("这个充电宝坏了", "zh", "Die Energiebank ist defekt.", "de", [POWER])
    assert [(one.term, one.wrong, one.can_mend) for one in found] == [(POWER, ("Energiebank",), True)]
    assert mended("Die Energiebank ist defekt.", found) == "Die Powerbank ist defekt."


def test_a_term_left_untranslated_is_mended_too() -> None:
    """The term itself in the translation is the plainest breach."""
    found = breaches("充电宝已寄出", "zh", "Ihr 充电宝 ist unterwegs.", "de", [POWER])
    assert mended("Ihr 充电宝 ist unterwegs.", found) == "Ihr Powerbank ist unterwegs."


def test_a_breach_of_unknown_words_is_shown_and_left() -> None:
    """Nobody guesses which words stand for the term."""
    found = breaches("充电宝", "zh", "Das Gerät", "de", [POWER])
    assert not found[0].can_mend
    assert mended("Das Gerät", found) == "Das Gerät"


def test_a_kept_term_is_no_breach_in_any_ending() -> None:
    """Plural and case endings keep a term; another language's terms do not count."""
    assert breaches("充电宝", "zh", "Zwei Powerbanks", "de", [POWER, term(target="fr")]) == []


def test_a_regional_language_takes_the_terms_of_its_language() -> None:
    """Terms for 'de' hold for 'de-AT', not the other way round."""
    assert terms_in("充电宝", "zh-TW", "de-AT", [POWER]) == [POWER]
    assert terms_in("充电宝", "zh", "de", [term(target="de-AT")]) == []
