"""Translation by memory is whole or none."""

from aftersales.engines.memory import MemoryTranslator
from aftersales.language.hashing import sentence_hash
from tests.language.in_memory import InMemoryPhraseMemory


def _memory(**pairs: str) -> MemoryTranslator:
    memory = InMemoryPhraseMemory()
    memory.put(
        "w", "en", "zh", {sentence_hash(source.replace("_", " ")): text for source, text in pairs.items()}
    )
    return MemoryTranslator(memory)


def test_a_text_of_known_sentences_is_translated() -> None:
    """Every sentence was translated before, so the text is, and the label says by memory."""
    translator = _memory(**{"Where is my order?": "我的订单在哪里？", "Thank you!": "谢谢！"})
    answer = translator.translate("w", "Where is my  order? Thank you! 👍", "en", "zh")
    assert answer is not None
    assert (answer.text, answer.engine, answer.language) == ("我的订单在哪里？谢谢！", "memory", "zh")


def test_one_unknown_sentence_leaves_the_text_untranslated() -> None:
    """Half a translation would hide what is missing; there is none here, and the page says so."""
    translator = _memory(**{"Thank you!": "谢谢！"})
    assert translator.translate("w", "Thank you! It broke.", "en", "zh") is None


def test_other_workspaces_and_pairs_know_nothing_of_it() -> None:
    """A memory belongs to one workspace and one pair of languages."""
    translator = _memory(**{"Thank you!": "谢谢！"})
    assert translator.translate("other", "Thank you!", "en", "zh") is None
    assert translator.translate("w", "Thank you!", "de", "zh") is None
    assert translator.translate("w", "👍", "en", "zh") is None


def test_several_sentences_translated_in_one_go_are_found_again() -> None:
    """The longest known run of sentences counts, so a thought of two sentences keeps its own translation."""
    translator = _memory(**{"It broke. Twice.": "坏了两次。", "It broke.": "坏了。", "Help!": "请帮忙！"})
    answer = translator.translate("w", "It broke. Twice. Help!", "en", "zh")
    assert answer is not None
    assert answer.text == "坏了两次。请帮忙！"
