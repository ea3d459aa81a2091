"""Everything that was written in a world, sentence by sentence, with its translations: the seed of the product's phrase memory."""

from collections.abc import Iterator

from infra.local.seller.phrases import Remembered, remember
from infra.local.seller.shapes import World


def memory(world: World) -> list[Remembered]:
    """Return each sentence once, sorted by language and text."""
    return [remember(language, text) for language, text in sorted(set(_sentences(world)))]


def _sentences(world: World) -> Iterator[tuple[str, str]]:
    for order in world.orders:
        language = order.person.language
        if order.conversation:
            yield from (
                (order.conversation.language, text)
                for words in order.conversation.words
                for text in words.sentences
            )
        for back in order.returns:
            yield from ((language, part.comment) for part in back.lines if part.comment)
        if order.feedback:
            yield language, order.feedback.comment
    for review in world.reviews:
        for state in review.states:
            yield from ((review.person.language, text) for text in state.sentences)
