"""Forgetting a person: what is personal in each record, and how it goes while ids, times, goods, stars and money stay.

A record is forgotten if a mark covers it: that of its home, of its store or of its customer. What was said after the mark is new
and stays. A customer's key becomes a name made with the mark's own salt: the same for all of the person's records, so that whoever
is counted is counted as before, and of no use to find the person again.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from hashlib import sha256
from hmac import new as hmac
from json import dumps, loads
from typing import Any

from pydantic import AwareDatetime, TypeAdapter

from aftersales.records.erasure import NAMELESS, Mark
from aftersales.records.fact import Fact
from aftersales.records.order import order_home
from aftersales.records.parcel import Parcel
from aftersales.records.record import Instant

PERSONAL: Mapping[str, tuple[str, ...]] = {
    "order": ("customer.name", "customer.email", "customer.phone", "customer.platform_id"),
    # Couriers write who signed and at whose door; staff write notes about people into refunds.
    "parcel": ("checkpoints.text", "checkpoints.place"),
    "refund": ("reason",),
    "message": ("subject", "text", "customer_name", "address"),
    "review": ("title", "text"),
    "return": ("lines.comment",),
    "reply": ("text", "rendering", "reason"),
    "translation": ("translation.text",),
    "understanding": ("translation.text", "translations.text", "key_phrases"),
    "recommendation": ("offered", "chosen"),
    "survey_answer": ("comment",),
    "action": ("note",),
    "case": ("title", "excerpt", "customer_name"),
}
"""Kind of record → the fields that may hold a person's words, name or address."""

CONTACT: Mapping[str, Mapping[str, Any]] = {
    "order": {"customer": {"name", "email", "phone"}},
    "message": {"address": True, "customer_name": True},
    "case": {"customer_name": True},
}
"""Kind of record → what only serves to reach or to address somebody, as pydantic's `exclude`; it stays in the table alone."""

_CUSTOMER = ("customer", "customer.key", "first", "second")
_SAID_AT = {
    "order": "placed_at",
    "refund": "created_at",
    "message": "sent_at",
    "review": "posted_at",
    "return": "requested_at",
    "reply": "at",
    "translation": "at",
    "recommendation": "shown_at",
    "survey_answer": "at",
    "action": "at",
    "case": "opened_at",
}
_AS_OLD_AS_ITS_TEXT = frozenset({"understanding"})
"""What has no moment of its own, for it says the same whenever it is made: its fact is dated as the text is."""
_UNDER_WAY = timedelta(minutes=15)
"""So long after a mark may still be stored what was made of older words: a translation, an answer that was being sent."""
_OF_OLDER_WORDS = frozenset({"translation", "reply", "message by agent"})
LONG_ENOUGH = 20
"""Reviews of so many characters that repeat each other count once (lake/tables/review_versions.sql)."""
_Instant: TypeAdapter[AwareDatetime] = TypeAdapter(AwareDatetime)

Find = Callable[[str], Mark | None]
"""Returns the mark of a name (see `mark_names`)."""


def customer_digest(key: str) -> str:
    """Name a customer's key without telling it."""
    return sha256(key.encode()).hexdigest()[:32]


def home_mark(home: str) -> str:
    """Name the mark of a home."""
    return f"HOME#{home}"


def store_mark(store: str) -> str:
    """Name the mark of a store."""
    return f"STORE#{store}"


def customer_mark(key: str) -> str:
    """Name the mark of a customer; the name does not tell the key."""
    return f"CUSTOMER#{customer_digest(key)}"


def delivery_mark(body: bytes) -> str:
    """Name the mark of a delivery whose bytes were erased; the name tells nothing of them."""
    return f"DELIVERY#{sha256(body).hexdigest()[:32]}"


def is_nameless(key: str) -> bool:
    """Whether a customer's key is only a name that stands for somebody who was erased."""
    return key.startswith(NAMELESS)


def mark_names(fact: Fact) -> Iterator[str]:
    """Yield the names of all marks that could cover a fact."""
    yield home_mark(fact.home)
    if isinstance(fact.record, Parcel) and fact.record.order:
        # A parcel that nobody had heard of before has a home of its own.
        yield home_mark(order_home(fact.record.store, fact.record.order, fact.home))
    yield store_mark(fact.record.store)
    yield from map(customer_mark, customers_of(fact))


