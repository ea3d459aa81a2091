from aftersales.language.hashing import sentence_hash, sentences
from infra.local.seller.formats.mail import body
from infra.local.seller.phrases import remember
from infra.local.seller.phrases.memory import memory
from infra.local.seller.shapes import World


def test_a_sentence_is_remembered_with_its_translations() -> None:
    """A sentence of one language finds the same thought in Chinese and English."""
    found = remember("de", "Nach zweimal Waschen haben sich überall Knötchen gebildet.")
    assert found.translations["zh"] == "才洗了两次，毛衣就全是毛球。"
    assert found.translations["en"].startswith("After two washes")


def test_numbers_are_carried_into_the_translation() -> None:
    """A sentence that names an order keeps the number."""
    found = remember("fr", "Il s'agit de la commande 20417.")
    assert found.translations == {"zh": "关于订单 20417。", "en": "It is about order 20417."}


def test_every_sentence_of_the_world_is_in_the_memory(world: World) -> None:
    """Whatever a customer wrote, in mails, reviews and return notes, can be shown in Chinese and in English."""
    known = {(one.language, one.text) for one in memory(world)}
    for order in world.orders:
        if order.conversation:
            for words in order.conversation.words:
                assert all((order.conversation.language, text) in known for text in words.sentences)
    for review in world.reviews:
        assert all(
            (review.person.language, text) in known for state in review.states for text in state.sentences
        )
    assert all(one.translations["zh"] and one.translations["en"] for one in memory(world))


def test_the_product_cuts_texts_where_the_memory_does(world: World) -> None:
    """Each sentence that the product finds in a customer's mail is one that the memory knows."""
    known = {(one.language, sentence_hash(one.text)) for one in memory(world)}
    for order in world.orders:
        if order.conversation:
            language = order.conversation.language
            for words in order.conversation.words:
                found = {(language, sentence_hash(text)) for text in sentences(body(language, words))}
                assert found <= known
