from aftersales.platforms.mail.parser import parse
from aftersales.records.message import Message
from infra.local.seller.formats import mail
from infra.local.seller.shapes import Conversation, World

AUTHORS = {"customer": "customer", "agent": "agent", "receipt": "machine", "absence": "machine"}


def _read(conversation: Conversation) -> list[Message]:
    found = [parse(mail.mail(conversation, place)).observations for place in range(len(conversation.words))]
    return [one.record for (one,) in found if isinstance(one.record, Message)]


def test_mails_read_as_they_were_written(world: World) -> None:
    """Author, moment, subject and what was newly written are found in each mail, whatever its habits; a signature may go."""
    for order in world.orders:
        if order.conversation is None:
            continue
        for message, words in zip(_read(order.conversation), order.conversation.words, strict=True):
            assert message.author == AUTHORS[words.author]
            assert message.sent_at == words.at
            assert message.subject == words.subject
            written = mail.body(order.conversation.language, words)
            assert written.startswith(message.text.strip())
            assert len(message.text) > len(written) - 30


def test_a_conversation_is_one_thread(world: World) -> None:
    """All mails of a conversation join, and the order number is found exactly where one is named."""
    for order in world.orders:
        if order.conversation:
            messages = _read(order.conversation)
            assert len({message.thread for message in messages}) == 1
            numbers = {message.order_number for message in messages} - {None}
            assert numbers == ({order.number} if order.conversation.named else set())