def customers_of(fact: Fact) -> Iterator[str]:
    """Yield the customers' keys that a fact names; names that stand for the erased are no keys."""
    record = fact.record
    buyer = getattr(record, "customer", None)
    for holder, name in ((record, "customer"), (buyer, "key"), (record, "first"), (record, "second")):
        key = getattr(holder, name, None)
        if isinstance(key, str) and not is_nameless(key):
            yield key


def forgotten(fact: Fact, find: Find) -> Fact:
    """Return a fact as it may be kept: under its own id, and blank if a mark covers it."""
    for name in mark_names(fact):
        mark = find(name)
        if mark is not None and _covers(mark, name, fact):
            return blank_fact(fact, mark)
    return fact


def _covers(mark: Mark, name: str, fact: Fact) -> bool:
    said_at = getattr(fact.record, _SAID_AT.get(fact.type, ""), None)
    if said_at is None and fact.type in _AS_OLD_AS_ITS_TEXT:
        said_at = fact.occurred_at
    if said_at is None and name.startswith("HOME#"):
        return True
    return _is_older(fact.type, getattr(fact.record, "author", None), said_at or fact.occurred_at, mark)


def _is_older(kind: str, author: object, said_at: Instant, mark: Mark) -> bool:
    is_made = not _OF_OLDER_WORDS.isdisjoint({kind, f"{kind} by {author}"})
    return said_at - (_UNDER_WAY if is_made else timedelta()) <= mark.at


def blank_fact(fact: Fact, mark: Mark) -> Fact:
    """Return a fact without words and identity; its id stays, so that the same statement is known when it comes again."""
    values = fact.model_dump(mode="json")
    forget(fact.type, values["record"], mark)
    return Fact.model_validate(values)


def blanked(kind: str, payload: str, mark: Mark, occurred_at: Instant | None = None) -> str:
    """Return a record's JSON as it may be kept: unchanged if it was said after the mark; `occurred_at` is its fact's moment."""
    record = loads(payload)
    told = record.get(_SAID_AT.get(kind, ""))
    said_at = occurred_at if kind in _AS_OLD_AS_ITS_TEXT else told and _moment(told)
    if kind != "case" and said_at is not None and not _is_older(kind, record.get("author"), said_at, mark):
        return payload
    forget(kind, record, mark)
    return dumps(record, ensure_ascii=False, separators=(",", ":"))


def forget(kind: str, record: dict[str, Any], mark: Mark) -> None:
    """Blank the personal fields of a record's JSON in place: '' for a text, [] for a list of texts; customers are renamed."""
    if kind == "review" and record.get("author"):
        record["author"] = _author(record, mark)
    if kind != "action" or record.get("member") != "system":
        for path in PERSONAL.get(kind, ()):
            _change(record, path.split("."), lambda value: [] if isinstance(value, list) else "")
    for path in _CUSTOMER:
        _change(record, path.split("."), lambda value: _renamed(value, mark))


def _author(review: Mapping[str, Any], mark: Mark) -> str:
    """Reviews of one author with the same words were one review in figures: their new names say so too."""
    author, text = str(review["author"]), str(review.get("text", ""))
    if author.startswith(NAMELESS):
        return author
    alike = f"{author}\n{text}" if len(text) >= LONG_ENOUGH else f"{review.get('store')}/{review.get('key')}"
    return _name(alike, mark)


def _renamed(key: object, mark: Mark) -> object:
    if not isinstance(key, str) or key.startswith(NAMELESS):
        return key
    if mark.customers is not None and customer_digest(key) not in mark.customers:
        return key
    return _name(key, mark)


def _name(text: str, mark: Mark) -> str:
    return (
        NAMELESS + hmac(mark.salt.encode(), text.encode("utf-8", "surrogatepass"), "sha256").hexdigest()[:16]
    )


def _moment(text: str) -> Instant:
    return _Instant.validate_python(text)


def _change(record: Any, path: list[str], change: Callable[[Any], Any]) -> None:  # noqa: ANN401 JSON
    if isinstance(record, list):
        for one in record:
            _change(one, path, change)
        return
    if not isinstance(record, dict) or record.get(path[0]) is None:
        return
    if len(path) > 1:
        _change(record[path[0]], path[1:], change)
    elif not isinstance(record[path[0]], dict):
        record[path[0]] = change(record[path[0]])
