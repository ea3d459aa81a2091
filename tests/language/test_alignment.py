"""What a translated text teaches: sentence pairs, or the whole where sentences do not pair off."""

from aftersales.language.alignment import phrase_pairs
from aftersales.language.hashing import sentence_hash


def test_equally_many_sentences_pair_off() -> None:
    """Each sentence is known alone afterwards; signs without words teach nothing."""
    pairs = phrase_pairs("对不起。我们寄新的。 …", "Es tut uns leid. Wir schicken Ersatz.")
    assert pairs == {
        sentence_hash("对不起。"): "Es tut uns leid.",
        sentence_hash("我们寄新的。"): "Wir schicken Ersatz.",
    }


def test_a_short_text_that_does_not_pair_off_is_known_as_a_whole() -> None:
    """Two sentences became one."""
    assert list(phrase_pairs("对不起。我们寄新的。", "Sorry, we send a new one.").values()) == [
        "Sorry, we send a new one."
    ]


def test_a_long_text_that_does_not_pair_off_teaches_nothing() -> None:
    """A wrong pair would do harm for years."""
    assert phrase_pairs("一。二。三。四。五。六。", "One and two.") == {}
    assert phrase_pairs("", "One.") == phrase_pairs("一。", "…") == {}
