"""Whom an errand is about: the homes, the keys, and the very words to look for where nothing but words can be found."""

from collections.abc import Iterable
from datetime import timedelta

from pydantic import Field

from aftersales.customers.forgetting import customers_of
from aftersales.records.after_sales import Return, Review
from aftersales.records.fact import Fact
from aftersales.records.message import Author, Message
from aftersales.records.order import Order
from aftersales.records.record import Record
from aftersales.records.reply import Rendering, Reply
from aftersales.records.tongues import TONGUES
from aftersales.records.understanding import Understanding

_SHORTEST_POINTER = 4
_SHORTEST_NAME = 5
_SHORTEST_PASSAGE = 6


class Person(Record):
    """What is looked for. `seeds` are homes to begin with, `homes` all that were found; `customers` are keys.

    `pointers` lead to a person's deliveries (order numbers, ids of messages, addresses), `names` are the person's own name, address
    and telephone, `passages` the texts that reports may quote, `tongues` the languages of all texts. `first_day` is when the person
    was first heard of.
    """

    seeds: tuple[str, ...] = ()
    homes: frozenset[str] = frozenset()
    customers: frozenset[str] = frozenset()
    pointers: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    passages: frozenset[str] = frozenset()
    tongues: frozenset[str] = frozenset(TONGUES)
    first_day: str = Field(default="9999")

    def with_facts(self, facts: Iterable[Fact]) -> "Person":
        """Return the person with what facts of theirs add."""
        some = list(facts)
        # Clocks differ: what happened just after midnight may have come in just before.
        days = ((fact.occurred_at - timedelta(days=1)).date().isoformat() for fact in some)
        earliest = min(days, default="9999")
        return Person(
            seeds=self.seeds,
            homes=self.homes | {fact.home for fact in some},
            customers=self.customers,
            pointers=self.pointers
            | _long({one for fact in some for one in _pointers(fact)}, _SHORTEST_POINTER),
            names=self.names | _long({one for fact in some for one in _names(fact)}, _SHORTEST_NAME),
            passages=self.passages
            | _long({one for fact in some for one in passages_of(fact)}, _SHORTEST_PASSAGE),
            tongues=self.tongues | {one for fact in some for one in _tongues(fact) if one},
            first_day=min(self.first_day, earliest),
        )


def words_of(fact: Fact) -> list[str]:
    """Return every text of a fact that a person wrote, or that was made of one."""
    record = fact.record
    if isinstance(record, Message):
        return [record.subject, record.text]
    if isinstance(record, Review):
        return [record.title, record.text]
    if isinstance(record, Return):
        return [line.comment for line in record.lines]
    if isinstance(record, Reply):
        return [record.text, record.rendering]
    if isinstance(record, Rendering):
        return [record.translation.text]
    if isinstance(record, Understanding):
        made = (*record.translations, *([record.translation] if record.translation else []))
        return [one.text for one in made]
    return []


def passages_of(fact: Fact) -> list[str]:
    """Return its texts, and what is read and quoted as one: a review with its title, the comments on all goods of a return."""
    record, texts = fact.record, words_of(fact)
    if isinstance(record, Review):
        return [*texts, f"{record.title}. {record.text}"]
    if isinstance(record, Return):
        return [*texts, "\n".join(filter(None, texts))]
    return texts


def _names(fact: Fact) -> list[str]:
    record = fact.record
    if isinstance(record, Order) and record.customer:
        buyer = record.customer
        return [buyer.name or "", buyer.email or "", buyer.phone or ""]
    if isinstance(record, Message):
        is_theirs = record.author is Author.CUSTOMER
        return [record.customer_name or "", record.address or ""] if is_theirs else []
    return []


def _pointers(fact: Fact) -> list[str]:
    record = fact.record
    found = [record.key, *_names(fact)]
    if isinstance(record, Order):
        found += [record.number, *record.tracking_numbers]
    if isinstance(record, Message):
        found += [record.thread]
    return found


def _tongues(fact: Fact) -> tuple[str | None, ...]:
    record = fact.record
    if isinstance(record, Understanding):
        return (record.language, *(one.language for one in record.translations))
    if isinstance(record, Rendering):
        return (record.source, record.translation.language)
    return (record.language, record.target) if isinstance(record, Reply) else ()


def keys_of_orders(facts: Iterable[Fact]) -> frozenset[str]:
    """Return the keys of those who placed orders."""
    return frozenset(key for fact in facts if isinstance(fact.record, Order) for key in customers_of(fact))


def _long(texts: Iterable[str], shortest: int) -> frozenset[str]:
    return frozenset(text.strip() for text in texts if len(text.strip()) >= shortest)
