"""Messages between customer and seller, whatever the channel."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Literal

from aftersales.records.record import Entity, Instant


class Author(StrEnum):
    """Who wrote: a person on either side, or a machine (auto-reply, bounce, platform notice)."""

    CUSTOMER = "customer"
    AGENT = "agent"
    MACHINE = "machine"


class Message(Entity):
    """One message; `text` is what was newly written (quotes and signature stripped), the original stays in the archive.

    `order_number` is the number that the message itself names, `thread` the conversation it belongs to. `address` is where a mail
    asks to be answered; `member` is the e-mail of the colleague who wrote, where that is known;
    `drafted` says that an engine proposed the text which the colleague approved. `automation` tells our own machines (an auto-reply
    or template sent by a rule, a bot) from all others that are MACHINE.
    """

    kind: Literal["message"] = "message"
    thread: str
    author: Author
    sent_at: Instant
    channel: Literal["mail", "platform", "chat"]
    subject: str = ""
    text: str
    order_number: str | None = None
    customer: str | None = None
    customer_name: str | None = None
    reply_to: str | None = None
    address: str | None = None
    member: str | None = None
    drafted: bool = False
    automation: Literal["rule", "bot"] | None = None

    @property
    def home(self) -> str:
        """Under the order number that it names, else under its conversation."""
        if self.order_number:
            return f"number:{self.store}/{self.order_number}"
        return f"thread:{self.store}/{self.thread}"

    @property
    def aliases(self) -> Iterable[str]:
        """A message that names an order brings its whole conversation along."""
        if self.order_number:
            yield f"thread:{self.store}/{self.thread}"
